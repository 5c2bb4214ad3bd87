"""What other programs read, the API and files to take away, is the same whatever languages people read."""

import pytest
from django.urls import reverse

from tests.languages.pages import in_spanish
from tests.languages.test_spanish_pages import forget_everything, read_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter"), pytest.mark.xdist_group("languages")]

API = (
    "/api/v1/programs/?state=OH&limit=5",
    "/api/v1/occupations/",
    "/api/v1/wages/?area=akron-oh",
    "/api/v1/certifications/certified-medical-manager/eligibility/?experience_years=1&credit_hours=9&member=no",
)
PAGES_OF_THE_SAME = (
    "/programs/?state=OH",
    "/salaries/11-9111/akron-oh/",
    "/certification/certified-medical-manager/eligibility/?experience_years=1&credit_hours=9&member=no",
)
EXPORTS = ("/programs/export.csv?state=OH", "/salaries/compare/export.csv?o=11-9111&a=texas")


def test_the_api_answers_in_english_after_spanish_pages_and_whatever_language_it_is_asked_for(client):
    forget_everything()
    before = {path: client.get(path).json() for path in API}
    forget_everything()
    read_all(client, map(in_spanish, PAGES_OF_THE_SAME))
    assert {path: client.get(path, headers={"accept-language": "es"}).json() for path in API} == before
    assert "Not yet: 3 of 3 rules are still to be met" in str(before)


def test_a_file_to_take_away_is_the_same_in_every_language(client):
    """Its columns and codes are for programs that read them."""
    forget_everything()
    spanish = [client.get(in_spanish(path)).getvalue() for path in EXPORTS]
    assert [client.get(path).getvalue() for path in EXPORTS] == spanish


def test_the_calendar_of_a_renewal_is_in_the_language_of_its_page_and_names_the_same_dates(client):
    """So that a file taken in the other language replaces the entries, and does not double them."""
    address = reverse("certification:renewal-calendar", args=["certified-medical-manager"])
    typed = "?certified_on=2024-02-29&hours_done=10"
    english, spanish = (client.get(path + typed).text for path in (address, in_spanish(address)))
    assert "SUMMARY:CMM: renewal due" in english
    assert "SUMMARY:CMM: vence la renovación" in spanish
    dates = [[line for line in file.splitlines() if line.startswith(("UID", "DTSTART"))] for file in (english, spanish)]
    assert dates[0] == dates[1] != []

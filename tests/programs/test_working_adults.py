"""What people ask who work while they study: recorded facts, and searches that never drop the unknown in silence."""

import pytest
from django.urls import reverse

from careerportal.sync import ledger
from programs.models import Program
from programs.working_adults import WISHES, Wish
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def search(client, query=""):
    return client.get(f"{reverse('programs:list')}?{query}")


def names(response):
    return sorted(card.program.school.name for card in response.context["cards"])


@pytest.fixture
def programs():
    ProgramFactory(school__name="Waives", admission_test="waivable", part_time=True, sessions="both")
    ProgramFactory(school__name="Asks", admission_test="required", part_time=False, sessions="live")
    ProgramFactory(school__name="Silent")
    ProgramFactory(school__name="Half silent", admission_test="not-asked")


def test_a_search_keeps_what_says_so_and_tells_how_many_have_not_said(client, programs):
    response = search(client, "study=no-test")
    assert names(response) == ["Half silent", "Waives"]
    assert "1 program of this search is left out because the school has not said" in response.text


def test_those_that_have_not_said_are_included_when_asked_for(client, programs):
    response = search(client, "study=no-test&study=part-time&unsaid=keep")
    assert names(response) == ["Half silent", "Silent", "Waives"]
    assert "has not said, as far" not in response.text
    assert names(search(client, "study=no-test&study=part-time")) == ["Waives"]


def test_what_is_said_of_both_meets_either_wish(client, programs):
    assert names(search(client, "study=live")) == ["Asks", "Waives"]
    assert names(search(client, "study=recorded")) == ["Waives"]


def test_wishes_are_offered_only_where_a_program_has_said(client):
    program = ProgramFactory()
    assert "While you work" not in search(client).text
    program.cohort = False
    program.save()
    ledger.record([("programs", program.slug, "updated")])  # As the desk does.
    response = search(client)
    assert [choice["value"] for choice in response.context["facets"]["study"]] == ["cohort"]
    assert "Include programs that have not said" in response.text


def test_counts_say_how_many_the_choice_finds(client, programs):
    for more in ("", "&unsaid=keep"):
        for choice in search(client, f"study=no-test&sort=debt{more}").context["facets"]["study"]:
            assert search(client, f"study={choice['value']}{more}").context["count"] == choice["count"]


def test_each_wish_is_met_blank_or_refused(programs):
    for said in WISHES.values():
        assert not Program.objects.filter(said.is_met & said.is_blank).exists()
        assert Program.objects.filter(said.is_blank).filter(school__name="Silent").exists()


def test_the_api_says_leaves_out_and_refuses(client, programs):
    url = reverse("api-v1:program-list")
    (row,) = client.get(url, {"study": "part-time"}).json()["results"]
    assert row["admission_test"] == {"value": "waivable", "status": "reported"}
    assert row["cohort"] == {"value": None, "status": "unknown"}
    left = client.get(url, {"study": "!no-test"}).json()["results"]
    assert sorted(row["school"]["name"] for row in left) == ["Asks", "Silent"]
    assert client.get(url, {"study": "asleep"}).status_code == 400


def test_program_page_says_what_is_recorded_and_what_is_not(client, programs):
    program = Program.objects.get(school__name="Waives")
    html = client.get(program.get_absolute_url()).text
    assert "Required, but it can be waived" in html
    assert "Both live and recorded" in html
    assert "Not recorded yet: work experience, practicum, cohort, executive format, starts." in html
    silent = Program.objects.get(school__name="Silent")
    assert "Not recorded yet: GRE or GMAT, work experience" in client.get(silent.get_absolute_url()).text


def test_every_wish_has_its_reading():
    assert set(WISHES) == set(Wish)

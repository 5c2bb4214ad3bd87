"""A page that is filled into a frame says what it would say if it were rendered whole."""

import pytest
from django.contrib.auth.models import User

from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db

SEARCHES = ("", "?state=TX", "?q=health&sort=-earnings", "?level=bachelors&level=masters", "?q=nothing+of+the+kind")


def staff_page(client, address):
    """The same page as staff get it: never kept, and never filled into a frame."""
    client.force_login(User.objects.get_or_create(username="curator", is_staff=True)[0])
    text = client.get(address).text
    client.logout()
    return text


@pytest.mark.parametrize("language", ["", "/es"])
def test_a_filled_search_page_is_the_rendered_one(client, language):
    ProgramFactory()
    for search in SEARCHES + SEARCHES[::-1]:
        address = f"{language}/programs/{search}"
        assert client.get(address).text == staff_page(client, address), address


def test_hostile_words_stay_words_in_a_frame(client):
    page = client.get("/programs/", {"q": '"><script>alert(1)</script>', "exact": "1"}).text
    assert "<script>alert" not in page
    page = client.get("/programs/", {"q": "mark-results-of-a-frame"}).text
    assert page.count('id="results"') == 1


def test_the_switch_of_languages_repeats_a_search_but_no_endless_one(client):
    assert 'href="/es/programs/?state=TX"' in client.get("/programs/?state=TX").text
    assert 'href="/es/programs/"' in client.get("/programs/", {"q": "a" * 4_001}).text

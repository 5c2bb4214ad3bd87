"""Fields of study as a filter: on the page with counts, in words and sentences, for partners and in exports."""

import pytest
from django.urls import reverse

from programs import query
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db

CODING, BILLING = "Medical Insurance Coding Specialist/Coder", "Medical Insurance Specialist/Medical Biller"
TITLES = {"51.0713": CODING, "51.0714": BILLING}


@pytest.fixture
def told_apart():
    return [
        ProgramFactory(cip="51.0713", title=CODING, level="certificate", school__state="TX"),
        ProgramFactory(cip="51.0713", title=CODING, level="associate"),
        ProgramFactory(cip="51.0714", title=BILLING, level="certificate"),
        ProgramFactory(level="certificate"),
    ]


def search(client, text):
    return client.get(f"{reverse('programs:list')}?{text}")


def choices(response):
    return {choice["value"]: choice["count"] for choice in response.context["facets"].get("field", [])}


class TestPage:
    def test_each_field_says_how_many_programs_it_has_whatever_field_is_chosen(self, client, told_apart):
        response = search(client, "level=certificate&field=51.0713")
        assert choices(response) == {"51.0713": 1, "51.0714": 1}
        assert response.context["count"] == 1

    def test_its_words_are_the_titles(self, client, told_apart):
        response = search(client, "field=51.0713&field=51.0714")
        assert response.context["sentence"] == f"3 programs in {CODING} or {BILLING}"
        assert [chip["label"] for chip in response.context["chips"]] == [CODING, BILLING]

    def test_programs_that_are_not_told_apart_are_counted_as_left_out(self, client, told_apart):
        page = search(client, "field=51.0713").content.decode()
        assert "1 program of this search is left out because the federal files do not tell its field of study" in page

    def test_the_whole_field_leaves_nothing_out(self, client, told_apart):
        response = search(client, "field=51.07")
        assert (response.context["count"], response.context["lacking"]) == (4, [])

    def test_it_is_not_offered_while_programs_are_not_told_apart(self, client):
        ProgramFactory()
        response = search(client, "")
        assert choices(response) == {}
        assert 'name="field"' not in response.content.decode()

    def test_what_is_no_code_is_left_out_and_said(self, client, told_apart):
        notices = search(client, "field=coding").context["notices"]
        assert notices == ["field=coding is not a field of study; write its CIP code, such as 51.0701."]


class TestSentence:
    def test_what_people_call_fields_is_read(self):
        reading = query.read("medical billing and coding certificate in texas", fields=TITLES)
        assert (reading.field, reading.level, reading.state) == (("51.0713", "51.0714"), ("certificate",), ("TX",))
        assert reading.words == ""
        assert [part.label for part in reading.understood if part.parameter == "field"] == [CODING, BILLING]

    def test_health_information_management_associate(self):
        titles = {"51.0706": "Administration", "51.0707": "Technology"}
        reading = query.read("health information management associate", fields=titles)
        assert (reading.field, reading.level, reading.words) == (("51.0706", "51.0707"), ("associate",), "")

    def test_a_field_by_which_nothing_is_told_apart_stays_words(self):
        reading = query.read("medical coding certificate", fields={"51.0701": "Administration"})
        assert (reading.field, reading.words) == ((), "medical coding")

    def test_the_whole_of_the_portal_stays_words(self):
        assert query.read("healthcare administration", fields=TITLES).words == "healthcare administration"

    def test_page_says_what_it_understood(self, client, told_apart):
        response = search(client, "q=medical+coding+in+texas")
        assert response.context["understood"]["labels"] == [CODING, "Texas"]
        assert response.context["count"] == 1


class TestPartners:
    def test_api_narrows_and_leaves_out(self, client, told_apart):
        answer = client.get(reverse("api-v1:program-list"), {"field": "51.0713,51.0714", "count": "true"})
        assert answer.json()["count"] == 3
        answer = client.get(reverse("api-v1:program-list"), {"field": "!51.0713", "count": "true"})
        assert answer.json()["count"] == 2

    def test_export_of_a_search_has_the_field(self, client, told_apart):
        response = client.get(reverse("programs:export", args=["csv"]), {"field": "51.0714"})
        text = b"".join(response.streaming_content).decode()
        assert (text.count("\r\n"), BILLING in text) == (2, True)

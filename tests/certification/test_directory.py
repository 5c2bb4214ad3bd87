"""The directory can be narrowed by words and occupation, on the page and in the API alike."""

import pytest
from django.urls import reverse

from tests.factories import CertificationFactory, CertifyingBodyFactory, OccupationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_certifications():
    CertificationFactory()
    coders = CertifyingBodyFactory(name="Association of Record Keepers", abbreviation="ARK")
    facts = {"name": "Records Specialist", "abbreviation": "RS", "summary": "Shows that its holder keeps records."}
    CertificationFactory(slug="records", body=coders, soc="29-2072", **facts)


def on_the_page(client, query):
    response = client.get(reverse("certification:list"), query)
    assert response.status_code == 200
    return {one.slug for one in response.context["certifications"]}


def in_the_api(client, query):
    return {row["slug"] for row in client.get(reverse("api-v1:certification-list"), query).json()["results"]}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "medical"}, {"certified-medical-manager"}),
        ({"q": "cmm pahcom"}, {"certified-medical-manager"}),
        ({"q": "ark"}, {"records"}),
        ({"q": "medical records"}, set()),
        ({"occupation": "29-2072"}, {"records"}),
        ({"occupation": "29-2072", "q": "medical"}, set()),
        ({"q": "", "occupation": ""}, {"certified-medical-manager", "records"}),
    ],
)
def test_page_and_api_narrow_alike(client, query, expected):
    assert on_the_page(client, query) == in_the_api(client, query) == expected


@pytest.mark.parametrize(
    "query", [{"occupation": "nurse"}, {"q": "x" * 101}, {"q": "a\x00b"}, {"occupation": "\x00"}], ids=repr
)
def test_a_wrong_value_is_named_and_the_others_hold(client, query):
    kept = {"q": "medical"} if "occupation" in query else {"occupation": "11-9111"}
    assert on_the_page(client, query | kept) == {"certified-medical-manager"}
    assert "alert--warning" in client.get(reverse("certification:list"), query).text
    assert client.get(reverse("api-v1:certification-list"), query).status_code == 400


def test_only_occupations_that_have_a_certification_are_offered(client):
    OccupationFactory(popular_title="Medical office manager")
    OccupationFactory(soc="43-6013", title="Medical Secretaries")
    page = client.get(reverse("certification:list"), {"occupation": "11-9111"}).text
    assert '<option value="11-9111" selected>Medical office manager</option>' in page
    assert "Medical Secretaries" not in page


def test_nothing_found_leads_back_to_all(client):
    assert "No certification answers to that" in client.get(reverse("certification:list"), {"q": "welder"}).text

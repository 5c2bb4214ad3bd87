"""What all answers have in common: the root, pages, meta, formats and what may be asked for."""

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from careerportal.api.root import RESOURCES
from careerportal.sync import ledger
from tests.factories import ProgramFactory, SchoolFactory

pytestmark = pytest.mark.django_db
PROGRAMS = reverse("api-v1:program-list")


def test_the_root_lists_every_resource(client):
    _, resolver = get_resolver().namespace_dict["api-v1"]
    lists = {name for name in resolver.reverse_dict if isinstance(name, str) and name.endswith("-list")}

    resources = client.get("/api/v1/").json()["resources"]

    assert set(RESOURCES.values()) == lists
    for address in resources.values():
        assert client.get(address).status_code == 200


def test_route_names_live_in_the_namespace_only():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not [name for name in names if name.endswith(("-list", "-detail"))]


def test_meta_says_where_the_data_stand_and_whom_to_credit(client):
    with transaction.atomic():
        ledger.record([("programs", "a-program", "created")])

    meta = client.get(PROGRAMS).json()["meta"]

    assert meta["serial"] == ledger.serial() > 0
    (credit,) = meta["credits"]
    assert credit["source"] == "scorecard-field-of-study"
    assert "Truewise" in credit["credit"]
    assert "CC BY 4.0" in credit["licence"]


def test_a_single_thing_has_meta_too(client):
    program = ProgramFactory()
    row = client.get(reverse("api-v1:program-detail", args=[program.slug])).json()
    assert row["meta"]["credits"][0]["publisher"] == "US Department of Education"


def test_a_walk_along_next_meets_each_row_once(client):
    made = {program.slug for program in ProgramFactory.create_batch(7)}
    seen, address = [], f"{PROGRAMS}?page_size=3&sort=-earnings"

    while address:
        page = client.get(address).json()
        assert page["count"] == 7
        seen += [row["slug"] for row in page["results"]]
        address = page["next"]

    assert len(seen) == 7
    assert set(seen) == made


def test_previous_leads_back(client):
    SchoolFactory.create_batch(3)
    page = client.get("/api/v1/schools/?page_size=2&page=2").json()
    assert page["next"] is None
    assert client.get(page["previous"]).json()["next"] is not None


def test_a_page_past_the_end_is_not_found(client):
    response = client.get(PROGRAMS, {"page": 2})
    assert response.status_code == 404
    assert "no page 2" in response.json()["detail"]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("page", "0"),
        ("page", "-1"),
        ("page", "last"),
        ("page", "1.5"),
        ("page", "9" * 5000),
        ("page", "\u0661"),
        ("page_size", "0"),
        ("page_size", "501"),
        ("page_size", "many"),
    ],
)
def test_a_wrong_page_is_a_mistake_that_says_what_was_expected(client, parameter, value):
    response = client.get(PROGRAMS, {parameter: value})

    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["parameter"] == parameter
    assert error["expected"]


def test_the_largest_page_is_500(client):
    assert client.get(PROGRAMS, {"page_size": 500}).status_code == 200


@pytest.mark.parametrize("accept", ["application/json", "*/*", "text/html,*/*;q=0.8", "application/*"])
def test_json_is_what_everybody_gets(client, accept):
    response = client.get(PROGRAMS, headers={"accept": accept})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("query", "accept"), [({}, "text/html"), ({}, "text/csv"), ({"format": "xml"}, "*/*"), ({"format": "api"}, "*/*")]
)
def test_another_format_is_not_acceptable(client, query, accept):
    response = client.get(PROGRAMS, query, headers={"accept": accept})
    assert response.status_code == 406
    assert response["Content-Type"] == "application/problem+json"


def test_head_and_options_are_answered(client):
    assert client.head(PROGRAMS).status_code == 200
    assert client.options(PROGRAMS)["Allow"] == "GET, HEAD, OPTIONS"


def test_no_other_site_may_read_with_a_visitors_browser(client):
    response = client.get(PROGRAMS, headers={"origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in response


def test_a_forgotten_slash_is_added(client):
    response = client.get("/api/v1/programs?level=masters")
    assert response.status_code == 301
    assert response["Location"] == "/api/v1/programs/?level=masters"

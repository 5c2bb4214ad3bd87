"""What all answers have in common: the root, pages, meta, formats and what may be asked for."""

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from careerportal.api.root import RESOURCES
from careerportal.sync import ledger
from tests.factories import ProgramFactory

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
    credit, completions = meta["credits"]
    assert credit["source"] == "scorecard-field-of-study"
    assert completions["source"] == "ipeds-completions"
    assert "Truewise" in credit["credit"]
    assert "CC BY 4.0" in credit["licence"]


def test_a_single_thing_has_meta_too(client):
    program = ProgramFactory()
    row = client.get(reverse("api-v1:program-detail", args=[program.slug])).json()
    assert row["meta"]["credits"][0]["publisher"] == "US Department of Education"


@pytest.mark.parametrize("accept", ["application/json", "*/*", "text/html,*/*;q=0.8", "application/*"])
def test_json_is_what_everybody_gets(client, accept):
    response = client.get(PROGRAMS, headers={"accept": accept})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("query", "accept"),
    [({}, "text/html"), ({}, "application/xml"), ({"format": "xml"}, "*/*"), ({"format": "api"}, "*/*")],
)
def test_another_format_is_not_acceptable(client, query, accept):
    response = client.get(PROGRAMS, query, headers={"accept": accept})
    assert response.status_code == 406
    assert response["Content-Type"] == "application/problem+json"


def test_head_and_options_are_answered(client):
    assert client.head(PROGRAMS).status_code == 200
    assert client.options(PROGRAMS)["Allow"] == "GET, HEAD, OPTIONS"
    assert client.options(PROGRAMS, query_params={"format": "csv"}).status_code == 200


def test_no_other_site_may_read_with_a_visitors_browser(client):
    response = client.get(PROGRAMS, headers={"origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in response


def test_a_forgotten_slash_is_added(client):
    response = client.get("/api/v1/programs?level=masters")
    assert response.status_code == 301
    assert response["Location"] == "/api/v1/programs/?level=masters"

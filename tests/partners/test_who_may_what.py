"""Every address of the API × everybody who may come: the whole table, taken from the addresses themselves."""

from datetime import timedelta

import pytest
from django.urls import get_resolver
from django.utils import timezone

from careerportal.partners import keys
from careerportal.partners.scopes import NEEDS_A_KEY, Scope, needed_for
from tests.factories import CatalogueFactory, PartnerFactory
from tests.partners.conftest import shown

SAMPLES = {
    "slug": "a-catalogue",
    "key": "229179",
    "level": "masters",
    "soc": "11-9111",
    "code": "99",
    "pk": "1",
    "format": "json",
    "word": "ndjson",
}


def addresses():
    """One address for each route under /api/v1/."""
    found = set()
    for name, routes in get_resolver().namespace_dict["api-v1"][1].reverse_dict.lists():
        if isinstance(name, str):
            for possibilities, *_ in routes:
                for path, parameters in possibilities:
                    found.add("/api/v1/" + path % {each: SAMPLES.get(each, "x") for each in parameters})
    return sorted(found)


ADDRESSES = addresses()


def test_the_table_has_every_kind_of_address():
    assert {needed_for(address) for address in ADDRESSES} >= {Scope.READ, Scope.CHANGES, Scope.CATALOGUES}
    assert len(ADDRESSES) > 25


@pytest.fixture
def tokens(db):
    partner = PartnerFactory()
    CatalogueFactory(partner=partner, slug="a-catalogue")
    made = {scope: keys.issue(partner, name=scope, scopes=[scope])[1] for scope in Scope.values}
    expired, made["expired"] = keys.issue(partner, name="expired", scopes=Scope.values)
    expired.expires_at = timezone.now() - timedelta(minutes=1)
    expired.save()
    revoked, made["revoked"] = keys.issue(partner, name="revoked", scopes=Scope.values)
    keys.revoke(revoked)
    return made


def may(client, address, token=None):
    """Return "passes", or the status with which the door is shut."""
    answer = client.get(address, headers=shown(token) if token else {})
    if answer.status_code not in (401, 403):
        assert answer.status_code < 500
        return "passes"
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith('Bearer realm="')
    assert answer.json()["status"] == answer.status_code
    return answer.status_code


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_who_may_read(client, tokens, address):
    needed = needed_for(address)
    other = next(scope for scope in Scope.values if scope != needed)
    assert {
        "nobody we know": may(client, address),
        "a key with the scope": may(client, address, tokens[needed]),
        "a key without it": may(client, address, tokens[other]),
        "an expired key": may(client, address, tokens["expired"]),
        "a revoked key": may(client, address, tokens["revoked"]),
        "a made-up key": may(client, address, "cpk_00000000_made-up"),
    } == {
        "nobody we know": 401 if needed in NEEDS_A_KEY else "passes",
        "a key with the scope": "passes",
        "a key without it": 403,
        "an expired key": 401,
        "a revoked key": 401,
        "a made-up key": 401,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "error"),
    [
        ("Bearer", "invalid_request"),
        ("Bearer ", "invalid_request"),
        ("Basic dXNlcjpwYXNz", "invalid_request"),
        ("cpk_00000000_x", "invalid_request"),
        ("Bearer cpk_00000000_x", "invalid_token"),
        ("bearer \x00", "invalid_token"),
        ("Bearer " + "x" * 10_000, "invalid_token"),
        ("Bearer schlüssel", "invalid_token"),
    ],
)
def test_what_is_no_key_is_said_to_be_none(client, header, error):
    answer = client.get("/api/v1/programs/", headers={"Authorization": header})
    assert answer.status_code == 401
    assert f'error="{error}"' in answer["WWW-Authenticate"]


@pytest.mark.django_db
def test_a_missing_scope_is_named(client, tokens):
    answer = client.get("/api/v1/changes/", headers=shown(tokens["read"]))
    assert 'error="insufficient_scope", scope="changes"' in answer["WWW-Authenticate"]
    assert answer.json()["scope"] == "changes"


@pytest.mark.django_db
def test_the_door_stands_before_the_api_alone(client):
    assert client.get("/programs/", headers=shown("cpk_00000000_x")).status_code == 200
    assert client.get("/api/schema/", headers=shown("cpk_00000000_x")).status_code == 200

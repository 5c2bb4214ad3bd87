"""Values that break careless queries: whatever they are, nothing crashes, on either database."""

import pytest
from django.urls import reverse

from careerportal.api.root import RESOURCES
from tests.factories import (
    CertificationFactory,
    OccupationFactory,
    ProgramFactory,
    ProjectionFactory,
    ReleaseFactory,
    WageEstimateFactory,
)

pytestmark = pytest.mark.django_db

HOSTILE = {
    "a NUL byte": "\x00",
    "a NUL byte in a word": "mas\x00ters",
    "a word": "abc",
    "a negative number": "-1",
    "past 32 bits": str(2**31),
    "past 64 bits": str(2**64),
    "past any column": "9" * 400,
    "no number": "NaN",
    "infinity": "1e400",
    "a quote": "' OR 1=1 --",
    "a search operator": "C++ \"unbal' OR -x* (",
    "a wildcard": "%_%",
    "a backslash": "\\",
    "another alphabet": "\u0661\u0662\u0663",
    "an emoji": "\U0001f9d1\u200d\u2695\ufe0f",
    "half an emoji": "\ud83e",
    "a line break": "a\r\nX-Header: b",
    "a very long text": "a" * 4_000,
    "a path": "../../etc/passwd",
}
PARAMETERS = {
    "programs": [
        *("q", "level", "state", "control", "listed", "earnings_min", "debt_max", "has", "sort"),
        *("earnings", "debt__gte", "near", "miles", "fields", "include", "cursor", "page_size", "count"),
    ],
    "schools": ["q", "state", "control", "listed"],
    "occupations": ["q"],
    "areas": ["kind", "state"],
    "wages": ["occupation", "area", "kind", "state", "year", "sort"],
    "projections": ["occupation"],
    "releases": ["source", "state"],
}
CASES = [(resource, parameter) for resource, parameters in PARAMETERS.items() for parameter in parameters]


@pytest.fixture
def catalogue():
    ProgramFactory()
    WageEstimateFactory()
    ProjectionFactory()
    CertificationFactory()


@pytest.mark.parametrize(("resource", "parameter"), CASES)
def test_hostile_values_of_a_parameter_are_answered(client, catalogue, resource, parameter):
    address = reverse(f"api-v1:{RESOURCES[resource]}")
    for what, value in HOSTILE.items():
        given = value.encode("utf-8", "surrogatepass")
        response = client.get(address, {parameter: given})
        assert response.status_code in (200, 400, 404), what
        if response.status_code != 200:
            assert response["Content-Type"] == "application/problem+json", what


@pytest.mark.parametrize("resource", RESOURCES)
def test_hostile_identifiers_are_not_found(client, resource):
    for what, value in HOSTILE.items():
        response = client.generic(
            "GET", f"/api/v1/{resource}/{value}/".encode("utf-8", "surrogatepass").decode("latin-1")
        )
        assert response.status_code == 404, what
        assert response["Content-Type"] == "application/problem+json", what


def test_numbers_at_the_edge_of_a_column_are_not_found(client):
    ReleaseFactory()
    OccupationFactory()
    for number in (0, 2**31 - 1, 2**31, 2**63 - 1, 2**63, 2**64):
        for resource in ("releases", "schools"):
            assert client.get(f"/api/v1/{resource}/{number}/").status_code == 404

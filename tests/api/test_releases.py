"""Sources and releases in the API: what stands behind the figures."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from careerportal.datasets import registry
from tests.factories import ReleaseFactory

pytestmark = pytest.mark.django_db


def test_partners_see_no_release_that_is_still_being_looked_at(client):
    kept = {ReleaseFactory(state=state).pk for state in ("ready", "archived")}
    hidden = [ReleaseFactory(state=state) for state in ("importing", "previewed")]

    listed = client.get(reverse("api-v1:release-list")).json()["results"]

    assert {row["id"] for row in listed} == kept
    for release in hidden:
        assert client.get(reverse("api-v1:release-detail", args=[release.pk])).status_code == 404


def test_releases_narrow_by_source_and_state(client):
    ReleaseFactory(source="oews", edition="May 2024", state="archived")
    ReleaseFactory(source="oews", edition="May 2025")
    ReleaseFactory()

    response = client.get(reverse("api-v1:release-list"), {"source": "oews", "state": "ready"})

    assert [row["edition"] for row in response.json()["results"]] == ["May 2025"]


def test_every_source_says_licence_credit_and_what_is_loaded(client):
    ReleaseFactory(source="oews", edition="May 2025")
    ReleaseFactory(source="oews", edition="May 2024", state="archived")

    rows = {row["key"]: row for row in client.get(reverse("api-v1:source-list")).json()["results"]}

    assert list(rows) == list(registry.all_sources())
    assert all(row["licence"] and row["publisher"] for row in rows.values())
    assert [release["edition"] for release in rows["oews"]["releases"]] == ["May 2025"]
    assert rows["scorecard-field-of-study"]["credit"] == registry.get("scorecard-field-of-study").credit


def test_the_sources_take_two_queries(client):
    ReleaseFactory.create_batch(3)
    # 1 releases, 2 the ledger's serial.
    with assertNumQueries(2):
        client.get(reverse("api-v1:source-list"))


def test_a_row_whose_source_was_retired_still_names_it(client):
    release = ReleaseFactory(source="retired")
    assert client.get(reverse("api-v1:release-detail", args=[release.pk])).json()["source"] == "retired"

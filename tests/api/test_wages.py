"""Occupations, areas, wages and projections in the API."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from tests.factories import (
    AreaFactory,
    OccupationFactory,
    ProfileSectionFactory,
    ProjectionFactory,
    WageEstimateFactory,
)

pytestmark = pytest.mark.django_db
WAGES = reverse("api-v1:wage-list")


def places(response):
    return [row["area"]["title"] for row in response.json()["results"]]


def test_a_wage_comes_with_unit_status_and_edition(client):
    WageEstimateFactory(annual_p50=123_860, annual_p90=239_200, blanks={"annual_p90": "top_coded"})

    row = client.get(WAGES).json()["results"][0]

    assert row["annual_p50"] == {"value": 123_860, "status": "reported"}
    assert row["annual_p90"] == {"value": 239_200, "status": "top_coded"}
    assert row["source"]["edition"] == "May 2025"
    assert row["occupation"]["soc"] == "11-9111"
    assert row["area"] == {"code": "99", "kind": "nation", "title": "United States", "state": ""}


def test_wages_narrow_by_occupation_area_kind_state_and_year(client):
    WageEstimateFactory(year=2025)
    WageEstimateFactory(year=2024)
    WageEstimateFactory(area=AreaFactory(texas=True))
    WageEstimateFactory(occupation=OccupationFactory(soc="29-2072", title="Records"), area=AreaFactory(ohio=True))

    assert places(client.get(WAGES, {"occupation": "29-2072"})) == ["Ohio"]
    assert places(client.get(WAGES, {"area": "48"})) == ["Texas"]
    assert places(client.get(WAGES, {"kind": "state"})) == ["Texas", "Ohio"]
    assert places(client.get(WAGES, {"state": ["TX", "OH"]})) == ["Texas", "Ohio"]
    assert places(client.get(WAGES, {"year": "2024"})) == ["United States"]


def test_wages_are_ordered_as_on_the_page(client):
    WageEstimateFactory(area=AreaFactory(texas=True), annual_p50=110_000)
    WageEstimateFactory(area=AreaFactory(ohio=True), annual_p50=120_000)
    assert places(client.get(WAGES, {"sort": "-median"})) == ["Ohio", "Texas"]


def test_an_occupation_that_is_not_loaded_is_a_mistake(client):
    OccupationFactory()

    response = client.get(WAGES, {"occupation": ["11-9111", "99-9999"]})

    assert response.status_code == 400
    assert [(error["parameter"], error["value"]) for error in response.json()["errors"]] == [("occupation", "99-9999")]


def test_many_wrong_codes_take_few_queries(client):
    codes = [f"99-{number:04}" for number in range(300)]
    # 1 the ledger's serial, 2 the codes that are looked up, 3 the codes that there are.
    with assertNumQueries(3):
        response = client.get(WAGES, {"occupation": codes})
    assert [error["value"] for error in response.json()["errors"]] == codes


def test_a_list_of_wages_takes_two_queries(client):
    for number in range(5):
        WageEstimateFactory(area=AreaFactory(code=f"1000{number}", title=f"Area {number}"))
    # 1 the page with occupation, area and release, 2 the ledger's serial.
    with assertNumQueries(2):
        client.get(WAGES)


def test_an_occupation_brings_its_profile_along(client):
    occupation = OccupationFactory(
        popular_title="Medical office manager", other_titles="Practice manager\nClinic manager"
    )
    ProfileSectionFactory(occupation=occupation, kind="duties", title="Financial management")

    row = client.get(reverse("api-v1:occupation-detail", args=["11-9111"])).json()

    assert row["other_titles"] == ["Practice manager", "Clinic manager"]
    assert [section["title"] for section in row["sections"]] == ["Financial management"]
    assert row["links"]["wages"] == "http://testserver/api/v1/wages/?occupation=11-9111"


def test_a_list_of_occupations_takes_three_queries(client):
    for soc in ("11-9111", "29-2072", "43-6013"):
        ProfileSectionFactory(occupation=OccupationFactory(soc=soc))
    # 1 the page, 2 all its sections, 3 the ledger's serial.
    with assertNumQueries(3):
        client.get(reverse("api-v1:occupation-list"))


def test_areas_narrow_by_kind_and_state(client):
    AreaFactory()
    AreaFactory(texas=True)
    AreaFactory(code="12420", kind="metropolitan", title="Austin", state="TX")

    response = client.get(reverse("api-v1:area-list"), {"state": "TX", "kind": "metropolitan"})

    assert [row["code"] for row in response.json()["results"]] == ["12420"]


def test_a_projection_says_what_is_expected(client):
    ProjectionFactory()

    row = client.get(reverse("api-v1:projection-list"), {"occupation": "11-9111"}).json()["results"][0]

    assert row["employment_target"] == {"value": 759_100, "status": "reported"}
    assert row["change_percent"] == {"value": 23.2, "status": "reported"}
    assert (row["base_year"], row["target_year"]) == (2024, 2034)

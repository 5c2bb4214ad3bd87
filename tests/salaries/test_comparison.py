"""Occupations and places side by side."""

import csv
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from careerportal.taxonomy import soc
from tests.factories import AreaFactory, OccupationFactory, WageEstimateFactory

pytestmark = pytest.mark.django_db

COMPARE = "/salaries/compare/"


@pytest.fixture
def texas():
    return WageEstimateFactory(area=AreaFactory(texas=True), annual_p50=114_150)


@pytest.fixture
def ohio():
    return WageEstimateFactory(area=AreaFactory(ohio=True), annual_p50=106_000)


def places(response):
    return [area.title for area, _ in response.context["parts"][0]["places"]]


def test_an_empty_comparison_shows_how_to_begin(client, texas):
    response = client.get(COMPARE)
    assert "Choose a job or a place to begin" in response.text
    assert response.context["parts"] == []


def test_places_stand_side_by_side_in_the_order_asked_for(client, texas, ohio):
    response = client.get(COMPARE, {"o": "11-9111", "a": ["texas", "ohio"]})
    assert places(response) == ["Texas", "Ohio"]
    (part,) = response.context["parts"]
    assert dict(part["rows"])["Median yearly pay"] == [("$114,150", False), ("$106,000", False)]
    assert [(bar["label"], bar["value"]) for bar in part["bars"]] == [("Texas", 114_150), ("Ohio", 106_000)]


def test_occupations_alone_are_compared_in_the_nation(client):
    WageEstimateFactory()
    assert places(client.get(COMPARE, {"o": "11-9111"})) == ["United States"]


def test_places_alone_are_compared_for_the_main_occupation(client, texas):
    response = client.get(COMPARE, {"a": "texas"})
    assert [part["occupation"].soc for part in response.context["parts"]] == [soc.MAIN]


def test_a_pair_without_an_estimate_says_so(client, texas):
    OccupationFactory(soc="43-6013", title="Medical Secretaries")
    response = client.get(COMPARE, {"o": "43-6013", "a": "texas"})
    assert "No estimate" in response.text


def test_wrong_values_are_named_and_the_rest_is_kept(client, texas):
    response = client.get(COMPARE, {"o": ["11-9111", "99-9999<b>"], "a": ["texas", "atlantis\x00", "texas"]})
    assert response.status_code == 200
    assert places(response) == ["Texas"]
    assert "“99-9999&lt;b&gt;” is not an occupation that we follow" in response.text
    assert "“atlantis” is not a place that we know" in response.text


def test_more_than_five_are_cut_and_said(client):
    slugs = []
    for number in range(7):
        area = AreaFactory(
            code=f"{number}", kind="metropolitan", title=f"Town {number}, OH", slug=f"t{number}", state="OH"
        )
        WageEstimateFactory(area=area)
        slugs.append(area.slug)
    response = client.get(COMPARE, {"a": slugs})
    assert len(places(response)) == 5
    assert "At most 5 fit side by side" in response.text


def test_each_choice_can_be_taken_away_and_another_added_by_a_plain_link(client, texas, ohio):
    OccupationFactory(soc="43-6013", title="Medical Secretaries")
    page = client.get(COMPARE, {"o": "11-9111", "a": ["texas", "ohio"]}).text
    assert 'href="?o=11-9111&amp;a=ohio"' in page
    assert 'href="?o=11-9111&amp;o=43-6013&amp;a=texas&amp;a=ohio"' in page


def test_a_place_is_added_by_its_name(client, texas, ohio):
    response = client.get(COMPARE, {"o": "11-9111", "a": "texas", "place": "ohio"})
    assert (response.status_code, response["Location"]) == (302, "/salaries/compare/?o=11-9111&a=texas&a=ohio")


def test_a_name_of_several_places_offers_them(client, texas, ohio):
    AreaFactory(code="10420", kind="metropolitan", title="Akron, OH", slug="akron-oh", state="OH")
    page = client.get(COMPARE, {"place": "oh"}).text
    assert 'href="?a=ohio"' in page
    assert 'href="?a=akron-oh"' in page


def test_the_page_takes_three_queries_however_much_is_compared(client, texas, ohio, django_assert_num_queries):
    for code in soc.OCCUPATIONS[1:5]:
        WageEstimateFactory(occupation=OccupationFactory(soc=code, title=code), area=texas.area)
    # Occupations; the places asked for; their estimates with release.
    with django_assert_num_queries(3):
        client.get(COMPARE, {"o": soc.OCCUPATIONS[:5], "a": ["texas", "ohio"]})


def exported(client, file_format, query):
    return client.get(reverse("salaries:compare-export", args=[file_format]), query)


def test_the_csv_holds_every_figure_with_its_status(client, texas, ohio):
    response = exported(client, "csv", {"o": "11-9111", "a": ["texas", "ohio"]})
    rows = list(csv.DictReader(b"".join(response).decode().splitlines()))
    assert [row["area"] for row in rows] == ["Texas", "Ohio"]
    assert (rows[0]["annual_p50"], rows[0]["annual_p50_status"]) == ("114150", "reported")
    assert (rows[0]["hourly_p50"], rows[0]["hourly_p50_status"]) == ("", "unknown")
    assert (rows[0]["source"], rows[0]["edition"]) == ("oews", "May 2025")


def test_no_cell_of_an_export_is_a_formula(client):
    trap = AreaFactory(code="48", kind="state", title="=1+1", slug="texas", state="TX")
    WageEstimateFactory(area=trap)
    rows = list(csv.DictReader(b"".join(exported(client, "csv", {"a": "texas"})).decode().splitlines()))
    assert rows[0]["area"] == "'=1+1"
    book = load_workbook(BytesIO(b"".join(exported(client, "xlsx", {"a": "texas"}))))
    names, values = book["Wages"].iter_rows(values_only=True)
    assert dict(zip(names, values, strict=True))["area"] == "'=1+1"
    book.close()


@pytest.mark.parametrize("query", [{}, {"o": "99-9999"}, {"o": "11-9111", "a": "atlantis"}])
def test_an_export_refuses_what_the_page_would_leave_out(client, texas, query):
    assert exported(client, "csv", query).status_code == 400


def test_the_page_is_friendly_before_anything_is_loaded(client):
    assert client.get(COMPARE).status_code == 200
    assert client.get(COMPARE, {"o": "11-9111"}).status_code == 200

"""Every page of an occupation in a place, and the extract they come from."""

import csv
import gzip
from collections import Counter

import pytest
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.test import RequestFactory

from careerportal.taxonomy import soc
from salaries.models import WageEstimate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter"), pytest.mark.xdist_group("starter-areas")]

EXTRACT = settings.BASE_DIR / "salaries" / "data" / "oews_2025.csv.gz"


def rows_of_the_extract():
    with gzip.open(EXTRACT, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def answer():
    """Answer an address through every middleware, as a server does; a test client would keep each page's context."""
    handler = BaseHandler()
    handler.load_middleware()
    requests = RequestFactory()
    return lambda address: handler.get_response(requests.get(address))


@pytest.mark.parametrize("code", soc.OCCUPATIONS)
def test_every_area_with_an_estimate_has_a_page_that_says_its_median(answer, code):
    estimates = list(WageEstimate.objects.of(code).in_year(2025).with_place())
    wrong = []
    for estimate in estimates:
        response = answer(estimate.get_absolute_url())
        if response.status_code != 200 or estimate.figure("annual_p50").as_dollars() not in response.text:
            wrong.append((response.status_code, estimate.area.slug))
    assert wrong == []
    assert len(estimates) == sum(row["OCC_CODE"] == code for row in rows_of_the_extract())


def test_the_extract_has_3653_estimates_in_583_areas():
    rows = rows_of_the_extract()
    assert len(rows) == WageEstimate.objects.in_year(2025).count() == 3_653
    assert len({row["AREA"] for row in rows}) == 583
    assert Counter(row["OCC_CODE"] for row in rows)["11-9111"] == 581


@pytest.mark.parametrize(
    ("column", "field"),
    [("TOT_EMP", "employment"), ("A_MEDIAN", "annual_p50"), ("A_MEAN", "annual_mean"), ("H_PCT90", "hourly_p90")],
)
def test_sums_of_the_extract_are_the_sums_of_the_database(column, field):
    expected = sum(float(row[column]) for row in rows_of_the_extract() if row[column] not in ("", "*", "**", "#"))
    estimates = WageEstimate.objects.in_year(2025)
    found = sum(figure.value for e in estimates if not (figure := e.figure(field)).is_blank and not figure.is_floor)
    assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("column", "field"), [("A_MEDIAN", "annual_p50"), ("H_MEDIAN", "hourly_p50"), ("TOT_EMP", "employment")]
)
def test_blanks_and_top_codes_of_the_extract_are_those_of_the_database(column, field):
    markers = Counter(row[column] for row in rows_of_the_extract() if not row[column].replace(".", "").isdigit())
    statuses = Counter(estimate.blanks.get(field) for estimate in WageEstimate.objects.in_year(2025))
    assert statuses["withheld"] == markers["*"] + markers["**"] > 0
    assert statuses["top_coded"] == markers["#"]
    assert statuses["not_collected"] == markers[""]

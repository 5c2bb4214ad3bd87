"""The Bureau of Labor Statistics' own workbooks, loaded over the starter data: what came with the portal stands."""

import pytest

from careerportal.datasets.pipeline import refresh
from careerportal.datasets.registry import get
from careerportal.taxonomy import soc
from salaries.models import Projection, WageEstimate

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("real workbooks")]
YEARS = range(2019, 2026)
SINCE_2021 = {"11-3012", "29-2072", "29-9021"}
"""Occupations that the survey counts by themselves only from 2021 on."""

HISTORY = ("year", "employment", "annual_mean", "annual_p10", "annual_p25", "annual_p50", "annual_p75", "annual_p90")


@pytest.fixture
def workbook(shared_data):
    return lambda year: shared_data / "bls" / f"national_M{year}_dl.xlsx"


def national_history():
    main = WageEstimate.objects.filter(occupation__soc=soc.MAIN, area__kind="nation")
    return list(main.order_by("year").values_list(*HISTORY))


def test_seven_years_equal_the_history_that_comes_with_the_portal(starter, workbook):
    before = national_history()
    assert [row[0] for row in before] == list(YEARS)
    for year in YEARS:
        report = refresh(get("oews"), workbook(year))
        assert report.edition == f"May {year}"
        assert report.problems.error_count == 0
    assert national_history() == before
    assert before[0][1:3] == (394_910, 115_160)
    assert before[-1][5] == 123_860
    hourly = WageEstimate.objects.filter(occupation__soc=soc.MAIN, area__kind="nation")
    assert not hourly.filter(hourly_p50=None).exists()


@pytest.mark.parametrize("year", [2019, 2021, 2025])
def test_each_workbook_has_the_occupations_of_its_year_and_a_second_time_changes_nothing(starter, workbook, year):
    refresh(get("oews"), workbook(year))
    found = WageEstimate.objects.filter(year=year, area__kind="nation").values_list("occupation__soc", flat=True)
    assert set(found) == set(soc.OCCUPATIONS) - (SINCE_2021 if year < 2021 else set())
    assert refresh(get("oews"), workbook(year)).is_empty


def test_the_agencys_workbook_of_projections_agrees_with_the_extract_and_adds_the_neighbours(starter, shared_data):
    path = shared_data / "bls" / "occupation_2024-2034.xlsx"
    report = refresh(get("employment-projections"), path, edition="2024–34")
    assert report.tables()["projections"] == {"created": 6, "updated": 0, "withdrawn": 0, "unchanged": 1}
    projection = Projection.objects.get(occupation__soc=soc.MAIN)
    assert (projection.employment_base, projection.employment_target) == (616_200, 759_100)
    assert (projection.change_percent, projection.openings_per_year) == (23.2, 62_100)
    assert refresh(get("employment-projections"), path, edition="2024–34").is_empty

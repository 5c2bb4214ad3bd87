"""The Bureau of Labor Statistics' own workbooks, loaded over the starter data: what came with the portal stands."""

import pytest
from openpyxl import load_workbook

from careerportal.datasets.pipeline import refresh
from careerportal.datasets.registry import get
from careerportal.taxonomy import soc
from salaries.counted_together import ALONE_SINCE, COUNTED_TOGETHER
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


@pytest.mark.parametrize("year", [2019, 2020, 2021])
def test_what_was_counted_together_stands_so_in_the_workbooks_before_2021(workbook, year):
    book = load_workbook(workbook(year), read_only=True)
    lines = book.worksheets[0].iter_rows(values_only=True)
    names = [str(name).upper() for name in next(lines)]
    at = [names.index(name) for name in ("OCC_CODE", "OCC_TITLE", "O_GROUP")]
    detailed = {line[at[0]]: line[at[1]] for line in lines if line[at[2]] == "detailed"}
    book.close()
    assert set(COUNTED_TOGETHER) == SINCE_2021
    for code, combined in COUNTED_TOGETHER.items():
        assert (code in detailed) == (year >= ALONE_SINCE)
        assert detailed.get(combined.code) == (None if year >= ALONE_SINCE else combined.title)


def test_the_page_of_such_an_occupation_says_why_its_years_begin_in_2021(client, starter, workbook):
    for year in (2020, 2021, 2024):
        refresh(get("oews"), workbook(year))
    response = client.get("/salaries/29-2072/")
    html = " ".join(response.text.split())
    assert [row["estimate"].year for row in response.context["history"]] == [2021, 2024, 2025]
    assert "There is no figure of this occupation alone before May 2021." in html
    assert 'as 29-2098, <span lang="en">Medical Dosimetrists, Medical Records Specialists' in html
    assert "Do not read all years as one line" not in html
    assert "no figure of this occupation alone" not in client.get("/salaries/43-6013/").text


def test_the_agencys_workbook_of_projections_agrees_with_the_extract_and_adds_the_neighbours(starter, shared_data):
    path = shared_data / "bls" / "occupation_2024-2034.xlsx"
    report = refresh(get("employment-projections"), path, edition="2024–34")
    assert report.tables()["projections"] == {"created": 6, "updated": 0, "withdrawn": 0, "unchanged": 1}
    projection = Projection.objects.get(occupation__soc=soc.MAIN)
    assert (projection.employment_base, projection.employment_target) == (616_200, 759_100)
    assert (projection.change_percent, projection.openings_per_year) == (23.2, 62_100)
    assert refresh(get("employment-projections"), path, edition="2024–34").is_empty

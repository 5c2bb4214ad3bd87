"""The yearly OEWS workbooks: other sheets beside the table, other spelling of columns, other columns in other years."""

import pytest
from openpyxl import Workbook

from careerportal.datasets.files import UnusableFile
from careerportal.datasets.pipeline import refresh
from careerportal.datasets.registry import get
from salaries.importers import oews
from salaries.models import Area, WageEstimate
from tests.federal_files import OEWS_ROW

pytestmark = pytest.mark.django_db

ROW = OEWS_ROW | {"I_GROUP": "cross-industry", "PCT_RPT": "~"}
OF_2019 = {name: value for name, value in ROW.items() if name not in ("PRIM_STATE", "PCT_RPT")}


def workbook(folder, template, *rows, name="state_M2025_dl.xlsx", spelling=str.upper):
    book = Workbook()
    sheet = book.active
    sheet.append([spelling(column) for column in template])
    for row in rows:
        sheet.append([_cell(value) for value in (template | row).values()])
    leftover = book.create_sheet("Sheet1")
    leftover.append([None, "occ_title", "a_median"])
    book.create_sheet("Field Descriptions").append(["May 2025 OEWS Estimates"])
    book.save(folder / name)
    return folder / name


def _cell(value):
    return float(value) if value.replace(".", "").isdigit() else value


def load(path, **options):
    return refresh(get("oews"), path, **options)


def test_a_workbook_says_by_its_name_which_year_it_is_of(tmp_path):
    report = load(workbook(tmp_path, ROW, {}))
    estimate = WageEstimate.objects.get()
    assert report.edition == "May 2025"
    assert (estimate.year, estimate.employment, estimate.annual_p50, estimate.hourly_mean) == (
        2025, 40_710, 113_040, 63.11,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("national_M2019_dl.xlsx", "May 2019"),
        ("MSA_M2023_dl.xlsx", "May 2023"),
        ("BOS_M2023_dl.xlsx", "May 2023"),
        ("all_data_M_2024.xlsx", "May 2024"),
        ("oesm22st.zip", "May 2022"),
        ("oews_2025.csv.gz", ""),
    ],
)
def test_the_names_of_the_agencys_files(name, edition):
    assert oews.edition_of(name) == edition


def test_a_workbook_is_not_loaded_as_another_year(tmp_path):
    with pytest.raises(UnusableFile, match="by its name the file of May 2025, not of May 2019"):
        load(workbook(tmp_path, ROW, {}), edition="May 2019")


def test_markers_of_a_workbook_are_typed_blanks(tmp_path):
    load(workbook(tmp_path, ROW, {"TOT_EMP": "**", "A_PCT90": "#", "A_MEAN": "*"}))
    estimate = WageEstimate.objects.get()
    assert estimate.figure("employment").as_number() == "Not released"
    assert estimate.figure("annual_mean").as_dollars() == "Not released"
    assert estimate.figure("annual_p90").as_dollars() == "$239,200 or more"


@pytest.mark.parametrize(
    ("area", "title", "kind", "state"),
    [
        ("48", "Texas", "2", "TX"),
        ("72", "Puerto Rico", "3", "PR"),
        ("35620", "New York-Newark-Jersey City, NY-NJ-PA", "4", "NY"),
        ("5400001", "Southern West Virginia nonmetropolitan area", "6", "WV"),
        ("500002", "Central Arkansas nonmetropolitan area", "6", "AR"),
    ],
)
def test_in_2019_columns_are_lower_case_and_the_state_is_told_by_the_area(tmp_path, area, title, kind, state):
    row = {"AREA": area, "AREA_TITLE": title, "AREA_TYPE": kind}
    load(workbook(tmp_path, OF_2019, row, name="all_M2019_dl.xlsx", spelling=str.lower))
    assert Area.objects.get().state == state
    assert WageEstimate.objects.get().year == 2019


def test_rows_of_single_industries_are_passed_over(tmp_path):
    load(workbook(tmp_path, ROW, {"I_GROUP": "sector", "TOT_EMP": "7"}, {}))
    assert WageEstimate.objects.get().employment == 40_710


def test_an_older_year_loaded_later_renames_nothing(tmp_path):
    load(workbook(tmp_path, ROW, {"AREA": "19100", "AREA_TYPE": "4", "AREA_TITLE": "Dallas-Fort Worth, TX"}))
    older = {"AREA": "19100", "AREA_TYPE": "4", "AREA_TITLE": "Dallas, TX", "OCC_TITLE": "Health Managers"}
    load(workbook(tmp_path, ROW, older, name="MSA_M2023_dl.xlsx"))
    assert sorted(WageEstimate.objects.values_list("year", "area__title", "occupation__title")) == [
        (2023, "Dallas-Fort Worth, TX", "Medical and Health Services Managers"),
        (2025, "Dallas-Fort Worth, TX", "Medical and Health Services Managers"),
    ]


def test_the_same_workbook_twice_changes_nothing_the_second_time(tmp_path):
    path = workbook(tmp_path, ROW, {}, {"AREA": "36", "AREA_TITLE": "New York", "PRIM_STATE": "NY", "A_PCT90": "#"})
    assert load(path).tables()["wages"]["created"] == 2
    assert load(path).is_empty

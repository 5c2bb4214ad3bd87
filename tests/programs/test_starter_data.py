"""The starter data: what the files in the repository hold."""

import csv
import gzip
import hashlib
import io
import json
from collections import Counter

import pytest

import programs.starter
import salaries.starter
from careerportal.datasets.registry import all_sources
from careerportal.taxonomy import soc

SCORECARD = programs.starter.EXTRACT.path
OEWS = salaries.starter.EXTRACT.path
HISTORY = OEWS.with_name("oews_national_history.csv")
PROJECTIONS = OEWS.with_name("projections_2024_2034.csv")
FILES = [SCORECARD, OEWS, HISTORY, PROJECTIONS]


def content(path):
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def rows(path):
    return list(csv.DictReader(io.StringIO(content(path).decode())))


def note(path):
    return json.loads(path.with_name(path.name.split(".")[0] + ".provenance.json").read_text())


def test_every_starter_file_has_a_source_that_loads_it():
    assert {source.starter_file for source in all_sources().values() if source.starter_file} >= set(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_note_beside_the_file_is_about_this_very_file(path):
    assert note(path)["csv_sha256"] == hashlib.sha256(content(path)).hexdigest()
    assert note(path)["rows"] == len(rows(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_note_names_agency_edition_licence_and_credit(path):
    assert all(note(path)[name] for name in ("agency", "title", "edition", "licence", "credit", "carrier"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_is_plain_utf8_with_unix_line_ends(path):
    assert b"\r" not in content(path)
    assert not content(path).startswith(b"\xef\xbb\xbf")
    assert content(path).decode().endswith("\n")


def test_scorecard_extract_has_every_row_of_the_field():
    levels = Counter(row["CREDLEV"] for row in rows(SCORECARD))
    assert levels == {"1": 1413, "2": 868, "3": 639, "4": 19, "5": 496, "6": 41, "7": 8, "8": 256, "99": 12}


def test_scorecard_extract_says_when_earnings_were_measured():
    four_years = [row for row in rows(SCORECARD) if row["EARN_MDN_4YR"]]
    one_year = [row for row in rows(SCORECARD) if row["EARN_MDN_1YR"]]
    assert (len(four_years), len(one_year)) == (1408, 94)
    assert not [row for row in four_years if row["EARN_MDN_1YR"]]


def test_scorecard_extract_has_the_figures_of_texas_womans_university():
    [row] = [row for row in rows(SCORECARD) if row["UNITID"] == "229179" and row["CREDLEV"] == "5"]
    assert (row["EARN_MDN_4YR"] or row["EARN_MDN_1YR"], row["DEBT_ALL_STGP_EVAL_MDN"]) == ("90503", "38475")


def test_scorecard_extract_is_ordered_by_school_and_level():
    keys = [(int(row["UNITID"]), int(row["CREDLEV"])) for row in rows(SCORECARD)]
    assert keys == sorted(set(keys))


def test_oews_extract_has_the_portals_occupations_in_all_areas():
    assert {row["OCC_CODE"] for row in rows(OEWS)} == set(soc.OCCUPATIONS)
    kinds = Counter({row["AREA"]: row["AREA_TYPE"] for row in rows(OEWS)}.values())
    assert (kinds["1"], kinds["2"] + kinds["3"], kinds["4"] + kinds["6"]) == (1, 54, 528)


def test_oews_extract_equals_the_reshaped_survey_cell_by_cell(shared_data):
    path = shared_data / "bls" / "oews_M2025_selected_soc_all_areas.csv.gz"
    expected = {(row["AREA"], row["OCC_CODE"]): row for row in rows(path) if row["OCC_CODE"] in soc.OCCUPATIONS}
    extract = {(row["AREA"], row["OCC_CODE"]): row for row in rows(OEWS)}
    columns = salaries.starter.EXTRACT.columns
    assert extract == {key: {name: row[name] for name in columns} for key, row in expected.items()}


def test_national_figures_of_2025_are_those_that_the_agency_announced():
    [row] = [row for row in rows(OEWS) if row["OCC_CODE"] == soc.MAIN and row["AREA"] == "99"]
    assert [int(row[name]) for name in ("TOT_EMP", "A_MEAN")] == [597080, 140970]
    percentiles = [row[name] for name in ("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90")]
    assert [int(value) for value in percentiles] == [73390, 94700, 123860, 166100, 224340]


def test_history_ends_where_the_extract_begins():
    assert [row["YEAR"] for row in rows(HISTORY)] == ["2019", "2020", "2021", "2022", "2023", "2024"]
    assert {(row["OCC_CODE"], row["AREA"]) for row in rows(HISTORY)} == {(soc.MAIN, "99")}


@pytest.mark.parametrize("row", rows(HISTORY), ids=lambda row: row["YEAR"])
def test_history_equals_the_national_workbook_of_its_year(row, shared_data):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(shared_data / "bls" / f"national_M{row['YEAR']}_dl.xlsx", read_only=True)
    [sheet] = [book[name] for name in book.sheetnames if name.lower().startswith("national_m")]
    lines = sheet.iter_rows(values_only=True)
    header = [name.upper() for name in next(lines)]
    line = next(cells for line in lines if (cells := dict(zip(header, line, strict=True)))["OCC_CODE"] == soc.MAIN)
    shared = set(header) & set(row)
    assert {"TOT_EMP", "A_MEAN", "A_MEDIAN"} <= shared
    assert {name: row[name] for name in shared} == {name: str(line[name]) for name in shared}


def test_projection_has_the_figures_of_table_1_2():
    [row] = rows(PROJECTIONS)
    assert list(row.values())[3:7] == ["616.2", "759.1", "23.2", "62.1"]
    assert row["Typical education needed for entry"] == "Bachelor's degree"


def test_projection_equals_the_workbook(shared_data):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(shared_data / "bls" / "occupation_2024-2034.xlsx", read_only=True)
    lines = book["Table 1.2"].iter_rows(min_row=2, values_only=True)
    header = next(lines)
    line = next(cells for line in lines if (cells := dict(zip(header, line, strict=True)))[header[1]] == soc.MAIN)
    [row] = rows(PROJECTIONS)
    assert row == {name: str(line[name]).strip() for name in row}

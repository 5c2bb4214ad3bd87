"""Workbooks: the one table among the sheets, read as text, and no trust in what the file says of itself."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from careerportal.datasets import workbooks
from careerportal.datasets.files import UnusableFile, read_rows
from careerportal.datasets.problems import Problems

HEADER = ["UNITID", "INSTNM"]


def workbook(path, **sheets):
    book = Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    book.save(path)
    return path


def read(path, problems=None, **options):
    found = read_rows(path, ("UNITID", "INSTNM"), problems or Problems(), **options)
    return [(row.number, row["UNITID"], row["INSTNM"]) for row in found]


def test_the_table_is_the_first_sheet_with_the_columns_below_a_title_or_not(tmp_path):
    path = workbook(
        tmp_path / "schools.xlsx",
        Sheet1=[[None, "INSTNM"], [None, "Leftover"]],
        Table=[["Schools of 2025"], ["INSTNM", "Note", "UNITID"], ["Pace", "", 194310]],
        Notes=[HEADER, ["1", "Not this"]],
    )
    assert read(path) == [(3, "194310", "Pace")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(53490.0, "53490"), (0.1, "0.1"), (7, "7"), ("  #", "#"), (None, ""), (1e300, "1e+300"), ("01.0000", "01.0000")],
)
def test_a_cell_reads_as_the_text_that_a_csv_file_would_have(tmp_path, cell, text):
    path = workbook(tmp_path / "schools.xlsx", Table=[HEADER, ["1", cell], ["2", "Pace"]])
    assert read(path)[0] == (2, "1", text)


def test_lines_without_anything_are_passed_over_and_short_ones_filled(tmp_path):
    path = workbook(tmp_path / "schools.xlsx", Table=[HEADER, [], ["1"], ["2", "Pace", ""]])
    assert read(path) == [(3, "1", ""), (4, "2", "Pace")]


def test_column_names_of_another_year_are_brought_to_one_spelling(tmp_path):
    path = workbook(tmp_path / "schools.xlsx", Table=[["unitid", "Instnm"], ["1", "Pace"]])
    assert read(path, heading=str.upper) == [(2, "1", "Pace")]


def test_a_zip_with_one_fitting_workbook_reads_like_the_workbook(tmp_path):
    table = workbook(tmp_path / "table.xlsx", Table=[HEADER, ["1", "Pace"]])
    notes = workbook(tmp_path / "notes.xlsx", Notes=[["Field", "Description"]])
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        archive.write(table, "folder/table.xlsx")
        archive.write(notes, "folder/notes.xlsx")
    assert read(tmp_path / "both.zip") == [(2, "1", "Pace")]
    with zipfile.ZipFile(tmp_path / "both.zip", "a") as archive:
        archive.write(table, "folder/again.xlsx")
    with pytest.raises(UnusableFile, match="holds 2 workbooks"):
        read(tmp_path / "both.zip")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([["UNITID", "Name"], ["1", "Pace"]], "no sheet with the column INSTNM"),
        ([[]], "no sheet with the column UNITID, INSTNM"),
        ([["UNITID", "INSTNM", "INSTNM"], ["1", "Pace", "Pace"]], "INSTNM more than once"),
    ],
)
def test_a_workbook_without_such_a_table_is_refused_in_words(tmp_path, lines, message):
    with pytest.raises(UnusableFile, match=message):
        read(workbook(tmp_path / "schools.xlsx", Table=lines))


def test_a_line_longer_than_the_header_is_an_error(tmp_path):
    problems = Problems()
    assert read(workbook(tmp_path / "schools.xlsx", Table=[HEADER, ["1", "Pace", "?"]]), problems) == []
    assert [problem.row for problem in problems.errors] == [2]


def altered(path, member, change):
    """Write the same workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[member] = change(parts[member])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda xml: xml[: len(xml) // 2], "is damaged"),
        (lambda xml: BOMB + xml, "is damaged"),
        (lambda xml: xml.replace(b'r="A2"', b'r="ZZZZZ2"'), "is damaged"),
        (lambda xml: b" " * 80_000_000, "unpacks to 100 times its size"),
    ],
    ids=["cut", "entities", "impossible column", "zip bomb"],
)
def test_a_damaged_or_hostile_workbook_is_refused(tmp_path, change, message):
    path = workbook(tmp_path / "schools.xlsx", Table=[HEADER, [1, "Pace"]])
    with pytest.raises(UnusableFile, match=message):
        read(altered(path, SHEET, change))


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path):
    path = workbook(tmp_path / "schools.xlsx", Table=[HEADER, [1, "Pace"]])
    assert read(altered(path, SHEET, lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1"'))) == [(2, "1", "Pace")]


def test_a_row_number_beyond_every_sheet_ends_the_table(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 100)
    path = workbook(tmp_path / "schools.xlsx", Table=[HEADER, [1, "Pace"], [2, "Hofstra"]])
    far = altered(path, SHEET, lambda xml: xml.replace(b'<row r="3"', b'<row r="99999999999"'))
    assert read(far) == [(2, "1", "Pace")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>Service unavailable</html>"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    path = Path(tmp_path / "schools.xlsx")
    path.write_bytes(content)
    with pytest.raises(UnusableFile, match="is damaged"):
        read(path)

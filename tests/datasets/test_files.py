"""Files as they come: cut off, empty, of another source, not text."""

import gzip
import os
from contextlib import contextmanager
from pathlib import Path

import pytest

from careerportal.datasets.files import (
    UnusableFile,
    fingerprint,
    provenance_of,
    read_rows,
    refuse_what_is_no_file,
)
from careerportal.datasets.problems import Problems
from tests import federal_files


def read(path, columns=("UNITID", "INSTNM")):
    problems = Problems()
    return list(read_rows(path, columns, problems)), problems


def test_rows_carry_the_line_number_that_a_person_sees_in_an_editor(tmp_path):
    rows, _ = read(federal_files.scorecard(tmp_path, {}, {"UNITID": "100"}))
    assert [(row.number, row["UNITID"]) for row in rows] == [(2, "229179"), (3, "100")]


def test_a_gzip_file_reads_like_the_plain_one(tmp_path):
    plain, _ = read(federal_files.scorecard(tmp_path, {}))
    packed, _ = read(federal_files.scorecard(tmp_path, {}, name="fields.csv.gz"))
    assert plain == packed


def test_a_byte_order_mark_is_not_part_of_the_first_column(tmp_path):
    path = tmp_path / "bom.csv"
    path.write_text("\ufeffUNITID,INSTNM\n1,Pace\n", encoding="utf-8")
    rows, _ = read(path)
    assert rows[0]["UNITID"] == "1"


def test_columns_may_stand_in_any_order(tmp_path):
    path = tmp_path / "shuffled.csv"
    path.write_text("INSTNM,UNITID\nPace,1\n", encoding="utf-8")
    rows, _ = read(path)
    assert rows[0]["UNITID"] == "1"


def test_a_row_with_too_few_cells_is_a_problem_and_not_the_end(tmp_path):
    path = tmp_path / "short.csv"
    path.write_text("UNITID,INSTNM\n1\n2,Pace\n", encoding="utf-8")
    rows, problems = read(path)
    assert [row["UNITID"] for row in rows] == ["2"]
    assert str(problems.errors[0]) == "row 2: 1 cells stand where the header names 2"


def test_a_row_with_a_nul_byte_is_a_problem_and_not_the_end(tmp_path):
    path = tmp_path / "nul.csv"
    path.write_bytes(b"UNITID,INSTNM\n1,Pa\x00ce\n2,Pace\n")
    rows, problems = read(path)
    assert [row["UNITID"] for row in rows] == ["2"]
    assert problems.errors[0].row == 2


def test_a_stray_quotation_mark_is_said_and_costs_no_row(tmp_path):
    path = tmp_path / "quotes.csv"
    path.write_text('UNITID,INSTNM,VETURL\n"1","Pace","a.edu?hl="veteran"&x"\n"2","Clemson",""\n', encoding="utf-8")
    rows, problems = read(path)
    assert [(row.number, row["INSTNM"]) for row in rows] == [(2, "Pace"), (3, "Clemson")]
    assert (problems.error_count, dict(problems.counts)) == (0, {"stray quotation mark": 1})


def test_a_stray_quotation_mark_that_shifts_the_cells_makes_a_bad_row(tmp_path):
    path = tmp_path / "quotes.csv"
    path.write_text('UNITID,INSTNM,VETURL\n"1","Pa"ce, the","a.edu"\n"2","Clemson",""\n', encoding="utf-8")
    rows, problems = read(path)
    assert [row["INSTNM"] for row in rows] == ["Clemson"]
    assert str(problems.errors[0]) == "row 2: 4 cells stand where the header names 3"


def truncated(tmp_path):
    path = tmp_path / "cut.csv.gz"
    path.write_bytes(federal_files.scorecard(tmp_path, *[{}] * 500, name="whole.csv.gz").read_bytes()[:-40])
    return path


def written(name, content):
    def make(tmp_path):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (truncated, "cut off"),
        (written("empty.csv", b""), "is empty"),
        (written("empty.csv.gz", gzip.compress(b"")), "is empty"),
        (written("other.csv", b"UNITID,NAME\n1,Pace\n"), "no column INSTNM"),
        (written("twice.csv", b"UNITID,INSTNM,UNITID\n1,Pace,1\n"), "UNITID more than once"),
        (written("plain.csv.gz", b"UNITID,INSTNM\n1,Pace\n"), "no gzip file"),
        (written("latin.csv", b"UNITID,INSTNM\n1,Caf\xe9\n"), "not UTF-8"),
        (written("quote.csv", b'UNITID,INSTNM\n1,"Pace\n'), "not a CSV file"),
        (written("long.csv", b"UNITID,INSTNM\n1," + b"x" * 20_000 + b"\n"), "field larger than"),
        (written("notes.txt", b"UNITID,INSTNM\n"), "neither .csv nor .csv.gz"),
        (lambda tmp_path: tmp_path / "missing.csv", "does not exist"),
        (lambda tmp_path: tmp_path, "neither .csv nor .csv.gz"),
        (lambda tmp_path: written("file.csv", b"")(tmp_path) / "inside.csv", "does not exist"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, make, message):
    with pytest.raises(UnusableFile, match=message):
        read(make(tmp_path))


@contextmanager
def as_nobody():
    """Root may read everything: for a moment be a user who may not."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize("look", [refuse_what_is_no_file, fingerprint, read])
def test_a_file_that_may_not_be_read_says_so(tmp_path, look):
    path = written("secret.csv", b"UNITID,INSTNM\n1,Pace\n")(tmp_path)
    tmp_path.chmod(0o000)
    try:
        with as_nobody(), pytest.raises(UnusableFile, match=r"secret\.csv may not be read by this user"):
            look(path)
    finally:
        tmp_path.chmod(0o700)


def pipe(tmp_path):
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda tmp_path: Path(""), f"{Path.cwd()} is a folder"),
        (lambda tmp_path: tmp_path, "is a folder. Name the file inside it"),
        (lambda tmp_path: tmp_path / "missing.csv", "does not exist"),
        (lambda tmp_path: tmp_path / ("x" * 300 + ".csv"), "File name too long"),
        (lambda tmp_path: Path("nul\0.csv"), "NUL character"),
        (pipe, "neither a file nor a folder"),
        (lambda tmp_path: Path("/dev/null"), "neither a file nor a folder"),
    ],
)
def test_what_is_no_file_is_refused_before_it_is_opened(tmp_path, make, message):
    with pytest.raises(UnusableFile, match=message):
        refuse_what_is_no_file(make(tmp_path))


@pytest.mark.parametrize("told", ["{", "[]", '"May 2025"'])
def test_what_tells_of_a_file_is_refused_where_it_cannot_be_understood(tmp_path, told):
    (tmp_path / "oews.provenance.json").write_text(told, encoding="utf-8")
    with pytest.raises(UnusableFile, match=r"oews\.provenance\.json, which tells of oews\.csv\.gz"):
        provenance_of(tmp_path / "oews.csv.gz")

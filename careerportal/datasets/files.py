"""Opening federal files as rows. The file is hostile until its header and every line have been read."""

import csv
import hashlib
import json
from pathlib import Path

from careerportal.datasets import rows, workbooks
from careerportal.datasets.opening import (
    LONGEST_CELL,
    UnusableFile,
    lines_of,
    reading,
    refuse_what_is_no_file,
)
from careerportal.datasets.rows import Row

__all__ = ["Row", "UnusableFile", "fingerprint", "provenance_of", "read_rows", "refuse_what_is_no_file"]

STRAY_QUOTE = "expected after"
"""What Python's reader says of a quotation mark within a quoted cell."""


def read_rows(path, columns, problems, fallback_encoding="", heading=str):
    """Yield the Rows of a .csv, .csv.gz, .xlsx or .zip file that has all of `columns` in its header, in any order.

    A line with too many or too few cells becomes an error in `problems`; anything that makes the file as a whole
    unreadable (no such file, empty, no header, cut-off gzip, not text) raises UnusableFile. `fallback_encoding` is what
    a file that is no UTF-8 may be instead; `heading` brings column names to one spelling, where years differ.
    """
    path = Path(path)
    with reading(path):
        if workbooks.is_workbook(path):
            yield from workbooks.read(path, columns, problems, heading)
        else:
            yield from _read_text(path, columns, problems, fallback_encoding, heading)


def _read_text(path, columns, problems, fallback_encoding, heading):
    csv.field_size_limit(LONGEST_CELL)
    with lines_of(path, fallback_encoding) as lines:
        lines = _Remembered(lines)
        reader = csv.reader(lines, strict=True)
        try:
            header = _checked(path, next(reader, None), columns, heading)
            yield from _rows_below(header, lines, reader, problems)
        except csv.Error as error:
            message = f"{path.name} is not a CSV file we can read, near row {reader.line_num}: {error}."
            raise UnusableFile(message) from None


def fingerprint(path):
    """Return a file's SHA-256 as 64 hexadecimal digits; UnusableFile when it cannot be opened."""
    with reading(Path(path)), open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def provenance_of(path):
    """Return what `<name>.provenance.json` beside a data file says of it, or {} where there is none.

    The name is the file's without its endings: `oews_2025.csv.gz` has `oews_2025.provenance.json`.
    """
    path = Path(path)
    beside = path.with_name(path.name.split(".")[0] + ".provenance.json")
    with reading(beside):
        told = beside.read_text(encoding="utf-8") if beside.exists() else "{}"
    try:
        provenance = json.loads(told)
    except ValueError as error:
        raise UnusableFile(f"{beside.name}, which tells of {path.name}, is no JSON: {error}.") from None
    if not isinstance(provenance, dict):
        raise UnusableFile(f"{beside.name}, which tells of {path.name}, holds no names with values.")
    return provenance


def _checked(path, header, columns, heading):
    if not header:
        raise UnusableFile(f"{path.name} is empty.")
    names = rows.names_in(header, heading)
    rows.check(path, names, columns)
    return names


def _rows_below(header, lines, reader, problems):
    for cells in _cells(header, lines, reader, problems):
        if not cells:
            continue
        if not lines.is_ended:
            message = "the file ends here without the end of a line: it may be cut off. If it is whole, add a line end."
            problems.error(reader.line_num, "the last row is cut off", message)
            continue
        if len(cells) != len(header):
            message = f"{len(cells)} cells stand where the header names {len(header)}"
            problems.error(reader.line_num, "a row has the wrong number of cells", message)
            continue
        if any("\0" in cell for cell in cells):
            problems.error(reader.line_num, "a row has a NUL byte", "a NUL byte stands in the row: the file is damaged")
            continue
        yield Row(reader.line_num, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})


def _cells(header, lines, reader, problems):
    """Yield the cells of each row; where a cell has a stray quotation mark, as they stand between the commas.

    HD2022 has such a row. It is taken only if it ends on its own line and has as many cells as the header.
    """
    while True:
        lines_before = lines.count
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if STRAY_QUOTE not in str(error) or lines.count != lines_before + 1:
                raise
            cells = next(csv.reader([lines.last]))
            if len(cells) == len(header):
                message = "a cell has a quotation mark that is not doubled; the row was read as it stands"
                problems.notice(lines.count, "stray quotation mark", message, subject=" ".join(cells[:2]))
        if cells is None:
            return
        yield cells


class _Remembered:
    """Lines, with how many were read and the last of them."""

    def __init__(self, lines):
        self._lines, self.count, self.last = lines, 0, ""

    @property
    def is_ended(self):
        return self.last.endswith(("\n", "\r"))

    def __iter__(self):
        return self

    def __next__(self):
        self.last = next(self._lines)
        self.count += 1
        return self.last

"""Reading .xlsx workbooks row by row, as text, with the distrust that other files get.

A workbook of an agency holds its table on one sheet, and descriptions, notes and leftovers on others. The table is the
first sheet that has all the wanted columns in one of its first lines: some have a title above the header.
"""

import shutil
import warnings
import zipfile
from contextlib import ExitStack, closing, contextmanager
from itertools import islice
from tempfile import TemporaryFile

from openpyxl import load_workbook

from careerportal.datasets import rows
from careerportal.datasets.opening import (
    HIGHEST_RATIO,
    LARGEST_CONTENT,
    LONGEST_CELL,
    SURELY_SMALL,
    UnusableFile,
)

HEADER_WITHIN = 10
"""Lines of a sheet among which its header is looked for."""

MOST_ROWS = 1_048_576
"""Rows of a sheet that the format allows; a damaged file may claim more."""

LARGEST_WORDS = 64 * 1024**2
"""Bytes of the list of texts of a workbook, which is read into memory as a whole; the largest we know has 3 million."""

LARGEST_EXACT = 10**15
"""Numbers below it are written without an exponent: 53490, not 5.349e+04."""


def read(path, columns, problems, heading=str):
    """Yield the Rows of the one table in an .xlsx file, or in a .zip with such files, that has all of `columns`."""
    with _workbooks(path) as files:
        found = [file for file in files if _header_line(path, file, columns, heading)]
        if len(found) > 1:
            raise UnusableFile(f"{path.name} holds {len(found)} workbooks with such a table. Unpack it and name one.")
        if not found:
            raise UnusableFile(_what_is_missing(path, files, columns, heading))
        sheet, line, names = _header_line(path, found[0], columns, heading)
        rows.check(path, names, columns)
        yield from _rows_below(_lines(path, found[0], sheet), line, names, problems)


def is_workbook(path):
    """Say whether the table of a file is in a workbook: an .xlsx, or a .zip with workbooks and no CSV file."""
    if path.suffix != ".zip":
        return path.suffix == ".xlsx"
    with zipfile.ZipFile(path) as archive:
        names = [name.lower() for name in archive.namelist()]
    return not any(name.endswith(".csv") for name in names) and any(name.endswith(".xlsx") for name in names)


@contextmanager
def _workbooks(path):
    """Give the workbooks in a file, open."""
    if path.suffix == ".xlsx":
        with open(path, "rb") as file:
            yield [file]
        return
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if member.filename.lower().endswith(".xlsx")]
        _refuse_if_large(path, archive)
        with ExitStack() as open_files:
            files = [open_files.enter_context(TemporaryFile()) for _ in members]
            for member, file in zip(members, files, strict=True):
                with archive.open(member) as packed:
                    shutil.copyfileobj(packed, file)
            yield files


def _refuse_if_large(path, archive):
    """What a zip file says of its sizes is checked while it is read: more bytes are never given out."""
    unpacked = sum(member.file_size for member in archive.infolist())
    packed = sum(member.compress_size for member in archive.infolist())
    if unpacked > LARGEST_CONTENT:
        raise UnusableFile(f"{path.name} unpacks to more than {LARGEST_CONTENT // 1024**3} GB: it is no federal file.")
    if unpacked > max(SURELY_SMALL, HIGHEST_RATIO * packed):
        raise UnusableFile(f"{path.name} unpacks to {HIGHEST_RATIO} times its size: it is no table.")
    words = sum(member.file_size for member in archive.infolist() if member.filename.endswith("sharedStrings.xml"))
    if words > LARGEST_WORDS:
        raise UnusableFile(f"{path.name} has more than {LARGEST_WORDS // 1024**2} MB of texts: it is no federal file.")


@contextmanager
def _parsing(path):
    """Whatever the parser of workbooks makes of a damaged one is an UnusableFile; its warnings are about looks."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnusableFile:
        raise
    except Exception as error:
        raise UnusableFile(f"{path.name} is damaged, or no workbook at all. Download it again.") from error


@contextmanager
def _opened(path, file):
    file.seek(0)
    with _parsing(path):
        with zipfile.ZipFile(file) as archive:
            _refuse_if_large(path, archive)
        file.seek(0)
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    with closing(workbook):
        yield workbook


def _lines(path, file, sheet):
    """Yield (number, [texts]) of each line of a sheet that has any."""
    with _opened(path, file) as workbook:
        with _parsing(path):
            table = workbook[sheet]
            table.reset_dimensions()  # What a sheet says of its own size may be wrong.
            lines = enumerate(table.iter_rows(max_row=MOST_ROWS, values_only=True), start=1)
        while True:
            with _parsing(path):
                number, values = next(lines, (0, ()))
                texts = [_text(value) for value in values]
            if not number:
                return
            if any(texts):
                yield number, texts


def _text(value):
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_EXACT:
        return str(int(value))
    return str(value).strip()


def _headers(path, file, heading):
    """Yield (sheet, line, names) for each line that may be the header."""
    with _opened(path, file) as workbook:
        sheets = [sheet.title for sheet in workbook.worksheets]
    for sheet in sheets:
        for number, texts in islice(_lines(path, file, sheet), HEADER_WITHIN):
            yield sheet, number, rows.names_in(texts, heading)


def _header_line(path, file, columns, heading):
    headers = _headers(path, file, heading)
    return next((found for found in headers if not rows.missing_from(found[2], columns)), None)


def _what_is_missing(path, files, columns, heading):
    missing = [rows.missing_from(names, columns) for file in files for _, _, names in _headers(path, file, heading)]
    names = ", ".join(min(missing, key=len, default=columns))
    return f"{path.name} has no sheet with the column {names}. Is it the right file for this source?"


def _rows_below(lines, header_line, names, problems):
    for number, texts in lines:
        if number <= header_line:
            continue
        if len(texts) > len(names) and any(texts[len(names) :]):
            message = f"{len(texts)} cells stand where the header names {len(names)}"
            problems.error(number, "a row has the wrong number of cells", message)
        elif any(len(text) > LONGEST_CELL for text in texts):
            problems.error(number, "a cell is too long", f"a cell has more than {LONGEST_CELL:,} characters")
        elif any("\0" in text for text in texts):
            problems.error(number, "a row has a NUL byte", "a NUL byte stands in the row: the file is damaged")
        else:
            texts += [""] * (len(names) - len(texts))
            yield rows.Row(number, {name: text for name, text in zip(names, texts, strict=False) if name})

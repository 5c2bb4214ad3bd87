"""A search's programs as rows to take away: CSV, XLSX and JSON, in the order of the page and in constant memory."""

import csv
import json
from tempfile import TemporaryFile

from openpyxl import Workbook

from careerportal.taxonomy.figures import FigureStatus

BLOCK = 1_000
"""Rows fetched, and sent, at a time."""

FIGURES = ("completers", "earnings", "debt", "benchmark_state", "benchmark_nation")

COLUMNS = {
    "program": "slug",
    "title": "title",
    "cip": "cip",
    "level": "level",
    "school": "school__name",
    "unitid": "school__unitid",
    "state": "school__state",
    "control": "school__control",
    "school_is_listed": "school__is_listed",
    **{name: f"outcome__{name}" for name in FIGURES},
    "earnings_years_after": "outcome__earnings_horizon",
    "source": "outcome__release__source",
    "edition": "outcome__release__edition",
}
"""Column of the export → where it comes from. Amounts are US dollars a year (earnings) or in all (debt)."""

HEADER = (*COLUMNS, *(f"{name}_status" for name in FIGURES))

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(programs):
    """Yield a dict of HEADER for each program of a queryset; each figure has its status beside it."""
    found = programs.values_list(*COLUMNS.values(), "outcome__blanks").iterator(chunk_size=BLOCK)
    for *values, blanks in found:
        row = dict(zip(COLUMNS, values, strict=True))
        for name in FIGURES:
            default = FigureStatus.UNKNOWN if row[name] is None else FigureStatus.REPORTED
            row[f"{name}_status"] = str((blanks or {}).get(name, default))
        yield row


def safe(value):
    """Return a cell that no spreadsheet takes for a formula: such a text gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


def as_csv(programs):
    """Yield the export as CSV text, block by block."""
    writer = csv.writer(_Echo())
    block = [writer.writerow(HEADER)]
    for row in rows(programs):
        block.append(writer.writerow([safe(row[name]) for name in HEADER]))
        if len(block) == BLOCK:
            yield "".join(block)
            block = []
    yield "".join(block)


def as_json(programs, **about):
    """Yield the export as one JSON object, block by block: what `about` says, then the list of programs."""
    yield json.dumps(about, ensure_ascii=False)[:-1] + ', "programs": ['
    block, comma = [], ""
    for row in rows(programs):
        block.append(comma + "\n" + json.dumps(row, ensure_ascii=False))
        comma = ","
        if len(block) == BLOCK:
            yield "".join(block)
            block = []
    yield "".join(block) + "\n]}\n"


def as_xlsx(programs):
    """Return the export as an open temporary file: a workbook cannot be sent before it is whole."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Programs")
    sheet.freeze_panes = "A2"
    sheet.append(HEADER)
    for row in rows(programs):
        sheet.append([safe(row[name]) for name in HEADER])
    file = TemporaryFile()  # noqa: SIM115 (the response that sends it closes it)
    workbook.save(file)
    file.seek(0)
    return file


class _Echo:
    """A file that gives back what is written, so that csv.writer returns each line."""

    def write(self, text):
        return text

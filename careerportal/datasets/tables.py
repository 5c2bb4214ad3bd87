"""Rows to take away, as CSV or XLSX: block by block, and with no cell that a spreadsheet would run as a formula."""

import csv
from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse
from openpyxl import Workbook

BLOCK = 1_000
"""Rows sent at a time."""

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value):
    """Return a cell that no spreadsheet takes for a formula: such a text gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


def as_csv(header, rows):
    """Yield the table as CSV text, block by block. Rows are dicts of the header's names."""
    writer = csv.writer(Echo())
    block = [writer.writerow(header)]
    for row in rows:
        block.append(writer.writerow([safe(row[name]) for name in header]))
        if len(block) == BLOCK:
            yield "".join(block)
            block = []
    yield "".join(block)


def as_xlsx(title, header, rows):
    """Return the table as an open temporary file: a workbook cannot be sent before it is whole."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append(header)
    for row in rows:
        sheet.append([safe(row[name]) for name in header])
    file = TemporaryFile()  # noqa: SIM115 (the response that sends it closes it)
    workbook.save(file)
    file.seek(0)
    return file


class Echo:
    """A file that gives back what is written, so that csv.writer returns each line."""

    def write(self, text):
        return text


def take_away(file_format, name, title, header, rows):
    """Return the response that sends a table as a file: csv or xlsx, under a name, in a sheet of a title."""
    if file_format == "csv":
        response = StreamingHttpResponse(as_csv(header, rows), content_type=CSV)
    else:
        response = FileResponse(as_xlsx(title, header, rows), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return response

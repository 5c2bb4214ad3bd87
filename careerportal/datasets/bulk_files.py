"""Files for changing many rows at once: read as lines of text, whatever columns they have, and given out to fill in."""

from pathlib import Path
from tempfile import TemporaryDirectory

from careerportal.datasets import bulk, files
from careerportal.datasets.opening import UnusableFile
from careerportal.datasets.problems import Problems

ENDINGS = (".csv", ".xlsx")


def read(upload):
    """Return the rows of a file that came by a form, [(number, {column: text})], and the [Mistake]s of those that
    cannot be read; UnusableFile where it is no table."""
    problems = Problems()
    with TemporaryDirectory(prefix="portal-bulk-") as folder:
        copy = Path(folder) / f"file{Path(upload.name).suffix.lower()}"
        with open(copy, "wb") as file:
            file.writelines(upload.chunks())
            if copy.suffix == ".csv":
                file.write(b"\n")  # Not every program that writes CSV ends the last line, and an empty one is none.
        try:
            rows = [
                (row.number, {name: bulk.without_apostrophe(text) for name, text in row.cells.items() if name})
                for row in files.read_rows(copy, (), problems, "cp1252", _heading)
            ]
        except UnusableFile as error:
            raise UnusableFile(str(error).replace(copy.name, upload.name)) from None
    return rows, [bulk.Mistake(one.row, "", one.message) for one in problems.errors]


def _heading(name):
    """A column's name as it stands, unless it is all of them: what some programs call CSV has no commas."""
    for mark, what in ((";", "semicolons"), ("\t", "tabs")):
        if mark in name:
            raise UnusableFile(f"The columns are parted by {what}. Save the file as CSV with commas, or as XLSX.")
    return name


def rows_of(table, queryset):
    """Yield a dict for each row of a queryset: what its table's files have, and what is beside."""
    key_paths = {bulk.name_of(path): path for key in table.keys for path in key}
    for row in queryset.iterator(chunk_size=1_000):
        cells = {name: bulk.key_cells(row, path) for name, path in key_paths.items()}
        cells |= {name: bulk.shown(row, name) for name in table.columns if name not in cells}
        yield cells | {name: str(bulk.key_cells(row, name)) for name in table.beside}

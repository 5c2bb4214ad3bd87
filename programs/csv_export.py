"""The CSV of a search, made fast: every program of every field in less than a second, and in little memory.

A line is mostly what other lines say too: the title and level of a program, the name and state of its school, the
source, status and credit of its figures. Each such text is put together once, and kept until the data change; of a
program only the numbers of its texts are. What is its own, its address, is read block by block.
"""

import csv
import json
from array import array

from django.db.models import TextField
from django.db.models.functions import Cast

from careerportal.datasets import tables
from careerportal.sync import kept
from careerportal.sync.reading import connection
from programs import columns, exports
from programs.columns import BLANK
from programs.models import Program

BLOCK = 1_000
"""Programs whose addresses are read, and whose lines are sent, at a time."""

ABOUT = ("title", "cip", "level")
SCHOOL = ("school", "unitid", "state", "control", "school_is_listed")
OWN = ("completers", "earnings", "debt")
REST = tuple(name for name in exports.COLUMNS if name not in {"program", *ABOUT, *SCHOOL, *OWN})
"""The columns after a program's address: about it, about its school, its own figures, and what ends the line."""

_line = csv.writer(tables.Echo()).writerow


def lines_at(serial):
    """Return the Lines of all published programs at a data serial."""
    return kept.at(serial, "lines", lambda: Lines(columns.at(serial)))


def as_csv(found, serial):
    """Return the CSV of what a search found, as text, block by block."""
    return _blocks(lines_at(serial), found.positions())


def _blocks(lines, positions):
    yield _line(exports.HEADER)
    for start in range(0, len(positions), BLOCK):
        yield lines.of(positions[start : start + BLOCK])


class Lines:
    """The texts that lines are made of, by position of a program in programs.columns.Columns."""

    def __init__(self, columns):
        self.columns = columns
        self.completers = array("i", [BLANK]) * len(columns)
        self.about, self.school, self.rest = (_Texts(say, len(columns)) for say in (_starting, _starting, _ending))
        groups = (ABOUT, SCHOOL, OWN, REST)
        names = [exports.COLUMNS[name] for group in groups for name in group]
        ends = [sum(map(len, groups[:number])) for number in range(1, 5)]
        # Of every program, published or not: one that is withdrawn meanwhile is still the same program.
        rows = Program.objects.order_by().values_list("pk", *names, Cast("outcome__blanks", TextField()))
        for pk, *row in rows.iterator(chunk_size=BLOCK):
            position = columns.position_of[pk] if pk < len(columns.position_of) else BLANK
            if position != BLANK:
                completers, earnings, debt = row[ends[1] : ends[2]]
                self.completers[position] = BLANK if completers is None else completers
                self.about.put(position, row[: ends[0]])
                self.school.put(position, row[ends[0] : ends[1]])
                self.rest.put(position, [completers is None, earnings is None, debt is None, *row[ends[2] :]])

    def of(self, positions):
        """The lines of some positions, as text; what is no longer there is left out."""
        ids, figures = self.columns.ids, self.columns.figures
        slugs = _slugs([ids[position] for position in positions])
        about, about_of = self.about.texts, self.about.number_of
        school, school_of = self.school.texts, self.school.number_of
        rest, rest_of = self.rest.texts, self.rest.number_of
        completers, earnings, debt = self.completers, figures["earnings"], figures["debt"]
        said = {BLANK: ""}.get
        return "".join(
            [
                f"{slugs[ids[at]]},{about[about_of[at]]},{school[school_of[at]]},"
                f"{said(completers[at], completers[at])},{said(earnings[at], earnings[at])},{said(debt[at], debt[at])},"
                f"{rest[rest_of[at]]}"
                for at in positions
                if ids[at] in slugs
            ]
        )


class _Texts:
    """The different texts of a part of the line, and for each position the number of its text."""

    def __init__(self, say, positions):
        self.say, self.texts, self._numbers = say, [], {}
        self.number_of = array("I", [0]) * positions

    def put(self, position, cells):
        cells = tuple(cells)
        if cells not in self._numbers:
            self._numbers[cells] = len(self.texts)
            self.texts.append(self.say(cells))
        self.number_of[position] = self._numbers[cells]


def _starting(cells):
    """Cells in the course of a line, safe to open in a spreadsheet."""
    return _line([tables.safe(cell) for cell in cells])[:-2]


def _ending(cells):
    """The cells that end a line: the rest of its columns, why each figure is blank, and whom to credit."""
    *own_blanks, blanks = cells
    row = dict(zip(REST, own_blanks[len(OWN) :], strict=True))
    values = dict(zip(OWN, (None if blank else 0 for blank in own_blanks), strict=False)) | row
    statuses = [exports.status_of(name, values[name], json.loads(blanks or "{}")) for name in exports.FIGURES]
    return _line([tables.safe(cell) for cell in (*row.values(), *statuses, exports.credit_of(row["source"]))])


def _slugs(pks):
    """Return {id: slug} of some programs."""
    statement, wrap = _SLUGS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement, [wrap(pks)])
        return dict(cursor.fetchall())


_SLUGS = {
    "sqlite": ("SELECT id, slug FROM programs_program WHERE id IN (SELECT value FROM json_each(%s))", json.dumps),
    "postgresql": ("SELECT id, slug FROM programs_program WHERE id = ANY(%s)", list),
}
"""The ids as one parameter: thousands of them, each put in by itself, would take longer than the reading."""

"""The few small columns by which programs are counted, narrowed and ordered: in memory, read once per data serial.

A search page counts all programs seven ways and shows 25 of them. Asked of the database, each count reads the table
again. Here a program is a position in the order of names, and its cell says all that a facet can ask of it. There are a
few thousand cells however many programs there are, so counts come from cells.

About 30 bytes a program in each process: 7 MB for every program of every field in the United States. The database stays
the authority: orders are read from it as it sorts them, and tests hold pages against ProgramFilterSet's querysets.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import cached_property, lru_cache
from typing import NamedTuple

from careerportal.sync import kept
from careerportal.taxonomy.sizes import size_of
from programs import search
from programs.models import Program, ProgramTopic
from programs.spread import bar_of

BLANK = -1
BLOCK = 5_000
"""Rows fetched at a time."""

KEPT_TEXTS = 8
"""Texts whose hits a process keeps, up to 1 MB each."""

KEPT_SUMS = 2_000
"""Choices of filters whose counts a process keeps."""


class Cell(NamedTuple):
    """All that a facet can ask of a program."""

    level: str
    state: str
    control: str
    delivery: str
    is_listed: bool
    has_earnings: bool
    has_debt: bool
    size: str
    has_place: bool


class Hits(NamedTuple):
    """The positions of the programs in which every word is found, and of those that have all in the school's name."""

    everywhere: array
    in_school: array


def at(serial):
    """Return the Columns of all published programs at a data serial."""
    return kept.at(serial, "columns", lambda: Columns(Program.objects.published()))


class Columns:
    """Parallel arrays over the programs of a queryset, in the order of their names."""

    def __init__(self, programs):
        self.programs = programs
        self.ids, self.cell_of = array("q"), array("H")
        self.figures = {"earnings": array("i"), "debt": array("i")}
        numbers = {}
        rows = programs.sorted_by("name").values_list(
            *("pk", "level", "school__state", "school__control", "delivery", "school__is_listed"),
            *(f"outcome__{name}" for name in self.figures),
            *("school__undergraduates", "school__latitude"),
        )
        for pk, *place, earnings, debt, undergraduates, latitude in rows.iterator(chunk_size=BLOCK):
            cell = Cell(*place, earnings is not None, debt is not None, size_of(undergraduates), latitude is not None)
            self.ids.append(pk)
            self.cell_of.append(numbers.setdefault(cell, len(numbers)))
            self.figures["earnings"].append(BLANK if earnings is None else earnings)
            self.figures["debt"].append(BLANK if debt is None else debt)
        self.cells = list(numbers)
        self.counts = Counter(self.cell_of)
        self.sums, self.panels = {}, {}
        self._orders = {"name": range(len(self.ids))}
        self._ranks = {"name": range(len(self.ids))}

    def __len__(self):
        return len(self.ids)

    @cached_property
    def bars(self):
        """Figure → position → the bar of its picture that the program falls in; BLANK where it has no figure."""
        return {
            name: array("b", (BLANK if value == BLANK else bar_of(name, value) for value in values))
            for name, values in self.figures.items()
        }

    @cached_property
    def topics(self):
        """Topic → the positions of the programs that are known to teach it."""
        taught = defaultdict(list)
        for pk, topic in ProgramTopic.objects.values_list("program", "topic").order_by().iterator(chunk_size=BLOCK):
            taught[topic].append(pk)
        return {topic: self.positions(pks) for topic, pks in taught.items()}

    @cached_property
    def knows_sizes(self):
        """A school's number of undergraduates is known, so that sizes can be chosen."""
        return any(cell.size for cell in self.cells)

    @cached_property
    def knows_places(self):
        """A school's coordinates are known, so that nearness can be asked for."""
        return any(cell.has_place for cell in self.cells)

    @cached_property
    def position_of(self):
        """Program id → position; BLANK where no published program has that id."""
        positions = array("i", [BLANK]) * (max(self.ids, default=0) + 1)
        for position, pk in enumerate(self.ids):
            positions[pk] = position
        return positions

    def positions(self, pks):
        """The positions of the published programs among these ids."""
        known = len(self.position_of)
        if max(pks, default=0) >= known:
            pks = [pk for pk in pks if pk < known]
        positions = array("i", map(self.position_of.__getitem__, pks))
        return array("i", filter(BLANK.__ne__, positions)) if BLANK in positions else positions

    @cached_property
    def hits(self):
        """From the matches of a TextQuery to its Hits. The last few are kept: a reader narrows on, and turns pages."""
        return lru_cache(KEPT_TEXTS)(self._read_hits)

    def _read_hits(self, matches):
        return Hits(*map(self.positions, search.ids_of(matches))) if matches else Hits(array("i"), array("i"))

    @cached_property
    def of_cell(self):
        """Number of a cell → the positions in it, in the order of names."""
        positions = defaultdict(lambda: array("i"))
        for position, cell in enumerate(self.cell_of):
            positions[cell].append(position)
        return positions

    def order(self, word):
        """All positions in one of queries.ORDERS, just as the database sorts them."""
        if word not in self._orders:
            pks = self.programs.sorted_by(word).values_list("pk", flat=True).iterator(chunk_size=BLOCK)
            self._orders[word] = self.positions(list(pks))
        return self._orders[word]

    def rank(self, word):
        """Position → its place in an order."""
        if word not in self._ranks:
            ranks = array("i", [0]) * len(self)
            for place, position in enumerate(self.order(word)):
                ranks[position] = place
            self._ranks[word] = ranks
        return self._ranks[word]

    @cached_property
    def _by_figure(self):
        """Figure → (its values, ascending; the positions that have them)."""
        sorted_figures = {}
        for name, values in self.figures.items():
            known = sorted((at for at, value in enumerate(values) if value != BLANK), key=values.__getitem__)
            sorted_figures[name] = array("i", (values[at] for at in known)), array("i", known)
        return sorted_figures

    def between(self, name, lowest, highest):
        """The positions whose figure is known and no less and no more than this; None is no limit."""
        values, positions = self._by_figure[name]
        first = 0 if lowest is None else bisect_left(values, lowest)
        end = len(values) if highest is None else bisect_right(values, highest)
        return positions[first:end]

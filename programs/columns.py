"""The few small columns by which programs are counted, narrowed and ordered: in memory, read once per data serial.

A search page counts all programs seven ways and shows 25 of them. Asked of the database, each count reads the table
again. Here a program is a position, and its cell says all that a facet can ask of it. There are a few thousand cells
however many programs there are, so counts come from cells. The programs of a cell stand side by side, in the order of
names, so that those found of a cell are counted at once (programs.bits).

About 40 bytes a program in each process: 9 MB for every program of every field in the United States. The database stays
the authority: orders are read from it as it sorts them, and tests hold pages against ProgramFilterSet's querysets.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper

from careerportal.sync import kept
from careerportal.taxonomy import cip
from careerportal.taxonomy.sizes import size_of
from programs import bits, search
from programs.models import Program, ProgramTopic
from programs.queries import can_be_chosen
from programs.spread import BARS, bar_of
from programs.working_adults import WISHES

BLANK = -1
BLOCK = 5_000
"""Rows fetched at a time."""

KEPT_TEXTS = 100
"""Texts whose hits a process keeps, a quarter of a byte a program: 55 KB each for every program of every field."""

KEPT_SUMS = 2_000
"""Choices of filters whose counts a process keeps."""


CAN_BE_CHOSEN = ExpressionWrapper(can_be_chosen("school__"), BooleanField())


class Cell(NamedTuple):
    """All that a facet can ask of a program."""

    level: str
    state: str
    control: str
    delivery: str
    is_listed: bool  # and not known to have closed
    has_earnings: bool
    has_debt: bool
    size: str
    has_place: bool


class Hits(NamedTuple):
    """The programs in which every word is found, and those that have all in the school's name, as programs.bits."""

    everywhere: int
    in_school: int


def at(serial):
    """Return the Columns of all published programs at a data serial."""
    return kept.at(serial, "columns", lambda: Columns(Program.objects.published()))


class Columns:
    """Parallel arrays over the programs of a queryset: those of a cell side by side, in the order of their names."""

    def __init__(self, programs):
        self.programs = programs
        ids, cell_of, numbers = array("q"), array("H"), {}
        field_of, fields = array("H"), {}
        figures = {"earnings": array("i"), "debt": array("i")}
        rows = programs.sorted_by("name").values_list(
            *("pk", "cip", "level", "school__state", "school__control", "delivery", CAN_BE_CHOSEN),
            *(f"outcome__{name}" for name in figures),
            *("school__undergraduates", "school__latitude"),
        )
        for pk, code, *place, earnings, debt, undergraduates, latitude in rows.iterator(chunk_size=BLOCK):
            cell = Cell(*place, earnings is not None, debt is not None, size_of(undergraduates), latitude is not None)
            ids.append(pk)
            field_of.append(fields.setdefault(code, len(fields)))
            cell_of.append(numbers.setdefault(cell, len(numbers)))
            figures["earnings"].append(BLANK if earnings is None else earnings)
            figures["debt"].append(BLANK if debt is None else debt)
        by_cell = array("i", sorted(range(len(ids)), key=cell_of.__getitem__))
        self.ids, self.cell_of = _reordered(ids, by_cell), _reordered(cell_of, by_cell)
        self.field_of, self.codes = _reordered(field_of, by_cell), list(fields)
        self.figures = {name: _reordered(values, by_cell) for name, values in figures.items()}
        self.cells = list(numbers)
        self.counts = [count for _, count in sorted(Counter(self.cell_of).items())]
        self.starts = list(accumulate(self.counts, initial=0))
        self.sums, self.panels, self._values = {}, {}, {}
        self._orders, self._ranks = {"name": _inverse(by_cell)}, {"name": by_cell}

    def __len__(self):
        return len(self.ids)

    @cached_property
    def bars(self):
        """Figure → for each bar of its picture the programs that fall in it, as programs.bits."""
        bars = {}
        for name, values in self.figures.items():
            within = [[] for _ in range(BARS)]
            for position, value in enumerate(values):
                if value != BLANK:
                    within[bar_of(name, value)].append(position)
            bars[name] = [bits.of(positions, len(self)) for positions in within]
        return bars

    @cached_property
    def topics(self):
        """Topic → the programs that are known to teach it, as programs.bits."""
        taught = defaultdict(list)
        for pk, topic in ProgramTopic.objects.values_list("program", "topic").order_by().iterator(chunk_size=BLOCK):
            taught[topic].append(pk)
        return {topic: self.bits_of(pks) for topic, pks in taught.items()}

    @cached_property
    def fields(self):
        """Six-digit CIP code → the programs of that field, as programs.bits."""
        return {code: self.in_fields([code]) for code in sorted(self.codes) if code != cip.field_of(code)}

    def in_fields(self, codes):
        """The programs of some fields, as programs.bits; one of four digits with all that belong to it."""
        return self._of_codes({number for number, code in enumerate(self.codes) if code.startswith(tuple(codes))})

    def not_told_apart(self, codes):
        """The programs that stand in for some six-digit fields, as programs.bits: they may be of these or of others."""
        whole = {cip.field_of(code) for code in codes if code != cip.field_of(code)}
        return self._of_codes({number for number, code in enumerate(self.codes) if code in whole})

    def _of_codes(self, numbers):
        return bits.of((at for at, number in enumerate(self.field_of) if number in numbers), len(self))

    @cached_property
    def wishes(self):
        """Wish → (the programs known to meet it, those that have not said), as programs.bits, where any has said."""
        told = {}
        for wish, said in WISHES.items():
            if self.programs.exclude(said.is_blank).exists():
                pks = [self.programs.filter(test).values_list("pk", flat=True) for test in (said.is_met, said.is_blank)]
                told[wish.value] = tuple(self.bits_of(list(found)) for found in pks)
        return told

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
        positions = array("i", self._positions(pks))
        return array("i", filter(BLANK.__ne__, positions)) if BLANK in positions else positions

    def bits_of(self, pks):
        """The published programs among these ids, as programs.bits."""
        return bits.of(self._positions(pks), len(self))

    def _positions(self, pks):
        known = len(self.position_of)
        if max(pks, default=0) >= known:
            pks = [pk for pk in pks if pk < known]
        return map(self.position_of.__getitem__, pks)

    @cached_property
    def hits(self):
        """From the matches of a TextQuery to its Hits. The last few are kept: a reader narrows on, and turns pages."""
        return lru_cache(KEPT_TEXTS)(self._read_hits)

    def _read_hits(self, matches):
        return Hits(*map(self.bits_of, search.ids_of(matches))) if matches else Hits(0, 0)

    def values_of(self, attribute):
        """What each cell says of an attribute, by number of the cell."""
        if attribute not in self._values:
            self._values[attribute] = list(map(attrgetter(attribute), self.cells))
        return self._values[attribute]

    def of_cell(self, number):
        """The positions in a cell, in the order of names."""
        return range(self.starts[number], self.starts[number + 1])

    def of_cells(self, numbers):
        """The programs in some cells, as programs.bits."""
        belongs = bytearray(len(self.cells))
        for number in numbers:
            belongs[number] = 1
        return bits.of_runs(self.counts, belongs)

    def counted(self, programs):
        """How many of some programs, given as programs.bits, are in each cell."""
        flags = bits.flags(programs, len(self))
        return [flags.count(1, start, end) for start, end in pairwise(self.starts)]

    def order(self, word):
        """All positions in one of queries.ORDERS, just as the database sorts them."""
        if word not in self._orders:
            pks = self.programs.sorted_by(word).values_list("pk", flat=True).iterator(chunk_size=BLOCK)
            self._orders[word] = self.positions(list(pks))
        return self._orders[word]

    def rank(self, word):
        """Position → its place in an order."""
        if word not in self._ranks:
            self._ranks[word] = _inverse(self.order(word))
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


def _reordered(values, order):
    return array(values.typecode, map(values.__getitem__, order))


def _inverse(order):
    """Where each number stands in an order."""
    places = array("i", [0]) * len(order)
    for place, number in enumerate(order):
        places[number] = place
    return places

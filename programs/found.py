"""What a search finds, worked out on the columns: how many, how many at each choice of a facet, which on a page.

A filter either asks something of a program's cell (level, state, has earnings …), and then cells are counted; or it
names programs one by one (words, amounts, nearness), and then its hits are a set of programs (programs.bits), counted
cell by cell. All else follows.
"""

from array import array
from collections import defaultdict
from functools import cached_property
from heapq import nsmallest
from itertools import chain, islice

from careerportal.sync import kept
from careerportal.taxonomy.regions import REGIONS
from programs import bits
from programs.columns import KEPT_SUMS
from programs.spread import Spread

CELL_TESTS = {
    "level": lambda chosen: lambda cell: cell.level in chosen,
    "state": lambda chosen: lambda cell: cell.state in chosen,
    "region": lambda chosen: _in_states({state for region in chosen for state in REGIONS[region]}),
    "control": lambda chosen: lambda cell: cell.control in chosen,
    # That nobody has said how a program is taught does not speak against it.
    "delivery": lambda chosen: lambda cell: cell.delivery in chosen or not cell.delivery,
    "size": lambda chosen: lambda cell: cell.size in chosen,
    "has": lambda chosen: lambda cell: all(getattr(cell, f"has_{name}") for name in chosen),
}
"""Filter → from what is chosen, the test that a cell must pass. Every other filter is put to each program."""

AMOUNTS = {"earnings": ("earnings_min", "earnings_max"), "debt": ("debt_min", "debt_max")}

FEW = 3_000
"""Up to so many programs are put in order by themselves; of more, an order of all is walked until a page is full."""


def _in_states(codes):
    return lambda cell: cell.state in codes


class Found:
    """What a ProgramFilterSet finds: a sequence of program ids in the order asked for, and their counts."""

    def __init__(self, filterset, columns):
        self.filterset, self.columns = filterset, columns
        self.chosen = filterset.chosen
        self._tests = {name: CELL_TESTS[name](value) for name, value in self.chosen.items() if name in CELL_TESTS}
        if self.chosen.get("listed") != "all":
            self._tests["listed"] = lambda cell: cell.is_listed

    def count(self):
        """How many programs are found."""
        return sum(self.at_each("is_listed").values())

    def at_each(self, attribute, ignoring=""):
        """Return {value: programs} over an attribute of the cells, as if one of the filters had not been set."""
        return self._once(attribute, ignoring, self._sum)

    def _sum(self, attribute, ignoring):
        values, counts, totals = self.columns.values_of(attribute), self._cell_counts, defaultdict(int)
        for number in self._passing(ignoring):
            totals[values[number]] += counts[number]
        return dict(totals)

    def _once(self, what, ignoring, work_out):
        """Work something out of the cells once for a choice of filters; without hits, once until the data change."""
        sums = self.columns.sums if self._hits is None else self._sums
        tests = frozenset((name, str(self.chosen.get(name))) for name in self._tests if name != ignoring)
        return kept.once(sums, (what, tests), lambda: work_out(what, ignoring), KEPT_SUMS)

    @cached_property
    def _sums(self):
        return {}

    def spread(self, figure):
        """How many programs fall in each bar of a figure's picture, as if no limit of it had been set."""
        limits = [name for name in AMOUNTS[figure] if name in self.chosen]
        others = self.of(self.filterset.without(*limits)) if limits else self
        counts = others._once(f"bars of {figure}", "", lambda *_: others._count_bars(figure))
        return Spread(figure, counts, *(self.chosen.get(name) for name in AMOUNTS[figure]))

    def _count_bars(self, figure):
        return [self.among(bar) for bar in self.columns.bars[figure]]

    def among(self, programs):
        """How many of these programs, given as programs.bits, are found."""
        return (self._all & programs).bit_count()

    @cached_property
    def _all(self):
        """All that is found, as programs.bits."""
        passing = self.columns.of_cells(self._passing())
        return passing if self._hits is None else passing & self._hits

    def of(self, filterset):
        """What another search finds."""
        return Found(filterset, self.columns)

    @property
    def is_told_by_cells(self):
        """No filter is put to each program, so that the choice of filters is known from other readers."""
        return self._hits is None

    def unlisted(self):
        """How many programs pass all else at schools that have closed or left the Department's list."""
        return self.at_each("is_listed", ignoring="listed").get(False, 0)

    def lacking(self):
        """Return {filter: programs left out because nobody knows what it asks}."""
        lacking = {}
        if "size" in self.chosen:
            lacking["size"] = self.at_each("size", ignoring="size").get("", 0)
        if "study" in self.chosen and "unsaid" not in self.chosen:
            lacking["study"] = self.of(self.filterset.with_unsaid()).count() - self.count()
        if "field" in self.chosen:
            stand_ins = self.columns.not_told_apart(self.chosen["field"])
            lacking["field"] = self.of(self.filterset.without("field")).among(stand_ins & ~self._all)
        if "near" in self.chosen:
            lacking["near"] = self.of(self.filterset.without("near")).at_each("has_place").get(False, 0)
        return {name: count for name, count in lacking.items() if count}

    def _passing(self, ignoring=""):
        """The numbers of the cells that pass the tests, as if one of them had not been set."""
        return self._once("passing", ignoring, self._test)

    def _test(self, _, ignoring):
        cells, numbers = self.columns.cells, [number for number, count in enumerate(self._cell_counts) if count]
        for name, passes in self._tests.items():
            if name != ignoring:
                numbers = [number for number in numbers if passes(cells[number])]
        return numbers

    @cached_property
    def _cell_counts(self):
        """Number of a cell → programs, of all or of the hits."""
        return self.columns.counts if self._hits is None else self.columns.counted(self._hits)

    @cached_property
    def _hits(self):
        """The programs that pass the filters put to each, as programs.bits; None where no such filter is set."""
        hits = None
        for passing in self._row_filters():
            hits = passing if hits is None else hits & passing
        return hits

    def _row_filters(self):
        if "q" in self.chosen:
            yield self._text_hits.everywhere
        if "field" in self.chosen:
            yield self.columns.in_fields(self.chosen["field"])
        for figure, (lowest, highest) in AMOUNTS.items():
            if lowest in self.chosen or highest in self.chosen:
                positions = self.columns.between(figure, self.chosen.get(lowest), self.chosen.get(highest))
                yield bits.of(positions, len(self.columns))
        if "near" in self.chosen:
            yield bits.of(self._nearest_first, len(self.columns))
        known = {"q", "field", "near", "listed", *CELL_TESTS, *chain.from_iterable(AMOUNTS.values())}
        if others := set(self.chosen) - known:
            yield self.columns.bits_of(list(self.filterset.only(*others).matches.values_list("pk", flat=True)))

    @cached_property
    def _nearest_first(self):
        """The positions near the place asked for, as the database measures them."""
        near = self.filterset.only("near").matches.sorted_by("distance")
        return self.columns.positions(list(near.values_list("pk", flat=True)))

    @cached_property
    def _text_hits(self):
        return self.columns.hits(self.filterset.text_query.matches)

    def __getitem__(self, part):
        """The ids of a slice of the list."""
        return [self.columns.ids[position] for position in islice(self._in_order(part.stop), part.start or 0, None)]

    def positions(self):
        """The positions of all programs that are found, in order."""
        return array("i", self._in_order(self.count()))

    def _in_order(self, stop):
        order = self.filterset.order
        if self.count() <= FEW:
            return nsmallest(stop, self._candidates(), key=self._sort_key(order))
        return islice(self._walk(order), stop)

    def _candidates(self):
        if self._hits is None:
            return chain.from_iterable(map(self.columns.of_cell, self._passing()))
        return bits.positions(self._all, len(self.columns))

    def _sort_key(self, order):
        if order == "relevance":
            in_school, by_name = self._flags(self._text_hits.in_school), self.columns.rank("name")
            return lambda position: (not in_school[position], by_name[position])
        if order == "distance":
            return {position: rank for rank, position in enumerate(self._nearest_first)}.__getitem__
        return self.columns.rank(order).__getitem__

    def _walk(self, order):
        """What is found, in order; by relevance those first whose school has all the words in its name."""
        if order == "relevance":
            in_school, by_name = self._text_hits.in_school, self.columns.order("name")
            return chain(self._those(by_name, self._all & in_school), self._those(by_name, self._all & ~in_school))
        ordered = self._nearest_first if order == "distance" else self.columns.order(order)
        if self._hits is not None:
            return self._those(ordered, self._all)
        passes, cell_of = bytearray(len(self.columns.cells)), self.columns.cell_of
        for number in self._passing():
            passes[number] = 1
        return (position for position in ordered if passes[cell_of[position]])

    def _those(self, ordered, programs):
        is_one = self._flags(programs)
        return (position for position in ordered if is_one[position])

    def _flags(self, programs):
        return bits.flags(programs, len(self.columns))

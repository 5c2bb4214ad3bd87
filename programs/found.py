"""What a search finds, worked out on the columns: how many, how many at each choice of a facet, which on a page.

A filter either asks something of a program's cell (level, state, has earnings …), and then cells are counted; or it
names programs one by one (words, amounts, nearness), and then its hits are first counted into cells. All else follows.
"""

from array import array
from collections import Counter
from functools import cached_property
from heapq import nsmallest
from itertools import chain, compress, islice

from careerportal.taxonomy.regions import REGIONS
from programs.columns import KEPT_SUMS
from programs.spread import BARS, Spread

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
        cells, counts, totals = self.columns.cells, self._cell_counts, {}
        for number in self._passing(ignoring):
            value = getattr(cells[number], attribute)
            totals[value] = totals.get(value, 0) + counts[number]
        return totals

    def _once(self, what, ignoring, work_out):
        """Work something out of the cells once for a choice of filters; without hits, once until the data change."""
        kept = self.columns.sums if self._hits is None else self._sums
        tests = frozenset((name, str(self.chosen.get(name))) for name in self._tests if name != ignoring)
        found = kept.get((what, tests))
        if found is None:
            if len(kept) > KEPT_SUMS:
                kept.clear()
            found = kept[what, tests] = work_out(what, ignoring)
        return found

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
        bar_of, allowed, cell_of = self.columns.bars[figure], self._allowed_cells, self.columns.cell_of
        positions = array("i", self._candidates())
        passes = map(allowed.__getitem__, map(cell_of.__getitem__, positions))
        counts = Counter(compress(map(bar_of.__getitem__, positions), passes))
        return [counts[bar] for bar in range(BARS)]

    def among(self, positions):
        """How many of these programs are found."""
        allowed, cell_of = self._allowed_cells, self.columns.cell_of
        if self._hits is not None:
            positions = set(self._hits).intersection(positions)
        return sum(allowed[cell_of[position]] for position in positions)

    def of(self, filterset):
        """What another search finds."""
        return Found(filterset, self.columns)

    @property
    def is_told_by_cells(self):
        """No filter is put to each program, so that the choice of filters is known from other readers."""
        return self._hits is None

    def unlisted(self):
        """How many programs pass all else at schools that have left the Department's list."""
        return self.at_each("is_listed", ignoring="listed").get(False, 0)

    def lacking(self):
        """Return {filter: programs left out because nobody knows what it asks}, for school size and nearness."""
        lacking = {}
        if "size" in self.chosen:
            lacking["size"] = self.at_each("size", ignoring="size").get("", 0)
        if "near" in self.chosen:
            lacking["near"] = self.of(self.filterset.without("near")).at_each("has_place").get(False, 0)
        return {name: count for name, count in lacking.items() if count}

    def _passing(self, ignoring=""):
        """The numbers of the cells that pass the tests, as if one of them had not been set."""
        return self._once("passing", ignoring, self._test)

    def _test(self, _, ignoring):
        numbers, cells = list(self._cell_counts), self.columns.cells
        for name, passes in self._tests.items():
            if name != ignoring:
                numbers = [number for number in numbers if passes(cells[number])]
        return numbers

    @cached_property
    def _cell_counts(self):
        """Number of a cell → programs, of all or of the hits."""
        if self._hits is None:
            return self.columns.counts
        return Counter(map(self.columns.cell_of.__getitem__, self._hits))

    @cached_property
    def _hits(self):
        """The positions that pass the filters put to each program; None where no such filter is set."""
        hits = None
        for positions in self._row_filters():
            hits = positions if hits is None else array("i", set(hits).intersection(positions))
        return hits

    def _row_filters(self):
        if "q" in self.chosen:
            yield self._text_hits.everywhere
        for figure, (lowest, highest) in AMOUNTS.items():
            if lowest in self.chosen or highest in self.chosen:
                yield self.columns.between(figure, self.chosen.get(lowest), self.chosen.get(highest))
        if "near" in self.chosen:
            yield self._nearest_first
        known = {"q", "near", "listed", *CELL_TESTS, *chain.from_iterable(AMOUNTS.values())}
        if others := set(self.chosen) - known:
            yield self.columns.positions(list(self.filterset.only(*others).matches.values_list("pk", flat=True)))

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
        allowed = self._allowed_cells
        cell_of = self.columns.cell_of
        if self.count() <= FEW:
            few = [position for position in self._candidates() if allowed[cell_of[position]]]
            return nsmallest(stop, few, key=self._sort_key(order))
        return islice((position for position in self._walk(order) if allowed[cell_of[position]]), stop)

    @cached_property
    def _allowed_cells(self):
        """Number of a cell → 1 where its programs pass."""
        flags = bytearray(len(self.columns.cells))
        for number in self._passing():
            flags[number] = 1
        return flags

    def _candidates(self):
        if self._hits is not None:
            return self._hits
        return chain.from_iterable(map(self.columns.of_cell.__getitem__, self._passing()))

    def _sort_key(self, order):
        if order == "relevance":
            in_school = set(self._text_hits.in_school)
            return lambda position: (position not in in_school, position)
        if order == "distance":
            return {position: rank for rank, position in enumerate(self._nearest_first)}.__getitem__
        return self.columns.rank(order).__getitem__

    def _walk(self, order):
        """Positions in order; of hits, only those, and those first whose school has all the words in its name."""
        if self._hits is None:
            return self.columns.order(order)
        if order != "relevance":
            is_hit = self._flags(self._hits)
            ordered = self._nearest_first if order == "distance" else self.columns.order(order)
            return (position for position in ordered if is_hit[position])
        in_school = self._flags(self._text_hits.in_school)
        is_hit = self._flags(self._hits)
        by_name = self.columns.order("name")
        return chain(
            (position for position in by_name if is_hit[position] and in_school[position]),
            (position for position in by_name if is_hit[position] and not in_school[position]),
        )

    def _flags(self, positions):
        flags = bytearray(len(self.columns))
        for position in positions:
            flags[position] = 1
        return flags

"""How the earnings or the debt of the programs found are spread: the small picture above a pair of limits."""

from dataclasses import dataclass

from django.utils.translation import gettext

WIDTHS = {"earnings": 10_000, "debt": 5_000}
"""Figure → dollars that one bar spans."""

BARS = 13
"""The last one also holds everything above it."""

BAR_WIDTH, GAP, HEIGHT = 9, 1, 28
"""Of the picture, in its own units."""


def bar_of(figure, value):
    """Return the number of the bar that a value falls in."""
    return min(value // WIDTHS[figure], BARS - 1)


@dataclass(frozen=True)
class Bar:
    """One bar of the picture: where it stands, how tall it is, and whether the limits in force let it in."""

    x: int
    y: float
    height: float
    is_within: bool


@dataclass(frozen=True)
class Spread:
    """The picture of a figure: how many programs fall in each bar, and between which limits the reader looks."""

    figure: str
    counts: list[int]
    lowest: int | None = None
    highest: int | None = None

    @property
    def total(self):
        return sum(self.counts)

    @property
    def width(self):
        return BARS * (BAR_WIDTH + GAP)

    @property
    def height(self):
        return HEIGHT

    def bars(self):
        """The bars, left to right; the tallest fills the height, and one program still shows."""
        tallest = max(self.counts)
        for number, count in enumerate(self.counts):
            height = max(round(HEIGHT * count / tallest, 1), 1) if count else 0
            yield Bar(number * (BAR_WIDTH + GAP), HEIGHT - height, height, self._is_within(number))

    def in_words(self):
        """What the picture says: how many programs publish the figure, and where most of them are."""
        if not self.total:
            return gettext("No program found publishes it.")
        fullest = self.counts.index(max(self.counts))
        said = {"range": self._range(fullest), "number": f"{self.counts[fullest]:,}", "total": f"{self.total:,}"}
        return gettext("Most common: %(range)s, %(number)s of %(total)s.") % said

    def _range(self, number):
        first = number * WIDTHS[self.figure]
        if number == BARS - 1:
            return gettext("%(amount)s or more") % {"amount": f"${first:,}"}
        ends = {"low": f"${first:,}", "high": f"${first + WIDTHS[self.figure]:,}"}
        return gettext("%(low)s to %(high)s") % ends

    def _is_within(self, number):
        first = number * WIDTHS[self.figure]
        ends_too_low = self.lowest is not None and number < BARS - 1 and first + WIDTHS[self.figure] <= self.lowest
        return not ends_too_low and (self.highest is None or first <= self.highest)

"""The arithmetic of pictures: figures in, places and widths out. Templates draw them; nothing here knows of HTML.

Widths and places are shares of the picture's width in percent, heights are in em, so that a picture fits any screen and
its text grows with the reader's own letter size.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

ROW_HEIGHT = 3.75
"""Height of one bar with a label of one line above it, in em."""

LINE_HEIGHT = 1.25
"""Height of each further line of a label, in em."""

LABEL_WIDTH = 32
"""Letters in a line of a label: what the smallest phone has room for."""

ROOM_FOR_TEXT = 50
"""A bar at least this wide, in percent, carries its value inside; a shorter one has it beside."""


def share(value, top):
    """Return how much of `top` a value is, in percent with one decimal and never outside 0–100; None for a blank."""
    if value is None or not top:
        return None
    return round(min(max(100 * value / top, 0), 100), 1)


def nice_top(values):
    """Return a round number at or above the largest value, for a scale that starts at nothing."""
    largest = max((value for value in values if value is not None), default=0)
    if largest <= 0:
        return 0
    step = 10 ** (len(str(int(largest))) - 1) / 2
    return step * -(-largest // step)


@dataclass(frozen=True)
class Bar:
    """One bar: its label above, its value inside or beside. A blank has no width, only the words that say why."""

    label: str
    text: str
    emphasis: str
    width: float | None
    top: float

    @property
    def is_blank(self):
        return self.width is None

    @property
    def is_inside(self):
        return not self.is_blank and self.width >= ROOM_FOR_TEXT

    @cached_property
    def lines(self):
        """The label's lines, each with its place."""
        lines = wrap(self.label, LABEL_WIDTH)
        return [(line, self.top + 1.05 + LINE_HEIGHT * number) for number, line in enumerate(lines)]

    @cached_property
    def bar_y(self):
        return self.bottom - ROW_HEIGHT + 1.5

    @property
    def text_y(self):
        return self.bar_y + 1.1

    @cached_property
    def bottom(self):
        return self.top + ROW_HEIGHT + LINE_HEIGHT * max(len(self.lines) - 1, 0)


def bars(rows, top=None):
    """Turn rows of label, value, text and (optional) emphasis into Bars on one scale that starts at nothing."""
    rows = list(rows)
    top = top or nice_top(row["value"] for row in rows)
    drawn, bottom = [], 0
    for row in rows:
        bar = Bar(row["label"], row["text"], row.get("emphasis") or "", share(row["value"], top), bottom)
        drawn.append(bar)
        bottom = bar.bottom
    return drawn


PERCENTILES = ("p10", "p25", "median", "p75", "p90")


@dataclass(frozen=True)
class Spread:
    """Where the five percentiles and the mean stand, in percent of the picture's width."""

    p10: float
    p25: float
    median: float
    p75: float
    p90: float
    mean: float | None
    open_from: float | None

    @property
    def box_width(self):
        return round(self.p75 - self.p25, 1)

    @property
    def median_anchor(self):
        """Which end of the median's text stands at its mark, so that the text stays inside the picture."""
        if self.median < 20:
            return "start"
        return "end" if self.median > 80 else "middle"


def spread(figures, mean=None):
    """Place five Figures (p10 … p90) on a line that leaves 4 % free at each end; None when one of them is blank.

    Above the publisher's ceiling nobody knows the place, so from the first such figure (`open_from`) the line is open.
    """
    values = [figures[name].value for name in PERCENTILES]
    if None in values or values[-1] <= values[0]:
        return None
    low, high = values[0], values[-1]

    def place(value):
        return round(4 + 92 * (min(max(value, low), high) - low) / (high - low), 1)

    places = [place(value) for value in values]
    floors = [place for place, name in zip(places, PERCENTILES, strict=True) if figures[name].is_floor]
    known_mean = mean.value if mean and not mean.is_blank and not mean.is_floor else None
    return Spread(
        *places,
        mean=None if known_mean is None else place(known_mean),
        open_from=min(floors) if floors else None,
    )


def class_limits(values, classes=5):
    """Return the lower limits of the 2nd and later classes, so that each class holds about as many values."""
    ordered = sorted(value for value in values if value is not None)
    if not ordered:
        return []
    limits = (ordered[len(ordered) * number // classes] for number in range(1, classes))
    return sorted({limit for limit in limits if limit > ordered[0]})


def class_of(value, limits):
    """Return the class of a value, 0 for the lowest; None for a blank."""
    return None if value is None else bisect_right(limits, value)


TILES = {
    "AK": (1, 1), "ME": (1, 11),
    "VT": (2, 10), "NH": (2, 11),
    "WA": (3, 1), "ID": (3, 2), "MT": (3, 3), "ND": (3, 4), "MN": (3, 5), "IL": (3, 6), "WI": (3, 7), "MI": (3, 8),
    "NY": (3, 9), "RI": (3, 10), "MA": (3, 11),
    "OR": (4, 1), "NV": (4, 2), "WY": (4, 3), "SD": (4, 4), "IA": (4, 5), "IN": (4, 6), "OH": (4, 7), "PA": (4, 8),
    "NJ": (4, 9), "CT": (4, 10),
    "CA": (5, 1), "UT": (5, 2), "CO": (5, 3), "NE": (5, 4), "MO": (5, 5), "KY": (5, 6), "WV": (5, 7), "VA": (5, 8),
    "MD": (5, 9), "DE": (5, 10),
    "AZ": (6, 2), "NM": (6, 3), "KS": (6, 4), "AR": (6, 5), "TN": (6, 6), "NC": (6, 7), "SC": (6, 8), "DC": (6, 9),
    "OK": (7, 4), "LA": (7, 5), "MS": (7, 6), "AL": (7, 7), "GA": (7, 8),
    "GU": (8, 1), "HI": (8, 2), "TX": (8, 4), "FL": (8, 9), "PR": (8, 10), "VI": (8, 11),
}  # fmt: skip
"""The country as a grid, (row, column) from the top left: one tile of equal size for each state, the District of
Columbia and the territories that wage surveys cover. Reading and the keyboard go row by row."""

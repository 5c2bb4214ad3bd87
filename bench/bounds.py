"""Promises of speed and size: what is measured, its floor and its aim, and the ratios that most of them are."""

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Bound:
    """One promise: what is measured, its floor and its aim; `at_least` for "so many times faster", else "at most".

    `of` takes what the part's `measure` returned. Without a floor it is told for information, and promises nothing.
    """

    what: str
    of: object
    floor: float | None = None
    aim: float | None = None
    at_least: bool = False
    unit: str = "×"
    floors: dict | None = None

    def floor_on(self, vendor):
        return (self.floors or {}).get(vendor, self.floor)

    def verdict(self, value, vendor):
        if self.floor is None:
            return "for information"
        if self._holds(value, self.aim):
            return "aim held"
        if self._holds(value, self.floor_on(vendor)):
            return "floor held"
        return "**falls short**"

    def _holds(self, value, limit):
        return value >= limit if self.at_least else value <= limit

    def shown(self, value):
        return f"{value:,.0f}{self.unit}" if value >= 100 else f"{value:,.3g}{self.unit}"


def times(name, slow, fast, measure="cpu_ms"):
    """How many times as much one side of a comparison takes as the other."""
    return lambda results: results["comparisons"][name][slow][measure] / results["comparisons"][name][fast][measure]


def growth(name):
    """What a search takes on every program of every field, over what it takes on the starter programs."""

    def of(results):
        large, small = (results["comparisons"][f"{name}, {size}"]["portal"]["cpu_ms"] for size in ("large", "small"))
        return large / small

    return of


def lowest(*ratios):
    """The least favourable of some ratios."""
    return lambda results: min(ratio(results) for ratio in ratios)

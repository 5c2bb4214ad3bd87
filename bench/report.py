"""From the bench's results to docs/performance.md: which floors and aims hold, which fall short, and by how much."""

import json
from dataclasses import dataclass

from bench.places import REPORT, RESULTS

VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Bound:
    """One promise: what is measured, its floor and its aim; `at_least` for "so many times faster", else "at most"."""

    what: str
    of: object
    floor: float
    aim: float
    at_least: bool = False
    unit: str = "×"
    floors: dict | None = None

    def floor_on(self, vendor):
        return (self.floors or {}).get(vendor, self.floor)

    def verdict(self, value, vendor):
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
    return lambda results: min(ratio(results) for ratio in ratios)


def export_ratio(results):
    """How many times as long Datasette's stream of every program takes."""
    return results["export"]["datasette"]["seconds"] / results["export"]["portal"]["seconds"]


BOUNDS = [
    Bound("whole search page, uncached, starter programs: Datasette takes",
          times("whole page, small", "datasette", "portal"), 4, 8, True),
    Bound("the same: a plain Django page takes", times("whole page, small", "plain", "portal"), 5, 8, True),
    Bound("every field, without words (the lower of no filter and a filter): Datasette takes",
          lowest(*(times(f"{name}, large", "datasette", "portal") for name in ("no filter", "a filter"))), 4, 20, True),
    Bound("every field, a broad word: Datasette takes",
          times("a broad word, large", "datasette", "portal"), 1, 20, True, floors={"postgresql": 2}),
    Bound("growth from the starter programs to every field: no filter", growth("no filter"), 1.7, 1.1),
    Bound("growth: a filter", growth("a filter"), 3, 1.5),
    Bound("growth: one word", growth("a word"), 6, 2.2),
    Bound("repeated request, against an empty view, starter programs",
          times("again, small", "repeated", "empty"), 1.5, 1.15),
    Bound("repeated request, against an empty view, every field",
          times("again, large", "repeated", "empty"), 1.5, 1.15),
    Bound("conditional request (304), against an empty view",
          times("again, large", "not modified", "empty"), 1.2, 1.05),
    Bound("misspelt, against correct, starter programs", times("misspelt, small", "misspelt", "correct"), 1.5, 1.15),
    Bound("misspelt, against correct, every field", times("misspelt, large", "misspelt", "correct"), 1.5, 1.15),
    Bound("suggestions, against an empty view", times("again, large", "suggest", "empty"), 3, 2),
    Bound("CSV of every program: Datasette's stream takes (elapsed)", export_ratio, 4, 6, True),
    Bound("memory that the CSV adds", lambda results: results["export"]["growth_megabytes"], 16, 8, unit=" MB"),
    Bound("most queries of a search page", lambda results: results["page"]["most queries"], 3, 1, unit=""),
    Bound("largest search page, gzipped", lambda results: results["page"]["gzipped"] / 1024, 15, 5, unit=" KB"),
]  # fmt: skip
"""The promises, in the order of the table. Ratios are of processor time a request unless they say otherwise."""


def write(results):
    """Write docs/performance.md and return its table."""
    vendors = [vendor for vendor in VENDORS if vendor in results]
    table = _table(results, vendors)
    sections = [INTRODUCTION, table, _short(results, vendors), _times(results, vendors), _loading(results), REPEAT]
    REPORT.write_text("\n\n".join(sections) + "\n", encoding="utf-8")
    return table


def _table(results, vendors):
    lines = [
        "| what | floor | aim | " + " | ".join(VENDORS[vendor] for vendor in vendors) + " |",
        "|---|---|---|" + "---|" * len(vendors),
    ]
    for bound in BOUNDS:
        floors = dict.fromkeys(bound.shown(bound.floor_on(vendor)) for vendor in vendors)
        cells = []
        for vendor in vendors:
            value = bound.of(results[vendor])
            cells.append(f"{bound.shown(value)}, {bound.verdict(value, vendor)}")
        sign = "≥ " if bound.at_least else "≤ "
        lines.append(f"| {bound.what} | {sign}{' / '.join(floors)} | {bound.shown(bound.aim)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _short(results, vendors):
    """What falls short of its floor, and what holds it and not the aim, by how much."""
    lines = ["## What falls short", ""]
    for vendor in vendors:
        for bound in BOUNDS:
            value = bound.of(results[vendor])
            verdict = bound.verdict(value, vendor)
            if verdict != "aim held":
                limit = bound.aim if verdict == "floor held" else bound.floor_on(vendor)
                name = "aim" if verdict == "floor held" else "floor"
                lines.append(
                    f"- {VENDORS[vendor]}, {bound.what}: {bound.shown(value)}; the {name} is {bound.shown(limit)}."
                )
    return "\n".join(lines) if len(lines) > 2 else "## What falls short\n\nNothing."


def _times(results, vendors):
    """The times themselves, of this machine and this run alone."""
    lines = [
        "## The times of this run",
        "",
        "Milliseconds a request: processor time, and in brackets the median elapsed time of the median round. They are "
        "of one machine on one day; only ratios within the run mean something elsewhere.",
        "",
        "| database | search | " + " | ".join(SIDES) + " |",
        "|---|---|" + "---|" * len(SIDES),
    ]
    for vendor in vendors:
        for name, sides in results[vendor]["comparisons"].items():
            if not name.startswith("again"):
                cells = [_cell(sides, "portal" if side == "portal" and side in sides else side) for side in SIDES]
                lines.append(f"| {VENDORS[vendor]} | {name} | {' | '.join(cells)} |")
    for vendor in vendors:
        for name, sides in results[vendor]["comparisons"].items():
            if name.startswith("again"):
                told = "; ".join(f"{side} {_cell(sides, side)}" for side in sides)
                lines += ["", f"{VENDORS[vendor]}, {name}: {told}."]
    for vendor in vendors:
        told = "; ".join(
            f"{side} {one['seconds']} s ({one['megabytes']} MB)"
            for side, one in results[vendor]["export"].items()
            if isinstance(one, dict)
        )
        lines += ["", f"{VENDORS[vendor]}, CSV of every program: {told}."]
    return "\n".join(lines)


SIDES = ("portal", "datasette", "plain", "misspelt", "correct")


def _cell(sides, side):
    return f"{sides[side]['cpu_ms']:.2f} ({sides[side]['ms']:.2f})" if side in sides else ""


def _loading(results):
    lines = ["## Loading every field", ""]
    for vendor, loading in results["loading"].items():
        if loading:
            lines.append(
                f"- {VENDORS[vendor]}: {loading['seconds']} seconds, {loading['megabytes']} MB of memory at most "
                "(bounds: 60 seconds, 300 MB)."
            )
    return "\n".join(lines)


INTRODUCTION = """# How fast the search is

Made by `bench/report.py` from `bench/results.json`; `make bench` makes both anew.

Every figure is a ratio inside one run. The portal runs under gunicorn and Datasette under its own server, two processes
each, on the same machine and the same rows. They are asked in turn, in alternating rounds, and the figure is the median
of the rounds. Processor time is that of the server's processes, and of PostgreSQL's backends where they did the work.

- *Starter programs*: the rows that come with the portal. *Every field*: all 220,960 rows of the package that the
  starter data are taken from; 1,671 of them are no credential, which leaves 219,289 programs.
- *Datasette*: the same rows in one flat table, an index for each filter, facet and order, full-text search, the same
  facets, immutable, counted beforehand, facet suggestions off, its time limits lifted.
- *Plain Django page*: django-filter, the ORM, Paginator and one template, in `bench/plain.py`. *Empty view*: a view
  that answers nothing, behind the same middleware.
- *Uncached*: neither the finished page nor the hits of a word are kept, they are made for each request. What the portal
  keeps between pages until the data change (the columns in memory, cards, counts, the panel of filters of a search
  without words) is in place, as on any running site."""

REPEAT = """## How to repeat it

```
make bench
```

It takes some fifteen minutes, nine of them to measure, and needs the package index. It makes its databases under
`var/bench/` and on the PostgreSQL server at 127.0.0.1:5432 (`BENCH_POSTGRESQL` names another), and removes them at the
end. Without PostgreSQL it says so and measures SQLite alone. `make bench BENCH="--keep"` uses the databases of the last
run and keeps them, which spares the loading; `--rounds 9` takes more rounds."""


if __name__ == "__main__":
    print(write(json.loads(RESULTS.read_text(encoding="utf-8"))))

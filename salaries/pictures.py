"""What the charts of the salary pages show. Pure functions: they turn estimates into shapes, words and classes."""

from dataclasses import dataclass

from careerportal.taxonomy.figures import Figure

NEW_METHOD_SINCE = 2021
"""From May 2021 on OEWS uses a new way of estimating (MB3); earlier years and later ones are not one trend."""


@dataclass(frozen=True)
class MapFigure:
    """One figure that the map of states can show."""

    word: str
    field: str
    label: str
    unit: str  # "dollars" or "number"

    def say(self, figure):
        """The figure in full, for a person."""
        return figure.as_dollars() if self.unit == "dollars" else figure.as_number()

    def say_shortly(self, figure):
        """The figure as it fits into a tile: "$124K", "36,460", "4.2"; a dash where there is none."""
        if figure.is_blank:
            return "–"
        more = "+" if figure.is_floor else ""
        if self.unit == "dollars":
            return f"${figure.value / 1000:.0f}K{more}"
        return f"{figure.value / 1000:,.1f}K" if figure.value >= 1000 else f"{figure.value:,.4g}"


MAP_FIGURES = {
    figure.word: figure
    for figure in (
        MapFigure("median", "annual_p50", "Median yearly pay", "dollars"),
        MapFigure("mean", "annual_mean", "Mean yearly pay", "dollars"),
        MapFigure("p10", "annual_p10", "10th percentile of yearly pay", "dollars"),
        MapFigure("p90", "annual_p90", "90th percentile of yearly pay", "dollars"),
        MapFigure("employment", "employment", "Employment", "number"),
        MapFigure("jobs", "jobs_per_1000", "Jobs per 1,000 jobs", "number"),
    )
}
"""The words of `?show=`."""


@dataclass(frozen=True)
class Column:
    """One year of the trend picture, in whole units of its 360 by 200 field."""

    year: str
    x: int
    y: int
    height: int
    middle: int
    short: str
    full: str


@dataclass(frozen=True)
class Trend:
    """Columns of median pay by year, from zero; `break_at` is where the method changed, None when it did not."""

    columns: list[Column]
    break_at: int | None

    @property
    def in_words(self):
        """The picture said aloud: the same figures as its columns."""
        return "; ".join(f"May {column.year}: {column.full}" for column in self.columns)


FIELD_HEIGHT, TOP, BASE = 200, 24, 170
LEFT, STEP, WIDTH, GAP = 8, 46, 36, 20


def trend(history):
    """Draw the median of each year whose median is published; None when fewer than two years are."""
    figures = [(estimate.year, estimate.figure("annual_p50")) for estimate in history]
    known = [(year, figure) for year, figure in figures if not figure.is_blank]
    if len(known) < 2:
        return None
    highest = max(figure.value for _, figure in known)
    has_break = any(year < NEW_METHOD_SINCE for year, _ in known) and known[-1][0] >= NEW_METHOD_SINCE
    columns = []
    for place, (year, figure) in enumerate(known):
        x = LEFT + place * STEP + (GAP if has_break and year >= NEW_METHOD_SINCE else 0)
        columns.append(_column(year, figure, x, highest))
    first_new = next((column for column in columns if has_break and int(column.year) >= NEW_METHOD_SINCE), None)
    return Trend(columns, first_new.x - (GAP + STEP - WIDTH) // 2 if first_new else None)


def _column(year, figure: Figure, x, highest):
    height = round((BASE - TOP) * figure.value / highest)
    short = MAP_FIGURES["median"].say_shortly(figure)
    return Column(str(year), x, BASE - height, height, x + WIDTH // 2, short, figure.as_dollars())


def with_break(history):
    """Mark the first year of the new method where an earlier year stands before it."""
    years = [estimate.year for estimate in history]
    has_old = any(year < NEW_METHOD_SINCE for year in years)
    first_new = next((year for year in years if year >= NEW_METHOD_SINCE), None) if has_old else None
    return [{"estimate": estimate, "is_break": estimate.year == first_new} for estimate in history]


def classes(values, count=5):
    """Part values into classes of about equal size; return the upper bound of each class, rising, without repeats."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return []
    bounds = [known[max(0, round(len(known) * step / count) - 1)] for step in range(1, count + 1)]
    return sorted(set(bounds))


def class_of(value, bounds):
    """The class of a value, 1 for the lowest; None for a blank."""
    if value is None:
        return None
    return next((place for place, bound in enumerate(bounds, start=1) if value <= bound), len(bounds))

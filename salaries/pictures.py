"""What the charts of the salary pages show. Pure functions: they turn estimates into what the chart tags draw."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NEW_METHOD_SINCE = 2021
"""From May 2021 on OEWS uses a new way of estimating (MB3); earlier years and later ones are not one trend."""


@dataclass(frozen=True)
class MapFigure:
    """One figure that the map of states can show."""

    word: str
    field: str
    label: str
    is_money: bool

    def of(self, estimate):
        """This figure of an estimate."""
        return estimate.figure(self.field)

    def say(self, figure):
        """The figure in full, for a person."""
        return figure.as_dollars() if self.is_money else figure.as_number()

    def say_shortly(self, figure):
        """The figure as it fits into a tile: "$124K", "36.5K", "4.2"; a dash where there is none."""
        if figure.is_blank:
            return "–"
        more = "+" if figure.is_floor else ""
        if self.is_money:
            return f"${figure.value / 1000:.0f}K{more}"
        return f"{figure.value / 1000:,.1f}K" if figure.value >= 1000 else f"{figure.value:.3g}"


MAP_FIGURES = {
    figure.word: figure
    for figure in (
        MapFigure("median", "annual_p50", _("Median yearly pay"), is_money=True),
        MapFigure("mean", "annual_mean", _("Mean yearly pay"), is_money=True),
        MapFigure("p10", "annual_p10", _("10th percentile of yearly pay"), is_money=True),
        MapFigure("p90", "annual_p90", _("90th percentile of yearly pay"), is_money=True),
        MapFigure("employment", "employment", _("Employment"), is_money=False),
        MapFigure("jobs", "jobs_per_1000", _("Jobs per 1,000 jobs"), is_money=False),
    )
}
"""The words of `?show=`."""


def spread(estimate):
    """The percentiles of yearly pay, by the names of the spread chart."""
    names = {"p10": "annual_p10", "p25": "annual_p25", "median": "annual_p50", "p75": "annual_p75", "p90": "annual_p90"}
    return {name: estimate.figure(field) for name, field in names.items()}


def trend(history):
    """A bar for the median of each year; years of the older method are drawn apart. Empty when only one year is known.

    `history` is in the order of years; the newest is drawn with emphasis.
    """
    if len(history) < 2:
        return []
    return [_year_bar(estimate, is_newest=estimate is history[-1]) for estimate in history]


def _year_bar(estimate, is_newest):
    is_old_method = estimate.year < NEW_METHOD_SINCE
    figure = estimate.figure("annual_p50")
    return {
        "label": (gettext("May %(year)s, older method") if is_old_method else gettext("May %(year)s"))
        % {"year": estimate.year},
        "value": figure.value,
        "text": figure.as_dollars(),
        "emphasis": "reference" if is_old_method else "emphasis" if is_newest else "",
    }


def with_break(history):
    """Mark the first year of the new method where an earlier year stands before it."""
    years = [estimate.year for estimate in history]
    has_old = any(year < NEW_METHOD_SINCE for year in years)
    first_new = next((year for year in years if year >= NEW_METHOD_SINCE), None) if has_old else None
    return [{"estimate": estimate, "is_break": estimate.year == first_new} for estimate in history]

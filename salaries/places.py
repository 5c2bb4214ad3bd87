"""What the page of one place sets side by side. Pure functions: estimates in, rows of said figures out.

A cell is (words, is_blank): tables of many cells are said here and not in the template, which would take much longer.
"""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from careerportal import pieces
from careerportal.taxonomy.figures import Figure
from salaries import precision
from salaries.models import Area, WageEstimate

SMALL_AREAS = (Area.Kind.METROPOLITAN, Area.Kind.NONMETROPOLITAN)

RATIO_FIELDS = {"jobs_per_1000": "{:,.1f}", "location_quotient": "{:.2f}"}
"""Figures that are said with fixed decimals."""


@dataclass(frozen=True)
class PlaceRow:
    """One place in a table: its estimate, its cells, our word for the survey's error, and whether to take care."""

    estimate: WageEstimate
    cells: list
    exactness: str | None
    is_shaky: bool


SCALE_COLUMNS = (
    ("annual_p10", _("10th percentile")),
    ("annual_p50", _("Median")),
    ("annual_p90", _("90th percentile")),
    ("annual_mean", _("Mean")),
    ("employment", _("People employed")),
    ("jobs_per_1000", _("Jobs per 1,000 jobs")),
    ("location_quotient", _("Location quotient")),
)
NEIGHBOUR_COLUMNS = (
    ("annual_p50", _("Median yearly pay")),
    ("annual_p90", _("90th percentile")),
    ("employment", _("People employed")),
)
OTHER_JOB_COLUMNS = (("annual_p50", _("Median yearly pay")), ("employment", _("People employed")))


def say(estimate, field):
    """Say a figure of an estimate: (words, is_blank)."""
    figure = estimate.figure(field)
    if field in RATIO_FIELDS and not figure.is_blank:
        return RATIO_FIELDS[field].format(figure.value), False
    if field.startswith("annual"):
        return figure.as_dollars(), figure.is_blank
    return (figure.as_hourly() if field.startswith("hourly") else figure.as_number()), figure.is_blank


def row(estimate, columns):
    """Turn an estimate into a row."""
    return PlaceRow(
        estimate,
        said(estimate, columns),
        precision.in_a_word(estimate.mean_rse),
        precision.is_shaky(estimate.mean_rse),
    )


def wider(area, around):
    """The states that an area lies in, its main one first, then the nation: a row each."""
    found = [e for e in around if e.area.kind not in SMALL_AREAS and e.area.state in (*area.states, "")]
    found.sort(key=lambda e: (e.area.kind == Area.Kind.NATION, e.area.state != area.state, e.area.title))
    return [row(e, SCALE_COLUMNS) for e in found]


def scale(here, wider_rows):
    """The place itself, then what it is part of: a row each, the smallest first."""
    return [row(here, SCALE_COLUMNS), *(one for one in wider_rows if one.estimate.pk != here.pk)]


def neighbours(area, around):
    """The metropolitan and nonmetropolitan areas of an area's main state by median pay, the highest first."""
    if not area.state:
        return []
    small = [e for e in around if e.area.kind in SMALL_AREAS and area.state in e.area.states]
    small.sort(key=lambda e: (e.annual_p50 is None, -(e.annual_p50 or 0), e.area.title))
    return [row(e, NEIGHBOUR_COLUMNS) for e in small]


def scale_picture(rows):
    """Bars of the medians side by side, the first one, the place itself, with emphasis."""
    return [
        {
            "label": row.estimate.area.title,
            "value": row.estimate.annual_p50,
            "text": row.estimate.figure("annual_p50").as_dollars(),
            "emphasis": "" if number else "emphasis",
        }
        for number, row in enumerate(rows)
    ]


HOURLY = (
    ("hourly_p10", _("10th percentile")),
    ("hourly_p25", _("25th percentile")),
    ("hourly_p50", _("Median")),
    ("hourly_p75", _("75th percentile")),
    ("hourly_p90", _("90th percentile")),
    ("hourly_mean", _("Mean")),
)


JOBS = (
    ("employment", _("People employed")),
    ("jobs_per_1000", _("Jobs per 1,000 jobs")),
    ("location_quotient", _("Location quotient")),
)


def said(estimate, columns):
    """Figures of an estimate as (label, words, is_blank). Hourly wages are as published, never worked out."""
    words = pieces.words()
    return [(words[label], *say(estimate, field)) for field, label in columns]


def labels(columns):
    """The headings of columns in the language of the page."""
    words = pieces.words()
    return [words[label] for _field, label in columns]


def commonness(figure):
    """Say a location quotient in a sentence; for a blank the reason."""
    if figure.is_blank:
        reason = str(figure.status.label)
        return f"{figure.as_number()}: {reason[0].lower()}{reason[1:]}."
    if 0.95 <= figure.value <= 1.05:
        return gettext("Among all jobs here, this one is about as common as in the nation.")
    if figure.value > 1:
        said = gettext("Among all jobs here, this one is %(times)s times as common as in the nation.")
    else:
        said = gettext(
            "Among all jobs here, this one is less common than in the nation: %(times)s times its share there."
        )
    return said % {"times": f"{figure.value:.2f}"}


SHOWN = {field for columns in (SCALE_COLUMNS, NEIGHBOUR_COLUMNS, HOURLY) for field, _ in columns}


def blanks(estimates) -> list[Figure]:
    """A figure of each kind of blank or top code in the tables, to be explained below them."""
    found = {
        estimate.blanks[field]: estimate.figure(field)
        for estimate in estimates
        for field in estimate.blanks
        if field in SHOWN
    }
    return list(found.values())

"""Rows that a release changed, by the names that readers know: "Texas Woman's University, Master's degree".

A release keeps keys and values; what a key is called is looked up among the rows of today, all of a table at once. One
that is gone is called by its key.
"""

from typing import NamedTuple

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from careerportal.taxonomy.activity import Activity
from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.distances import Distance
from careerportal.taxonomy.locales import Locale
from programs import chosen
from programs.models import Program, School
from salaries.models import Area, Occupation

CHOICES = {"activity": Activity, "control": Control, "distance": Distance, "level": DegreeLevel, "locale": Locale}
DOLLARS = ("earnings", "debt", "tuition", "fees", "benchmark_", "annual_")
HOURLY = "hourly_"
NAMES = ("successor_unitid", "outcome")
"""Columns whose numbers name something: they have no commas."""


IN_ITS_PLACE = "in its place"
"""What a release says of a program that gave way to those of its exact fields, beside its columns."""


class Row(NamedTuple):
    """What a changed row is called, and the page that shows it, if there is one."""

    name: str
    url: str = ""


def called(table, keys):
    """Return {key: Row} for the rows of a table, as a release names the table."""
    find = _FINDERS.get(table)
    found = find(keys) if find else {}
    return {key: found.get(key) or Row(key) for key in keys}


def _programs(keys):
    programs = Program.objects.filter(slug__in=keys).select_related("school")
    return {one.slug: Row(chosen.name_of(one), one.get_absolute_url()) for one in programs}


def _schools(keys):
    """Schools are known by their UNITID; those that only we list by their slug."""
    unitids = [int(key) for key in keys if key.isdigit()]
    found = [*School.objects.filter(unitid__in=unitids), *School.objects.filter(unitid=None, slug__in=keys)]
    return {one.ledger_key: Row(one.shown_name, one.get_absolute_url()) for one in found}


def _of_a_school(keys):
    """What belongs to a school has the school's key first: 229179:51.07:masters."""
    schools = _schools({key.partition(":")[0] for key in keys})
    found = {}
    for key in keys:
        school, *parts = key.split(":")
        if school in schools:
            words = [str(DegreeLevel(part).label) if part in DegreeLevel.values else part for part in parts]
            found[key] = Row(", ".join([schools[school].name, *words]), schools[school].url)
    return found


def _occupations(keys):
    found = Occupation.objects.filter(soc__in=keys)
    return {one.soc: Row(one.title, one.get_absolute_url()) for one in found}


def _areas(keys):
    return {one.code: Row(one.title) for one in Area.objects.filter(code__in=keys)}


def _of_an_occupation(keys):
    """Pay and outlooks have the occupation's code first, then the place or the years: 11-9111:48:2025."""
    parts = [key.split(":") for key in keys]
    occupations = _occupations({part[0] for part in parts})
    areas = _areas({part[1] for part in parts if len(part) == len(("occupation", "area", "year"))})
    found = {}
    for key, (soc, *rest) in zip(keys, parts, strict=True):
        if soc in occupations:
            words = [areas[word].name if word in areas else word for word in rest]
            found[key] = Row(", ".join([occupations[soc].name, *words]), occupations[soc].url)
    return found


_FINDERS = {
    "programs": _programs,
    "schools": _schools,
    "outcomes": _of_a_school,
    "completions": _of_a_school,
    "charges": _of_a_school,
    "occupations": _occupations,
    "areas": _areas,
    "wages": _of_an_occupation,
    "projections": _of_an_occupation,
}


def value(column, held):
    """A value of a column as pages say it; a blank in words."""
    if held is None or held == "":
        return _("Blank")
    if isinstance(held, bool):
        return _("Yes") if held else _("No")
    if column in CHOICES and held in CHOICES[column].values:
        return str(CHOICES[column](held).label)
    if column == IN_ITS_PLACE:
        return _in_its_place(held)
    if isinstance(held, int | float) and column not in NAMES:
        return _number(column, held)
    return str(held)


def _in_its_place(held):
    """The program itself is known by its row; those in its place by field and level: "51.0701 masters; 51.0799 …"."""
    named = [part.partition(" ") for part in held.split("; ")]
    if not all(level in DegreeLevel.values for _code, _space, level in named):
        return _("One program for the whole field")
    return "; ".join(f"{code}, {DegreeLevel(level).label}" for code, _space, level in named)


def _number(column, held):
    if column.startswith(HOURLY):
        return f"${held:,.2f}"
    if column.startswith(DOLLARS) and column != "earnings_horizon":
        return f"${held:,}"
    return intcomma(held)

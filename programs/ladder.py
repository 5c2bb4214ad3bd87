"""The degree ladder: how many programs stand on each rung, what their graduates earn, and where they are taught."""

from collections import Counter, defaultdict

from django.db.models import Count

from careerportal.sync import kept, ledger
from careerportal.taxonomy import states
from careerportal.taxonomy.degree_levels import REPORTED_TOGETHER, DegreeLevel
from programs.models import LevelGuide, Program
from programs.typical import NATION, NOTHING, typical_earnings

EVERY_FIELD = ""
STATES_SHOWN = 8


def rungs():
    """Each rung that has programs or a guide, lowest first: level, guide (None when there is none), program_count."""
    counts = kept.at(ledger.serial(), "programs by level", _count_by_level)
    guides = {guide.level: guide for guide in LevelGuide.objects.all()}
    return [
        {"level": level, "guide": guides.get(level), "program_count": counts.get(level, 0)}
        for level in DegreeLevel
        if level in guides or counts.get(level)
    ]


def _count_by_level():
    programs = Program.objects.published().at_listed_schools()
    return dict(programs.order_by().values_list("level").annotate(Count("id")))


def reported_with(level, rungs):
    """The rung under which the source reports a level together with another, where that rung has programs."""
    together = REPORTED_TOGETHER.get(level)
    return next((rung for rung in rungs if rung["level"] == together and rung["program_count"]), None)


def typical_at(level):
    """What graduates of a level typically earn, in the nation."""
    return typical_earnings(EVERY_FIELD).get(level, {}).get(NATION, NOTHING)


def earnings_by_level():
    """(level, Typical) of each rung whose graduates' earnings are published anywhere, lowest first."""
    typical = typical_earnings(EVERY_FIELD)
    return [(level, typical[level][NATION]) for level in DegreeLevel if level in typical]


def levels_by_place():
    """Return {place: {level: how many programs}} of listed schools, kept until the data change.

    A place is a state's postal code or the CBSA code of a metropolitan area.
    """
    return kept.at(ledger.serial(), "levels by place", _count_by_place)


def _count_by_place():
    programs = Program.objects.published().at_listed_schools().order_by()
    rows = programs.values_list("school__state", "school__cbsa", "level").annotate(count=Count("id"))
    counts = defaultdict(Counter)
    for state, metropolitan_area, level, count in rows:
        counts[state][level] += count
        if metropolitan_area:
            counts[metropolitan_area][level] += count
    return dict(counts)


def top_states(programs):
    """The states with the most of these programs: code, name and count, most first."""
    counts = programs.order_by().values_list("school__state").annotate(count=Count("pk"))
    rows = counts.order_by("-count", "school__state")
    return [{"code": code, "name": states.PLACES[code], "count": count} for code, count in rows[:STATES_SHOWN] if code]

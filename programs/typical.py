"""What graduates at a level typically earn: medians over programs, in the nation and in each state.

Like is set beside like: earnings four years after completing, of published programs at listed schools. Programs count
alike, whatever their size, because the federal files publish no earnings of single graduates. Of a handful of programs
nothing typical can be said, so there is no median of fewer than FEWEST.
"""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from django.core.cache import cache
from django.db.models import Exists, OuterRef

from careerportal.datasets.models import Release
from careerportal.sync import ledger
from programs.importers.field_of_study import SOURCE
from programs.models import Program, ProgramOutcome
from programs.queries import can_be_chosen

NATION = ""
"""Stands for the whole country where a state's postal code would stand."""

KEPT_FOR = 24 * 60 * 60

FEWEST = 5
"""A median is shown over this many programs or more."""


@dataclass(frozen=True)
class Typical:
    """The median of so many programs' median earnings; `dollars` is None where too few programs' are published."""

    dollars: int | None
    programs: int

    @classmethod
    def of(cls, earnings):
        """What is typical of some programs' median earnings."""
        return cls(round(median(earnings)) if len(earnings) >= FEWEST else None, len(earnings))


NOTHING = Typical(None, 0)


def release():
    """The release that the medians are of: the newest one of College Scorecard, or None."""
    return Release.objects.filter(source=SOURCE.key, state=Release.State.READY).first()


def typical_earnings(field):
    """Return {level: {postal code or NATION: Typical}} of a field ("" for all), kept until the data change."""
    return cache.get_or_set(f"typical-earnings:{ledger.serial()}:{field}", lambda: _medians(field), KEPT_FOR)


def beside(program):
    """{place: Typical} of what a program's earnings are to be set beside: of its field, and of what they are of."""
    level = program.outcome.level if program.outcome else program.level
    return typical_earnings(program.field).get(level, {})


def _medians(field):
    """Figures that several programs of a school share, because the source tells them no more apart, count once."""
    offered = Program.objects.published().filter(outcome=OuterRef("pk"))
    measured = ProgramOutcome.objects.filter(
        Exists(offered),
        can_be_chosen("school__"),
        cip4__startswith=field,
        earnings__isnull=False,
        earnings_horizon=ProgramOutcome.Horizon.FOUR_YEARS,
    )
    by_place = defaultdict(lambda: defaultdict(list))
    for level, state, earnings in measured.order_by().values_list("level", "school__state", "earnings"):
        by_place[level][NATION].append(earnings)
        by_place[level][state].append(earnings)
    return {
        level: {place: Typical.of(values) for place, values in places.items()} for level, places in by_place.items()
    }

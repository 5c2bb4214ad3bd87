"""Where a program's earnings stand among programs of the same level and field: in its state and in the nation.

Like is set beside like, as everywhere: what is published of programs at listed schools, measured as long after
completing. Programs of one school that share a figure, because the source publishes none for each, count once. The
sorted earnings are kept in memory until the data change.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from careerportal.sync import kept, ledger
from programs.models import Program, ProgramOutcome
from programs.queries import can_be_chosen
from programs.typical import FEWEST, NATION


@dataclass(frozen=True)
class Standing:
    """Of so many other programs, so many have lower earnings. Too few others say nothing."""

    others: int
    lower: int

    @property
    def is_said(self):
        return self.others >= FEWEST

    @property
    def percent(self):
        """The share of the others whose graduates earn less; None where there are too few."""
        return 100 * self.lower / self.others if self.is_said else None


def current():
    """The earnings that programs are ranked among, as the data stand: what `standing` asks for."""
    return kept.at(ledger.serial(), "earnings-by-place", _read)


def standing(program, place, known):
    """The Standing of a program at a place, a state's postal code or NATION; None where its earnings are blank."""
    outcome = program.outcome
    if outcome is None or outcome.earnings is None:
        return None
    alike = known.get((outcome.level, outcome.cip4, outcome.earnings_horizon), {})
    earnings = alike.get(place, array("i"))
    is_among_them = program.school.can_be_chosen and program.is_offered
    return Standing(len(earnings) - (1 if is_among_them else 0), bisect_left(earnings, outcome.earnings))


def _read():
    """{(level, field, horizon): {place: earnings, ascending}}."""
    found = defaultdict(lambda: defaultdict(lambda: array("i")))
    offered = Program.objects.published().filter(outcome=OuterRef("pk"))
    outcomes = ProgramOutcome.objects.filter(Exists(offered), can_be_chosen("school__"), earnings__isnull=False)
    rows = outcomes.order_by("earnings").values_list("level", "cip4", "earnings_horizon", "school__state", "earnings")
    for level, field, horizon, state, earnings in rows.iterator(chunk_size=5_000):
        for place in {NATION, state}:
            found[level, field, horizon][place].append(earnings)
    return {key: dict(places) for key, places in found.items()}

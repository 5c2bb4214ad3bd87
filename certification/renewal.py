"""The arithmetic of keeping a certification: when renewal is due, what is left, and at which pace to learn.

Plain values in and out, no database.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal

from certification.dates import add_months, full_months_between

CYCLES_PLANNED = 3
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Cycle:
    """One period of renewal, from the day after the last due date (at first: the day of certification) to its own."""

    number: int
    begins_on: date
    due_on: date


@dataclass(frozen=True)
class Plan:
    """What a holder has to do by when. The first cycle is the one that runs today; earlier ones count as renewed."""

    today: date
    certified_on: date
    hours_needed: int
    hours_done: Decimal
    cycles: tuple[Cycle, ...]

    @property
    def current(self):
        return self.cycles[0]

    @property
    def hours_left(self):
        return max(Decimal(0), self.hours_needed - self.hours_done)

    @property
    def hours_beyond(self):
        """Hours done beyond those needed. Whether they count for the next period, only the certifying body can say."""
        return max(Decimal(0), self.hours_done - self.hours_needed)

    @property
    def days_left(self):
        return (self.current.due_on - self.today).days

    @property
    def months_left(self):
        """Whole months until the current cycle is due."""
        return full_months_between(self.today, self.current.due_on)

    @property
    def hours_per_month(self):
        """The pace that suffices, rounded up to a tenth of an hour; None when less than a month is left."""
        if not self.months_left:
            return None
        return (self.hours_left / self.months_left).quantize(TENTH, ROUND_UP)


def plan(rules, certified_on, hours_done, today):
    """Return the Plan of somebody certified on a day; None when nobody has told us what renewal asks.

    Every due date is counted from the day of certification, so a month's end stays a month's end and February 29
    comes back in leap years.
    """
    if not rules.renewal_months or rules.renewal_hours is None:
        return None
    first = _number_of_the_cycle_on(today, certified_on, rules.renewal_months)
    cycles = tuple(_cycle(certified_on, rules.renewal_months, first + step) for step in range(CYCLES_PLANNED))
    return Plan(today, certified_on, rules.renewal_hours, hours_done, cycles)


def _cycle(certified_on, months, number):
    last_due = add_months(certified_on, (number - 1) * months)
    begins_on = last_due if number == 1 else date.fromordinal(last_due.toordinal() + 1)
    return Cycle(number, begins_on, add_months(certified_on, number * months))


def _number_of_the_cycle_on(day, certified_on, months):
    """A cycle still runs on the day it is due."""
    number = max(0, full_months_between(certified_on, day)) // months
    is_over = add_months(certified_on, number * months) < day or number == 0
    return number + 1 if is_over else number

"""The arithmetic of a certification's rules: who may sit the exam, what is missing, and when.

Plain values in and out, no database. `rules` is a RuleSet or anything else with its `experience_years`, `credit_hours`,
`credit_reduction_per_extra_year` and `membership_required`; None in one of them means that nobody has told us.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from certification.dates import add_months, full_months_between

LONGEST_WAIT_YEARS = 60
"""Dates are looked for within a working life; a later one helps nobody."""


class Outcome(StrEnum):
    """How a person stands to one rule, or to all of them together."""

    MET = "met"
    MISSING = "missing"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Applicant:
    """What a person has today: whole months of experience, credit hours, and whether they are a member."""

    experience_months: int
    credit_hours: Decimal
    is_member: bool


@dataclass(frozen=True)
class Studies:
    """Credit hours that a program will give on the day it is finished."""

    credit_hours: Decimal
    finished_on: date


@dataclass(frozen=True)
class Standing:
    """How a person stands to one rule. Amounts are months for experience and hours for coursework, else None."""

    rule: str
    outcome: Outcome
    needed: int | None = None
    has: int | Decimal | None = None

    @property
    def short(self):
        """How much is missing; nothing when the rule is met or not known."""
        if self.outcome != Outcome.MISSING or self.needed is None:
            return None
        return self.needed - self.has


@dataclass(frozen=True)
class Way:
    """One way to the exam: earn so many more credit hours (none: only wait) and sit on this day or later."""

    credit_hours_to_earn: Decimal
    date: date


@dataclass(frozen=True)
class Answer:
    """Whether a person may sit the exam on a day, rule by rule, and the ways to get there.

    `ways` lead from waiting alone to studying as soon as can be, one for each full year of experience that changes
    something; the last is the soonest. They count on membership. Empty when a rule that they need is not known.
    `experienced_on` is the first day with enough experience.
    """

    day: date
    standings: tuple[Standing, ...]
    ways: tuple[Way, ...]
    experienced_on: date | None
    with_studies: date | None = None

    @property
    def outcome(self):
        found = {standing.outcome for standing in self.standings}
        return next((one for one in (Outcome.MISSING, Outcome.NOT_KNOWN) if one in found), Outcome.MET)

    @property
    def by_waiting(self):
        """The day from which the hours that the person has now are enough; None when waiting alone never helps."""
        return next((way.date for way in self.ways if not way.credit_hours_to_earn), None)

    @property
    def by_studying(self):
        """The soonest way, when it asks for more credit hours; None when waiting alone is as soon."""
        soonest = self.ways[-1] if self.ways else None
        return soonest if soonest and soonest.credit_hours_to_earn else None

    @property
    def earliest(self):
        """The first day with the hours that the person has, and those of their studies if they named any."""
        return self.with_studies or self.by_waiting

    @property
    def is_sooner_with_studies(self):
        return self.with_studies is not None and self.with_studies != self.by_waiting

    @property
    def has_enough_today(self):
        """Experience and credit hours are enough today, whatever membership is."""
        return self.by_waiting == self.day


def answer(rules, applicant, today, studies=None):
    """Say whether a person may sit the exam today, and if not, how and when they may."""
    return Answer(
        day=today,
        standings=standings(rules, applicant),
        ways=ways(rules, applicant, today),
        experienced_on=experienced_on(rules, applicant, today),
        with_studies=first_day(rules, applicant, today, studies) if studies else None,
    )


def standings(rules, applicant):
    """Hold a person's experience, coursework and membership against the rules, in this order."""
    return (_experience(rules, applicant), _coursework(rules, applicant), _membership(rules, applicant))


def is_eligible(rules, applicant):
    """Every rule is known and met."""
    return all(standing.outcome == Outcome.MET for standing in standings(rules, applicant))


def on_day(applicant, today, day, studies=None):
    """The same person on a later day, a member, at work in the field all the while, with finished studies counted."""
    hours = applicant.credit_hours
    if studies and studies.finished_on <= day:
        hours += studies.credit_hours
    return Applicant(applicant.experience_months + full_months_between(today, day), hours, is_member=True)


def first_day(rules, applicant, today, studies=None):
    """The first day, today or later, on which a person who becomes a member is eligible; None when there is none."""
    days = {day for _, day in _years_ahead(rules, applicant, today)}
    if studies:
        days.add(max(today, studies.finished_on))
    is_open = rules.membership_required is None
    for day in sorted(days):
        then = on_day(applicant, today, day, studies)
        held = standings(rules, then)
        if all(one.outcome == Outcome.MET for one in held if not (is_open and one.rule == "membership")):
            return day
    return None


def ways(rules, applicant, today):
    """The ways to the exam, the one that asks for the fewest more credit hours first: see Answer."""
    by_hours = {}
    for full_years, day in _years_ahead(rules, applicant, today):
        needed = credit_hours_needed(rules, full_years)
        if rules.experience_years is None or needed is None:
            return ()
        if full_years < rules.experience_years:
            continue
        to_earn = max(Decimal(0), needed - applicant.credit_hours)
        by_hours.setdefault(to_earn, day)
        if not to_earn:
            break
    return tuple(Way(hours, by_hours[hours]) for hours in sorted(by_hours))


def experienced_on(rules, applicant, today):
    """The first day, today or later, with enough experience; None when the rule is not known or a lifetime away."""
    if rules.experience_years is None:
        return None
    months = max(0, rules.experience_years * 12 - applicant.experience_months)
    return add_months(today, months) if months <= LONGEST_WAIT_YEARS * 12 else None


def credit_hours_needed(rules, full_years):
    """How many credit hours a person with so many full years of experience needs; None when nobody has told us.

    Each full year beyond the minimum takes the reduction off, down to nothing. The minimum itself always holds: with
    fewer years the full number of hours is needed, and the years are still missing.
    """
    hours, step = rules.credit_hours, rules.credit_reduction_per_extra_year
    if hours is None or not step:
        return hours
    if rules.experience_years is None:
        return None
    extra_years = max(0, full_years - rules.experience_years)
    return max(0, hours - extra_years * step)


def worked_examples(rules):
    """Pairs of years of experience and credit hours needed, from the minimum until no hours are left.

    A few years stand for the ones between. Empty where experience takes nothing off.
    """
    start, hours, step = rules.experience_years, rules.credit_hours, rules.credit_reduction_per_extra_year
    if start is None or not hours or not step:
        return []
    last = start + -(-hours // step)
    years = sorted({*range(start, min(start + 3, last)), *range(start + 4, last, 4), last})
    return [(year, credit_hours_needed(rules, year)) for year in years]


def _years_ahead(rules, applicant, today):
    """Yield (full years of experience, first day) from today on, each further full year on its own day."""
    full_years = applicant.experience_months // 12
    yield full_years, today
    for years in range(full_years + 1, full_years + LONGEST_WAIT_YEARS + 1):
        yield years, add_months(today, years * 12 - applicant.experience_months)


def _experience(rules, applicant):
    if rules.experience_years is None:
        return Standing("experience", Outcome.NOT_KNOWN, has=applicant.experience_months)
    needed = rules.experience_years * 12
    outcome = Outcome.MET if applicant.experience_months >= needed else Outcome.MISSING
    return Standing("experience", outcome, needed, applicant.experience_months)


def _coursework(rules, applicant):
    """Whoever has the full number of hours has enough, even where nobody knows from which year on fewer will do."""
    needed = credit_hours_needed(rules, applicant.experience_months // 12)
    if needed is None and rules.credit_hours is not None and applicant.credit_hours >= rules.credit_hours:
        needed = rules.credit_hours
    if needed is None:
        return Standing("coursework", Outcome.NOT_KNOWN, has=applicant.credit_hours)
    outcome = Outcome.MET if applicant.credit_hours >= needed else Outcome.MISSING
    return Standing("coursework", outcome, needed, applicant.credit_hours)


def _membership(rules, applicant):
    if rules.membership_required is None:
        return Standing("membership", Outcome.NOT_KNOWN)
    is_met = applicant.is_member or not rules.membership_required
    return Standing("membership", Outcome.MET if is_met else Outcome.MISSING)

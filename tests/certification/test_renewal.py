"""The arithmetic of renewal: due dates, what is left, at which pace."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.dates import add_months
from certification.renewal import plan


@dataclass(frozen=True)
class Rules:
    renewal_hours: int | None = 24
    renewal_months: int | None = 24


def planned(certified_on, today, hours="0", rules=Rules()):  # noqa: B008 -- frozen
    return plan(rules, certified_on, Decimal(hours), today)


def due_dates(found):
    return [cycle.due_on for cycle in found.cycles]


@pytest.mark.parametrize(
    ("certified_on", "today", "expected"),
    [
        (date(2026, 3, 15), date(2026, 11, 23), [date(2028, 3, 15), date(2030, 3, 15), date(2032, 3, 15)]),
        (date(2026, 11, 23), date(2026, 11, 23), [date(2028, 11, 23), date(2030, 11, 23), date(2032, 11, 23)]),
        (date(2024, 2, 29), date(2026, 2, 28), [date(2026, 2, 28), date(2028, 2, 29), date(2030, 2, 28)]),
        (date(2024, 2, 29), date(2026, 3, 1), [date(2028, 2, 29), date(2030, 2, 28), date(2032, 2, 29)]),
        (date(2010, 1, 31), date(2026, 11, 23), [date(2028, 1, 31), date(2030, 1, 31), date(2032, 1, 31)]),
        (date(1900, 1, 1), date(2026, 11, 23), [date(2028, 1, 1), date(2030, 1, 1), date(2032, 1, 1)]),
    ],
)
def test_the_next_three_renewals_fall_on_the_day_of_certification(certified_on, today, expected):
    assert due_dates(planned(certified_on, today)) == expected


def test_a_renewal_every_month_keeps_to_the_month_s_end():
    monthly = Rules(renewal_months=1)
    found = planned(date(2026, 1, 31), date(2026, 2, 10), rules=monthly)
    assert due_dates(found) == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_what_is_left_and_the_pace():
    found = planned(date(2026, 3, 15), date(2026, 11, 23), "10")
    assert (found.hours_left, found.months_left, found.hours_per_month) == (14, 15, Decimal("1.0"))


def test_the_pace_is_rounded_up_so_that_it_suffices():
    found = planned(date(2026, 3, 15), date(2026, 11, 23), "9.99")
    assert found.hours_per_month == Decimal("1.0")
    assert planned(date(2026, 3, 15), date(2026, 11, 23), "8.9").hours_per_month == Decimal("1.1")


def test_more_hours_than_needed_leave_none_and_say_how_many_are_beyond():
    found = planned(date(2026, 3, 15), date(2026, 11, 23), "30")
    assert (found.hours_left, found.hours_beyond, found.hours_per_month) == (0, 6, 0)


def test_in_the_last_month_there_is_no_pace():
    found = planned(date(2024, 12, 1), date(2026, 11, 23), "10")
    assert (found.days_left, found.hours_per_month) == (8, None)


@pytest.mark.parametrize("rules", [Rules(renewal_hours=None), Rules(renewal_months=None)])
def test_nothing_is_planned_from_rules_that_nobody_recorded(rules):
    assert planned(date(2026, 3, 15), date(2026, 11, 23), rules=rules) is None


dates = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(dates, dates, st.integers(1, 240), st.decimals(0, 1000, places=2))
def test_due_dates_follow_each_other_from_today_on(one, other, months, hours):
    certified_on, today = sorted((one, other))
    found = planned(certified_on, today, hours, Rules(renewal_months=months))
    first, *_ = due = due_dates(found)
    assert today <= first <= add_months(today, months)
    assert due == sorted(set(due))
    assert found.current.begins_on <= max(today, certified_on)
    pace, months_left = found.hours_per_month, found.months_left
    assert pace is None or pace * months_left >= found.hours_left

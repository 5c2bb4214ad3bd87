"""The arithmetic of eligibility: a table reckoned by hand, and properties that hold for everybody."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.dates import add_months, full_months_between
from certification.eligibility import (
    Applicant,
    Outcome,
    Studies,
    answer,
    credit_hours_needed,
    first_day,
    is_eligible,
    on_day,
)
from tests.certification.eligibility_cases import CASES, TODAY


@dataclass(frozen=True)
class Rules:
    experience_years: int | None = 3
    credit_hours: int | None = 12
    credit_reduction_per_extra_year: int = 1
    membership_required: bool | None = True


CMM = Rules()

hours = st.decimals(0, 40, places=1)
months = st.integers(0, 60 * 12)
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
applicants = st.builds(Applicant, months, hours, st.booleans())
any_rules = st.builds(
    Rules,
    st.none() | st.integers(0, 10),
    st.none() | st.integers(0, 60),
    st.integers(0, 4),
    st.none() | st.booleans(),
)


def person(years=3, hours="12", *, member=True, months=0):
    return Applicant(years * 12 + months, Decimal(hours), is_member=member)


def missing(found):
    return " ".join(one.rule for one in found.standings if one.outcome == Outcome.MISSING)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_table_holds(case):
    months = int(Decimal(case.years) * 12) + int(case.months or 0)
    found = answer(CMM, Applicant(months, Decimal(case.hours), is_member=case.member == "yes"), TODAY)
    assert (found.outcome, missing(found), found.earliest) == (case.outcome, case.missing, case.earliest)


def test_the_table_has_at_least_forty_cases_and_none_twice():
    assert len({case.query.values().__repr__() for case in CASES}) == len(CASES) >= 40


@given(any_rules, applicants, st.integers(0, 240))
def test_more_experience_never_makes_one_less_eligible(rules, applicant, more):
    older = Applicant(applicant.experience_months + more, applicant.credit_hours, applicant.is_member)
    assert is_eligible(rules, older) or not is_eligible(rules, applicant)


@given(any_rules, applicants, hours)
def test_more_credit_hours_never_hurt(rules, applicant, more):
    richer = Applicant(applicant.experience_months, applicant.credit_hours + more, applicant.is_member)
    assert is_eligible(rules, richer) or not is_eligible(rules, applicant)


@given(any_rules, st.integers(0, 100))
def test_the_reduction_never_goes_below_zero_nor_above_the_rule(rules, full_years):
    needed = credit_hours_needed(rules, full_years)
    assert needed is None or 0 <= needed <= rules.credit_hours


@given(any_rules, applicants, days, st.none() | st.builds(Studies, hours, days))
def test_the_earliest_date_is_eligible_and_the_day_before_is_not(rules, applicant, today, studies):
    day = first_day(rules, applicant, today, studies)
    as_member = Rules(rules.experience_years, rules.credit_hours, rules.credit_reduction_per_extra_year, False)
    if day is None:
        ahead = (add_months(today, 12 * years) for years in range(61))
        assert not any(is_eligible(as_member, on_day(applicant, today, later, studies)) for later in ahead)
        return
    assert is_eligible(as_member, on_day(applicant, today, day, studies))
    if day > today:
        assert not is_eligible(as_member, on_day(applicant, today, day - timedelta(days=1), studies))


@given(any_rules, applicants, days)
def test_each_way_leads_there_and_an_hour_less_does_not(rules, applicant, today):
    found = answer(rules, applicant, today)
    as_member = Rules(rules.experience_years, rules.credit_hours, rules.credit_reduction_per_extra_year, False)
    for way in found.ways:
        then = on_day(applicant, today, way.date)
        with_study = Applicant(then.experience_months, then.credit_hours + way.credit_hours_to_earn, is_member=True)
        assert is_eligible(as_member, with_study)
        if way.credit_hours_to_earn:
            too_few = Applicant(then.experience_months, with_study.credit_hours - Decimal("0.1"), is_member=True)
            assert not is_eligible(as_member, too_few)
    assert found.by_waiting == (first_day(rules, applicant, today) if found.ways else None)


@given(days, st.integers(0, 1200))
def test_months_are_counted_as_they_are_added(day, months):
    later = add_months(day, months)
    assert full_months_between(day, later) == months
    assert full_months_between(day, later - timedelta(days=1)) == months - 1


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_month_ends_and_leap_days_are_kept(start, months, end):
    assert add_months(start, months) == end


def test_somebody_one_hour_short_may_study_now_or_wait_a_year():
    found = answer(CMM, person(3, "11"), TODAY)
    assert [(way.credit_hours_to_earn, way.date) for way in found.ways] == [
        (0, date(2027, 11, 23)),
        (1, TODAY),
    ]


def test_a_beginner_sees_every_trade_of_years_for_hours():
    found = answer(CMM, person(0, "0"), TODAY)
    assert len(found.ways) == 13
    assert (found.by_waiting, found.by_studying.date) == (date(2041, 11, 23), date(2029, 11, 23))
    assert found.by_studying.credit_hours_to_earn == 12


def test_a_program_brings_the_date_forward():
    studies = Studies(Decimal(12), date(2027, 10, 11))
    found = answer(CMM, person(4, "2"), TODAY, studies)
    assert (found.by_waiting, found.earliest) == (date(2035, 11, 23), date(2027, 10, 11))


def test_a_program_that_ends_before_the_experience_suffices_waits_for_it():
    found = answer(CMM, person(1, "0"), TODAY, Studies(Decimal(12), date(2027, 10, 11)))
    assert found.earliest == date(2028, 11, 23)


def test_a_program_that_ends_after_waiting_was_enough_changes_nothing():
    found = answer(CMM, person(3, "11"), TODAY, Studies(Decimal(12), date(2029, 1, 1)))
    assert found.earliest == found.by_waiting == date(2027, 11, 23)
    assert not found.is_sooner_with_studies


def test_without_a_reduction_waiting_never_replaces_study():
    found = answer(Rules(credit_reduction_per_extra_year=0), person(30, "11"), TODAY)
    assert (found.by_waiting, found.by_studying.credit_hours_to_earn) == (None, 1)


@pytest.mark.parametrize("unknown", ["experience_years", "credit_hours", "membership_required"])
def test_a_rule_that_nobody_recorded_is_neither_met_nor_missing(unknown):
    found = answer(Rules(**{unknown: None}), person(3, "0" if unknown == "credit_hours" else "12"), TODAY)
    assert found.outcome == Outcome.NOT_KNOWN


def test_the_full_number_of_hours_is_enough_even_if_the_years_are_not_known():
    standings = answer(Rules(experience_years=None), person(0, "12"), TODAY).standings
    assert {one.rule: one.outcome.value for one in standings} == {
        "experience": "not_known",
        "coursework": "met",
        "membership": "met",
    }


def test_something_missing_weighs_more_than_something_not_known():
    assert answer(Rules(membership_required=None), person(2), TODAY).outcome == Outcome.MISSING


def test_no_date_is_given_beyond_a_working_life():
    found = answer(Rules(experience_years=200), person(0), TODAY)
    assert (found.earliest, found.ways, found.experienced_on) == (None, (), None)

from datetime import date

import pytest

from certification import wording
from certification.eligibility import credit_hours_needed, worked_examples
from certification.models import CertifyingBody, RuleSet

PAHCOM = CertifyingBody(name="Professional Association of Health Care Office Management", abbreviation="PAHCOM")


def rules_of_a_medical_manager(**changes):
    facts = {
        "experience_years": 3,
        "experience_field": "health care",
        "credit_hours": 12,
        "credit_field": "health care or business management",
        "credit_reduction_per_extra_year": 1,
        "membership_required": True,
        "exam_minutes": 180,
        "exam_domains": 18,
        "renewal_hours": 24,
        "renewal_months": 24,
        "checked_on": date(2026, 1, 1),
    }
    return RuleSet(**facts | changes)


@pytest.mark.parametrize(("years", "hours"), [(0, 12), (3, 12), (4, 11), (5, 10), (15, 0), (40, 0)])
def test_each_full_year_beyond_three_takes_one_credit_hour_off_but_never_below_zero(years, hours):
    assert credit_hours_needed(rules_of_a_medical_manager(), years) == hours


def test_nobody_says_how_many_hours_are_needed_when_the_rule_is_not_recorded():
    assert credit_hours_needed(rules_of_a_medical_manager(credit_hours=None), 5) is None


def test_the_examples_run_from_the_minimum_to_no_hours_at_all():
    assert worked_examples(rules_of_a_medical_manager()) == [(3, 12), (4, 11), (5, 10), (7, 8), (11, 4), (15, 0)]


def test_there_are_no_examples_where_experience_takes_nothing_off():
    assert worked_examples(rules_of_a_medical_manager(credit_reduction_per_extra_year=0)) == []


def test_what_is_asked_before_the_exam_is_said_in_words():
    said = {rule.label: str(rule) for rule in wording.to_sit_the_exam(rules_of_a_medical_manager(), PAHCOM)}
    assert said == {
        "Experience": "3 years in health care",
        "Coursework": "12 credit hours in health care or business management",
        "Membership": "Member of PAHCOM in good standing",
    }


def test_the_exam_and_the_renewal_are_said_in_words():
    rules = rules_of_a_medical_manager()
    assert [str(rule) for rule in wording.the_exam(rules)] == ["3 hours", "18 areas of practice", "Not recorded yet"]
    assert [str(rule) for rule in wording.to_keep_it(rules)] == ["24 hours every 2 years", "Not recorded yet"]


def test_fees_are_said_in_dollars():
    rules = rules_of_a_medical_manager(exam_fee=1_385, renewal_fee=0)
    assert str(wording.the_exam(rules)[-1]) == "$1,385"
    assert str(wording.to_keep_it(rules)[-1]) == "$0"


def test_what_nobody_recorded_is_said_to_be_so():
    rules = RuleSet(checked_on=date(2026, 1, 1))
    everything = [
        *wording.to_sit_the_exam(rules, PAHCOM),
        *wording.the_exam(rules),
        *wording.to_keep_it(rules),
    ]
    assert {str(rule) for rule in everything} == {"Not recorded yet"}


@pytest.mark.parametrize(
    ("minutes", "words"), [(180, "3 hours"), (90, "1 hour 30 minutes"), (45, "45 minutes"), (0, "0 minutes")]
)
def test_minutes_are_said_in_hours(minutes, words):
    assert wording.duration(minutes, 60, "minute", "hour") == words

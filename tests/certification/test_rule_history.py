"""What changed between dated rules, on the page of a certification."""

from datetime import date, timedelta

import pytest

from certification.models import CertifyingBody, RuleSet
from certification.rule_history import in_force, last_turn, next_turn
from tests.factories import CertificationFactory, RuleSetFactory

BODY = CertifyingBody(name="Professional Association of Health Care Office Management", abbreviation="PAHCOM")
TODAY = date(2026, 11, 23)


def rules(number, begins=None, **facts):
    return RuleSet(pk=number, valid_from=begins, checked_on=TODAY, source="PAHCOM", **facts)


OLDEST = rules(1, credit_hours=15, experience_years=3)
OLDER = rules(2, date(2020, 1, 1), credit_hours=14, experience_years=3)
CURRENT = rules(3, date(2025, 7, 1), credit_hours=12, experience_years=3, exam_fee=395)
COMING = rules(4, date(2027, 1, 1), credit_hours=12, experience_years=4, exam_fee=395)
ALL = [COMING, OLDEST, CURRENT, OLDER]


def said(turn):
    return [(change.label, change.before, change.after) for change in turn.changes]


def test_the_last_turn_compares_with_the_set_just_before():
    turn = last_turn(CURRENT, ALL, BODY)
    assert turn.begins_on == date(2025, 7, 1)
    assert said(turn) == [
        ("Coursework", "14 credit hours", "12 credit hours"),
        ("Exam: cost", "Not recorded yet", "$395"),
    ]


def test_rules_without_a_first_day_come_before_all_others():
    assert said(last_turn(OLDER, ALL, BODY)) == [("Coursework", "15 credit hours", "14 credit hours")]
    assert last_turn(OLDEST, ALL, BODY) is None


def test_the_next_turn_is_known_before_it_comes():
    turn = next_turn(CURRENT, ALL, BODY, TODAY)
    assert (turn.begins_on, said(turn)) == (date(2027, 1, 1), [("Experience", "3 years", "4 years")])
    assert next_turn(COMING, ALL, BODY, date(2027, 1, 1)) is None


def test_no_turn_without_another_set():
    assert last_turn(CURRENT, [CURRENT], BODY) is None
    assert next_turn(CURRENT, [CURRENT], BODY, TODAY) is None


@pytest.mark.django_db
def test_the_rules_of_a_day_are_those_that_the_query_finds():
    certification = CertificationFactory()
    RuleSetFactory(certification=certification, valid_until=date(2026, 6, 30))
    RuleSetFactory(certification=certification, valid_from=date(2026, 1, 1), valid_until=date(2026, 3, 31))
    RuleSetFactory(certification=certification, valid_from=date(2026, 6, 30))
    every_set = list(certification.rule_sets.all())
    for day in (date(2025, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 30), date(2027, 1, 1)):
        assert in_force(every_set, day) == certification.rule_sets.in_force(day).first()
    assert in_force([COMING], TODAY) is None


@pytest.mark.django_db
def test_the_page_says_what_changed_and_what_will(client):
    certification = CertificationFactory()
    today, day = date.today(), timedelta(days=1)
    RuleSetFactory(certification=certification, valid_until=today - 9 * day, credit_hours=15)
    RuleSetFactory(certification=certification, valid_from=today - 8 * day, valid_until=today + 30 * day)
    RuleSetFactory(certification=certification, valid_from=today + 31 * day, renewal_hours=30)
    page = client.get(certification.get_absolute_url()).text
    assert "What changed last" in page
    assert "before, 15 credit hours in health care or business management" in page
    assert "What will change" in page
    assert "30 hours every 2 years" in page


@pytest.mark.django_db
def test_a_page_with_one_rule_set_speaks_of_no_change(client):
    assert "What changed" not in client.get(RuleSetFactory().certification.get_absolute_url()).text

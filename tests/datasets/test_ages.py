"""How old figures are: one table, from the real names of editions."""

from datetime import UTC, date, datetime

import pytest

from careerportal.datasets import ages, registry
from careerportal.datasets.models import Release

EDITIONS = [
    ("scorecard-field-of-study", "June 2026", date(2026, 6, 1)),
    ("scorecard-institution", "June 2026", date(2026, 6, 1)),
    ("ipeds-directory", "2024-25", date(2025, 10, 1)),
    ("ipeds-completions", "2023-24", date(2025, 10, 1)),
    ("ipeds-completions", "2024", date(2025, 10, 1)),
    ("ipeds-charges", "2022-23", date(2023, 2, 1)),
    ("ipeds-offerings", "2024-25", date(2025, 10, 1)),
    ("oews", "May 2025", date(2026, 4, 1)),
    ("cip", "2020", date(2020, 1, 1)),
    ("cip-soc", "2020", date(2020, 1, 1)),
    ("employment-projections", "2024–34", date(2025, 9, 1)),
    ("scorecard-field-of-study", "newest", None),
    ("scorecard-field-of-study", "2026", None),
]


@pytest.mark.parametrize(("key", "edition", "came_out"), EDITIONS)
def test_name_of_an_edition_says_when_it_came_out(key, edition, came_out):
    assert registry.get(key).rhythm.came_out(edition) == came_out


YEARLY = ages.Rhythm(months=12)
HALF_YEARLY = ages.Rhythm(months=6)
SINCE = date(2026, 6, 17)


@pytest.mark.parametrize(
    ("rhythm", "today", "age", "due"),
    [
        (YEARLY, date(2026, 6, 17), "fresh", date(2027, 6, 1)),
        (YEARLY, date(2027, 5, 31), "fresh", date(2027, 6, 1)),
        (YEARLY, date(2027, 6, 1), "ageing", date(2027, 6, 1)),
        (YEARLY, date(2027, 11, 30), "ageing", date(2027, 6, 1)),
        (YEARLY, date(2027, 12, 1), "stale", date(2027, 6, 1)),
        (YEARLY, date(2031, 1, 1), "stale", date(2027, 6, 1)),
        (HALF_YEARLY, date(2026, 11, 30), "fresh", date(2026, 12, 1)),
        (HALF_YEARLY, date(2026, 12, 1), "ageing", date(2026, 12, 1)),
        (HALF_YEARLY, date(2027, 3, 1), "stale", date(2026, 12, 1)),
    ],
)
def test_figures_are_fresh_until_the_next_are_due_then_ageing_then_stale(rhythm, today, age, due):
    found = ages.standing(rhythm, edition="?", published_on=SINCE, loaded_on=today, today=today)
    assert (found.age, found.since, found.due) == (age, SINCE, due)


@pytest.mark.parametrize(
    ("published_on", "edition", "since"),
    [
        (date(2026, 3, 9), "June 2026", date(2026, 3, 9)),
        (None, "June 2026", date(2026, 6, 1)),
        (None, "no month", date(2026, 11, 26)),
    ],
)
def test_publishers_day_goes_before_the_name_and_the_name_before_the_load(published_on, edition, since):
    day = date(2026, 11, 26)
    assert ages.standing(YEARLY, edition=edition, published_on=published_on, loaded_on=day, today=day).since == since


def test_every_source_but_a_history_says_in_which_rhythm_it_comes_out():
    without = [key for key, source in registry.all_sources().items() if source.rhythm is None]
    assert without == ["oews-history"], "name the source's rhythm beside its schedule"


def test_history_does_not_age():
    day = date(2026, 11, 26)
    found = ages.standing(None, edition="May 2019 to May 2024", published_on=None, loaded_on=day, today=day)
    assert found == ages.Standing("history")


def test_of_several_editions_the_newest_counts():
    releases = [
        Release(edition="May 2025", loaded_at=datetime(2026, 11, 26, tzinfo=UTC)),
        Release(edition="May 2019", loaded_at=datetime(2026, 11, 27, tzinfo=UTC)),
    ]
    assert ages.of_source(registry.get("oews"), releases, date(2026, 11, 28)).since == date(2026, 4, 1)
    assert ages.of_source(registry.get("oews"), [], date(2026, 11, 28)) is None

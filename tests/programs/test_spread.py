"""The small picture above a pair of limits."""

import pytest
from django.urls import reverse

from programs.spread import BARS, HEIGHT, Spread, bar_of
from tests.factories import ProgramFactory


def test_a_value_falls_in_the_bar_that_begins_at_or_below_it():
    assert [bar_of("earnings", value) for value in (0, 9_999, 10_000, 119_999, 120_000, 900_000)] == [
        0,
        0,
        1,
        11,
        12,
        12,
    ]


def test_the_tallest_bar_fills_the_height_and_one_program_still_shows():
    bars = list(Spread("debt", [500, 1] + [0] * (BARS - 2)).bars())
    assert [bar.height for bar in bars[:3]] == [HEIGHT, 1, 0]
    assert all(bar.y + bar.height == HEIGHT for bar in bars)


def test_it_says_in_words_where_most_programs_are():
    assert Spread("debt", [0, 3, 1] + [0] * (BARS - 3)).in_words() == "Most common: $5,000 to $10,000, 3 of 4."
    assert Spread("debt", [0] * (BARS - 1) + [2]).in_words() == "Most common: $60,000 or more, 2 of 2."
    assert Spread("debt", [0] * BARS).in_words() == "No program found publishes it."


def test_bars_outside_the_limits_are_told_apart():
    spread = Spread("earnings", [1] * BARS, lowest=30_000, highest=50_000)
    assert [number for number, bar in enumerate(spread.bars()) if bar.is_within] == [3, 4, 5]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["", "&q=college"])
def test_the_picture_ignores_its_own_limits_and_heeds_the_other_filters(client, words):
    for state, earnings in [("TX", 25_000), ("TX", 65_000), ("OH", 65_000), ("TX", None)]:
        horizon = {} if earnings else {"outcome__earnings_horizon": None}
        ProgramFactory(school__state=state, school__name="College", outcome__earnings=earnings, **horizon)
    response = client.get(f"{reverse('programs:list')}?state=TX&earnings_min=60000{words}")
    spread = response.context["spreads"]["earnings"]
    assert {number: count for number, count in enumerate(spread.counts) if count} == {2: 1, 6: 1}
    assert (spread.lowest, spread.highest) == (60_000, None)
    assert "Most common: $20,000 to $30,000, 1 of 2." in response.content.decode()

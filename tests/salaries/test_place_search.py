"""Finding a place by its name."""

import pytest

from salaries.models import Area
from salaries.place_search import find, find_near

KIND = Area.Kind
PLACES = [
    Area(title="United States", kind=KIND.NATION, state=""),
    Area(title="New York", kind=KIND.STATE, state="NY"),
    Area(title="Maine", kind=KIND.STATE, state="ME"),
    Area(title="Puerto Rico", kind=KIND.TERRITORY, state="PR"),
    Area(title="New York-Newark-Jersey City, NY-NJ", kind=KIND.METROPOLITAN, state="NY"),
    Area(title="Ithaca, NY", kind=KIND.METROPOLITAN, state="NY"),
    Area(title="Portland-South Portland, ME", kind=KIND.METROPOLITAN, state="ME"),
    Area(title="Portland-Vancouver-Hillsboro, OR-WA", kind=KIND.METROPOLITAN, state="OR"),
    Area(title="Mayagüez, PR", kind=KIND.METROPOLITAN, state="PR"),
    Area(title="Central East New York nonmetropolitan area", kind=KIND.NONMETROPOLITAN, state="NY"),
]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("portland me", ["Portland-South Portland, ME"]),
        ("PORTLAND, OR", ["Portland-Vancouver-Hillsboro, OR-WA"]),
        ("port maine", ["Portland-South Portland, ME"]),
        ("mayaguez", ["Mayagüez, PR"]),
        ("nj", ["New York-Newark-Jersey City, NY-NJ"]),
        ("united", ["United States"]),
        ("atlantis", []),
        ("  ,;  ", []),
    ],
)
def test_every_word_must_begin_a_word_of_the_place_or_its_state(words, titles):
    assert [area.title for area in find(words, PLACES)] == titles


def test_the_place_of_that_very_name_comes_first_and_places_only_in_such_a_state_last():
    titles = [area.title for area in find("new york", PLACES)]
    assert titles[0] == "New York"
    assert titles[1] == "New York-Newark-Jersey City, NY-NJ"
    assert titles[-1] == "Ithaca, NY"


def test_a_misspelled_name_finds_its_likeliest_meaning():
    assert find_near("ithica", PLACES)[0].title == "Ithaca, NY"


def test_nonsense_has_no_likely_meaning():
    assert find_near("qqqqqqqq", PLACES) == []

"""A student's sentence becomes filters, and nothing of it is lost."""

import csv
import gzip
from collections import Counter
from dataclasses import FrozenInstanceError
from itertools import pairwise
from urllib.parse import parse_qs, parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerportal.taxonomy import regions, states
from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.importers.field_of_study import SOURCE
from programs.models import Program
from programs.queries import ORDERS
from programs.query import known_words, normalise_name, read
from programs.query.filler import CONNECTIVES, COUNTRY, LONE_SCHOOLS, MILES, NEAR_ME
from programs.query.reading import ONE, SEVERAL
from programs.query.sentence import Sentence, tokens_of, word_set
from programs.query.wishes import WISH_PHRASES
from tests.programs.query_table import ROWS, TABLE


def filters_of(reading):
    """The filters as the table writes them."""
    return {
        name: " ".join(value) if isinstance(value, tuple) else str(value) for name, value in reading.parameters.items()
    }


@pytest.mark.parametrize(("kind", "text", "words", "filters"), ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_sentence_is_read_as_the_table_says(kind, text, words, filters):
    reading = read(text)
    assert (reading.words, filters_of(reading)) == (words, dict(parse_qsl(filters)))


@pytest.mark.parametrize("text", [row[1] for row in ROWS])
def test_words_that_are_left_are_not_read_again(text):
    once = read(text)
    again = read(once.words)
    assert (again.words, again.understood) == (once.words, ())


def test_table_has_no_sentence_twice():
    texts = [row[1] for row in ROWS]
    assert len(texts) == len(set(texts)) >= 120
    assert all(TABLE.values())


def test_chip_says_what_was_typed_and_what_it_means():
    understood = read("Online MHA in Texas under $30k debt").understood
    assert [(part.text, part.parameter, part.value, part.label) for part in understood] == [
        ("Online", "delivery", "online", "Online"),
        ("MHA", "level", "masters", "Master's degree"),
        ("Texas", "state", "TX", "Texas"),
        ("under $30k debt", "debt_max", 30_000, "Debt up to $30,000"),
    ]


def test_chip_of_a_range_says_both_ends():
    labels = [part.label for part in read("earning 50k-70k").understood]
    assert labels == ["Earnings from $50,000", "Earnings up to $70,000"]


def test_reading_gives_the_address_of_the_search():
    reading = read("mha or dha health policy in tx under 30k debt")
    assert reading.query_string() == "q=health+policy&level=masters&level=doctoral&state=TX&debt_max=30000"


def test_each_chip_can_be_taken_away_from_the_address():
    reading = read("mha in texas or ohio")
    ohio = next(part for part in reading.understood if part.value == "OH")
    assert reading.query_string(without=ohio) == "level=masters&state=TX"


def test_exact_search_has_every_character_that_was_typed():
    text = '  MHA\tin "Texas" \0 50% & more… '
    assert parse_qs(read(text).exact_query_string()) == {"q": [text], "exact": ["1"]}


def test_amount_that_could_be_earnings_or_debt_is_asked_about():
    (question,) = read("mha under 30k").unclear
    assert question.text == "under 30k"
    assert [[part.label for part in choice] for choice in question.choices] == [
        ["Debt up to $30,000"],
        ["Earnings up to $30,000"],
    ]


@pytest.mark.parametrize(
    "text", ["tuition under 20k", "over 2000 students", "24 months", "77002", "debt under 30k", "mha"]
)
def test_nothing_is_asked_about(text):
    assert read(text).unclear == ()


@pytest.mark.parametrize("text", ["mha near me", "nearby schools", "within 25 miles of Dallas", "schools in my area"])
def test_wish_for_schools_close_by_is_noted(text):
    assert read(text).near_me


def test_state_of_maine_is_not_a_wish_for_schools_close_by():
    assert not read("mha in me").near_me


def test_known_name_stays_words_where_its_words_would_be_filters():
    name = "Ottawa University-Online"
    assert read(name).delivery == ("online",)
    assert read(f"mha {name}", names={normalise_name(name)}).words == name


def test_longest_known_name_wins():
    names = {"ohio university", "ohio university main campus"}
    assert read("ohio university main campus online", names).words == "ohio university main campus"


@pytest.fixture(scope="module")
def schools():
    """Every school of the starter data, {name: its states; empty where the release names none}."""
    found = {}
    with gzip.open(SOURCE.starter_file, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["INSTNM"], set()).add(row["STABBR"])
    return found


def test_no_school_is_mistaken_for_another_state(schools):
    mistaken = {
        name: reading.state
        for name, places in schools.items()
        for reading in [read(name), read(name.lower())]
        if reading.state and places != {""} and not set(reading.state) <= places
    }
    assert mistaken == {"Clinton Essex Warren Washington BOCES": ("WA",)}


def test_no_school_is_mistaken_for_anything_when_names_are_known(schools):
    names = {normalise_name(name) for name in schools}
    assert [name for name in schools if " " in normalise_name(name) and read(name, names).understood] == []


def test_every_value_that_can_be_read_is_a_value_of_the_filters():
    allowed = {"level": DegreeLevel.values, "control": Control.values, "delivery": Program.Delivery.values}
    read_values = [(name, value) for wishes in WISH_PHRASES.meanings.values() for name, value, _ in wishes]
    assert [(name, value) for name, value in read_values if value not in allowed[name]] == []
    assert {value for name, value in read_values if name == "level"} == set(DegreeLevel.values)
    assert {read(text).sort for kind, text, *_ in ROWS if kind == "orders"} - {None} <= set(ORDERS)


@pytest.mark.parametrize(("code", "name"), states.PLACES.items())
def test_every_state_and_territory_is_understood_by_name_and_by_postal_code(code, name):
    assert read(name).state == read(name.lower()).state == read(f"Springfield, {code}").state == (code,)


def test_regions_hold_every_state_once_and_no_territory():
    for words in (regions.DIVISIONS_OF, regions.DIVISIONS):
        assert sorted(code for word in words for code in regions.REGIONS[word]) == sorted(states.STATES)
    assert regions.REGIONS.keys() == regions.NAMES.keys()


@pytest.mark.parametrize("word", regions.NAMES)
def test_every_region_is_understood_by_its_name(word):
    assert read(f"schools in the {regions.NAMES[word]}").region == (word,)


def test_reading_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        read("mha").words = "other"


HOSTILE = [
    "\0", "mha\0in\0texas", '"', "* NEAR( OR AND", "mha' OR 1=1 --", "\u202emha\u202c texas", "👩🏽‍⚕️ mha 🎓",
    "\ud800 mha",
    "$", "$$$k", "1" * 5_000, "1," * 5_000, "9" * 400 + " debt", "١٢٣٤ debt", "²k debt", "½k debt", "a" * 10_000,
    "in " * 3_000, "under 30k " * 1_000, "texas " * 2_000, "university of " * 1_000, "north " * 2_000 + "texas",
    "30k-" * 2_500, "a'" * 5_000, "debt " * 2_000, "\u0301" * 5_000, "-" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text[:20]) for text in HOSTILE])
def test_hostile_text_is_read_like_any_other(text):
    reading = read(text)
    assert reading.text == text
    assert reading.query_string().isascii()
    assert reading.exact_query_string().isascii()
    assert "\0" not in reading.words


def test_work_grows_in_step_with_the_text(monkeypatch):
    """Counted, not timed: how often a token is looked up in a text twice as long."""
    calls = []
    monkeypatch.setattr(Sentence, "key", lambda self, index, key=Sentence.key: calls.append(index) or key(self, index))
    for text in ("in ", "under 30k debt ", "texas ", "university of ", "north ", "30k-", "or ", "portland, or "):
        counts = []
        for times in (200, 400):
            calls.clear()
            read(text * times)
            counts.append(len(calls))
        assert counts[1] <= 2.2 * counts[0] + 50, text


PIECES = st.sampled_from(
    sorted(
        word_set(
            "mha bachelor's ms ma as or in me near texas Texas TX washington dc state university college of ohio, "
            "or, public health private nonprofit online not under over 30k $20,000 - debt earn best paid cheapest "
            "north southern the city school informatics portland “ and to between 40 miles west new england "
            "certificate after graduate post "
        )
    )
)
SENTENCES = st.lists(PIECES | st.text(max_size=8), max_size=12).map(" ".join)


@given(SENTENCES | st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read(text):
    reading = read(text)
    assert reading.text == text
    assert parse_qs(reading.query_string(), keep_blank_values=True).keys() <= {"q", *SEVERAL, *ONE}
    for name in ONE:
        assert sum(part.parameter == name for part in reading.understood) <= 1


@given(SENTENCES)
@settings(max_examples=200, deadline=None)
def test_what_is_understood_stands_in_the_text_in_order(text):
    understood = read(text).understood
    assert all(Sentence(text).text[part.start : part.end] == part.text for part in understood)
    assert [part.start for part in understood] == sorted(part.start for part in understood)
    spans = sorted({(part.start, part.end) for part in understood})
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


MAY_BE_DROPPED = known_words() | CONNECTIVES | LONE_SCHOOLS | MILES | {code.lower() for code in states.PLACES}
MAY_BE_DROPPED |= {word for phrase in (*COUNTRY, *NEAR_ME) for word in phrase}
"""Words that say nothing, and those that say once more what was understood before."""


@given(SENTENCES)
@settings(max_examples=200, deadline=None)
def test_words_are_what_no_filter_took(text):
    reading = read(text)
    taken = {index for part in reading.understood for index in range(part.start, part.end)}
    left = [token.key for token in tokens_of(Sentence(text).text) if token.start not in taken]
    words = [token.key for token in tokens_of(reading.words)]
    remaining = iter(left)
    assert all(word in remaining for word in words), "words keep their order and are never made up"
    dropped = Counter(left) - Counter(words)
    assert [word for word in dropped if word not in MAY_BE_DROPPED and not word[0].isdigit()] == []


@given(st.lists(st.sampled_from(["zebra", "quilt", "informatics", "coding", "mha", "texas", "online"]), max_size=8))
def test_word_that_means_nothing_to_us_is_always_searched_for(words):
    unknown = [word for word in words if word not in ("mha", "texas", "online")]
    assert read(" ".join(words)).words.split() == unknown


@given(SENTENCES)
@settings(max_examples=200, deadline=None)
def test_what_is_left_settles_after_a_second_reading_at_most(text):
    once = read(text)
    twice = read(once.words)
    assert read(twice.words).words == twice.words


def test_two_distances_in_each_other_are_both_dropped():
    assert read("40 40 miles miles").words == ""

"""Typing errors are corrected, and only typing errors."""

import csv
import gzip
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.importers.field_of_study import SOURCE
from programs.query import known_words, read
from programs.spelling import LONGEST, MOST_WORDS, SHORTEST, Suggestion, suggest
from programs.words import words_of

CORRECTED = [
    ("univercity of phenix", "university of phoenix"),
    ("helth admin purdu", "health admin purdue"),
    ("bachlors in texs", "bachelors in texas"),
    ("onlin mastrs texas", "online masters texas"),
    ("assosiate degree", "associate degree"),
    ("certifcate", "certificate"),
    ("certificat coding", "certificate coding"),
    ("managment", "management"),
    ("manegment", "management"),
    ("mediacl services", "medical services"),
    ("adminstrative", "administrative"),
    ("healtcare university", "healthcare university"),
    ("pensylvania", "pennsylvania"),
    ("massachusets", "massachusetts"),
    ("misissippi", "mississippi"),
    ("califronia", "california"),
    ("univeristy of flordia", "university of florida"),
    ("univrsty", "university"),
    ("colledge", "college"),
    ("comunity college", "community college"),
    ("strayr", "strayer"),
    ("dvery university", "devry university"),
    ("cheepest mha", "cheapest mha"),
    ("hybird", "hybrid"),
    ("nonproft", "nonprofit"),
    ("public helath", "public health"),
    ("busines", "business"),
    ("Purdu Global", "Purdue Global"),
    ("MASTRES, ONLINE", "MASTERS, ONLINE"),
    ("“Univercity” (Phenix)!", "“University” (Phoenix)!"),
]
LEFT_ALONE = [
    "",
    "university of phoenix",
    "mha",
    "online mha in texas under 30k debt",
    "admin",
    "purd",
    "pho",
    "101",
    "5107 2026 77002",
    "g3org1a",
    "txs",
    "asdfgh",
    "qwertyuiop",
    "xyzzy",
    "zebra quilt",
    "kaplan",
    "walden",
    "vanderbilt",
    "tuition",
    "salary",
    "medical billing",
    "epidemiology",
    "adminstrashun",
    "???",
    "健康管理",
    "\0",
]


@pytest.fixture(scope="module")
def vocabulary():
    """The words of every school, field, level and place of the starter data, with how many programs have them."""
    counts = Counter()
    with gzip.open(SOURCE.starter_file, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            counts.update(set(words_of(f"{row['INSTNM']} {row['CIPDESC']} {row['CREDDESC']}", most=None)))
    return dict(counts)


@pytest.mark.parametrize(("typed", "meant"), CORRECTED)
def test_typing_error_is_corrected(vocabulary, typed, meant):
    assert suggest(typed, vocabulary).text == meant


@pytest.mark.parametrize("typed", LEFT_ALONE)
def test_what_is_right_or_nonsense_is_left_alone(vocabulary, typed):
    assert suggest(typed, vocabulary) is None


def test_suggestion_says_which_words_changed(vocabulary):
    assert suggest("univercity of phenix", vocabulary) == Suggestion(
        "university of phoenix", (("univercity", "university"), ("phenix", "phoenix"))
    )


def test_more_frequent_of_two_equally_near_words_is_meant():
    assert suggest("coxing", {"coding": 9, "boxing": 80, "coring": 3}).text == "coding"
    assert suggest("coxing", {"coding": 3, "coring": 9}).text == "coring"


def test_nearer_word_is_meant_however_rare():
    assert suggest("managemnet", {"managements": 900, "management": 1}).text == "management"


def test_word_with_another_first_letter_is_meant_only_when_one_letter_is_wrong():
    assert suggest("jealthcare", {"healthcare": 1}).text == "healthcare"
    assert suggest("jealthcarr", {"healthcare": 1}) is None


def test_plural_of_what_was_typed_is_no_correction():
    assert suggest("billing", {"billings": 7}) is None


def test_corrected_sentence_is_understood(vocabulary):
    reading = read(suggest("bachlors in texs", vocabulary).text)
    assert (reading.level, reading.state) == (("bachelors",), ("TX",))


def test_without_a_vocabulary_the_words_of_the_reader_are_known():
    assert suggest("mastres in nursign", {}).text == "masters in nursign"


def test_only_the_first_words_of_a_long_text_are_looked_at(vocabulary):
    assert suggest(" ".join(["phoenix"] * MOST_WORDS + ["phenix"]), vocabulary) is None


@given(
    st.lists(st.sampled_from(["univercity", "Phenix", "mha", "30k", "qqq", "“"]) | st.text(max_size=12)).map(" ".join)
)
@settings(max_examples=200, deadline=None)
def test_any_text_may_be_corrected_and_only_words_change(text):
    words = {"university": 5, "phoenix": 3, "health": 9}
    suggestion = suggest(text, words)
    if suggestion:
        assert suggestion.text != text
        assert all(meant.lower() in words.keys() | known_words() for _, meant in suggestion.changed)
        assert all(len(meant) >= SHORTEST for _, meant in suggestion.changed)


@given(st.sampled_from(["management", "university", "healthcare", "administration"]), st.data())
@settings(max_examples=100, deadline=None)
def test_two_neighbouring_letters_swapped_in_a_long_word_are_swapped_back(word, data):
    place = data.draw(st.integers(1, len(word) - 2))
    typed = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    suggestion = suggest(typed, dict.fromkeys(["management", "university", "healthcare", "administration"], 1))
    assert typed == word or suggestion.text == word


def test_very_long_word_is_left_alone(vocabulary):
    assert suggest("a" * (LONGEST + 1), vocabulary) is None
    assert suggest("phenix" * 5_000, vocabulary) is None

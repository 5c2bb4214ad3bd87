"""Why a result stands where it stands."""

import pytest

from programs.cards import Card
from programs.models import Synonym
from programs.reasons import reason
from programs.search import TextQuery
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def said(program, text, order="relevance"):
    return reason(Card(program), TextQuery(text), order)


def test_each_word_is_said_with_where_it_was_found():
    program = ProgramFactory(school__name="Texas Woman's University", school__state="TX", level="masters")
    assert said(program, "woman") == "Found “woman” in the school's name."
    assert said(program, "tx masters") == "Found “tx” in the place, “masters” in the level."
    assert said(program, "texas univ") == "Found “texas univ” in the school's name."


def test_a_former_name_is_named():
    program = ProgramFactory(school__name="Purdue University Global", school__former_names="Kaplan University")
    assert said(program, "kaplan") == "Found “kaplan” in a former name, Kaplan University."


def test_a_synonym_and_another_form_of_a_word_count_as_found():
    Synonym.objects.create(word="management", alike="administration")
    program = ProgramFactory(school__name="Pace", title="Health and Medical Administrative Services")
    assert said(program, "management") == "Found “management” in the subject."


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        ("-earnings", "Ordered by median earnings: $60,000."),
        ("debt", "Ordered by median debt: $30,000."),
        ("-completers", "Ordered by graduates a year: 1,200."),
        ("payback", "Ordered by debt as a share of a year's earnings: 50%."),
        ("name", ""),
    ],
)
def test_an_order_by_a_figure_says_the_figure(order, sentence):
    program = ProgramFactory(outcome__earnings=60_000, outcome__debt=30_000, outcome__completers=1_200)
    assert said(program, "", order) == sentence


def test_a_blank_says_that_it_is_why_the_program_comes_last():
    program = ProgramFactory(outcome__earnings=None, outcome__earnings_horizon=None)
    assert said(program, "", "-earnings") == "Ordered by median earnings: Not published, so among the last."
    assert said(program, "", "payback").endswith("one of the two is not published, so among the last.")

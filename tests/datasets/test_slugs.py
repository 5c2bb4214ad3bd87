"""Slugs of new rows: the first candidate that nobody has, in the order of the rows."""

import pytest

from careerportal.datasets import slugs
from programs.models import School
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db


def given(*candidates, longest=200):
    rows = [School(name=str(number)) for number in range(len(candidates))]
    slugs.give(rows, lambda row: candidates[int(row.name)], longest)
    return [row.slug for row in rows]


def test_each_row_gets_its_first_candidate_where_nobody_has_it():
    assert given(("Pace University", "1"), ("Clemson University", "2")) == ["pace-university", "clemson-university"]


def test_a_slug_that_a_row_has_already_is_not_given_again():
    SchoolFactory(slug="pace"), SchoolFactory(slug="pace-ny")
    assert given(("Pace", "Pace NY", "Pace 194310")) == ["pace-194310"]


def test_of_two_rows_that_want_the_same_the_first_has_it():
    assert given(("Pace", "Pace 1"), ("Pace", "Pace 2")) == ["pace", "pace-2"]


def test_a_rows_second_choice_may_be_anothers_first():
    SchoolFactory(slug="pace"), SchoolFactory(slug="pace-ny-2")
    wanted = ("Pace", "Pace NY"), ("Pace NY", "Pace NY 2", "Pace NY 3")
    assert given(*wanted) == ["pace-ny", "pace-ny-3"]


def test_a_name_without_a_letter_falls_to_the_next():
    assert given(("★★★", "School 7")) == ["school-7"]


def test_what_is_too_long_is_cut_and_may_then_be_taken():
    assert given(("University of A", "1"), ("University of B", "2"), longest=13) == ["university-of", "2"]


def test_one_query_is_enough_where_nothing_is_taken(django_assert_num_queries):
    with django_assert_num_queries(1):
        given(*((f"School {number}", f"{number}") for number in range(50)))

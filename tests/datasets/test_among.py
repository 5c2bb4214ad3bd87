"""Rows of which a column has one of many values, whatever stands in the values."""

import pytest

from careerportal.datasets.among import Among
from programs.models import Program, School
from tests.factories import ProgramFactory, SchoolFactory

pytestmark = pytest.mark.django_db

ODD = ["", "plain", 'a "quote"', "back\\slash", "comma, {brace}", "it's", "NULL", "Díaz", "50% %s", "tab\there", "😀"]


@pytest.mark.parametrize("text", ODD)
def test_a_text_is_found_by_itself_and_by_nothing_else(text):
    SchoolFactory(aliases=text)
    assert School.objects.filter(aliases__among=[text, "another"]).count() == 1
    assert not School.objects.filter(aliases__among=[one for one in ODD if one != text]).exists()


def test_a_text_is_not_found_by_a_longer_one():
    school = SchoolFactory(unitid=7)
    ProgramFactory(school=school, federal_key="x" * 60)
    assert not Program.objects.filter(federal_key__among=["x" * 61]).exists()


def test_numbers_are_found_and_rows_without_one_are_not():
    schools = [SchoolFactory(unitid=100_001), SchoolFactory(unitid=None), SchoolFactory(unitid=100_003)]
    found = School.objects.filter(unitid__among=(100_001, 100_002))
    assert list(found) == schools[:1]
    assert list(School.objects.filter(pk__among={one.pk for one in schools}).order_by("pk")) == schools


def test_related_rows_are_found_by_their_numbers():
    program = ProgramFactory()
    ProgramFactory()
    assert list(Program.objects.filter(school__pk__among=[program.school_id])) == [program]


def test_of_no_values_nothing_is_found():
    SchoolFactory()
    assert not School.objects.filter(unitid__among=[]).exists()
    assert School.objects.exclude(unitid__among=[]).count() == 1


def test_many_values_are_one_statement(django_assert_num_queries):
    school = SchoolFactory(unitid=99_999)
    with django_assert_num_queries(1):
        assert School.objects.filter(unitid__among=range(100_000)).get() == school


def test_it_writes_rows_too():
    school, other = SchoolFactory(unitid=1), SchoolFactory(unitid=2)
    School.objects.filter(pk__among=[school.pk]).update(city="Denton")
    other.refresh_from_db()
    assert (School.objects.get(city="Denton"), other.city) == (school, "")


def test_every_kind_of_column_knows_it():
    assert School._meta.get_field("unitid").get_lookup("among") is Among

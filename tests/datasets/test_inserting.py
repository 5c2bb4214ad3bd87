"""New rows go in by the thousand as they would one by one: every value, every number, every trigger."""

import pytest
from django.db import IntegrityError, connection, transaction

from careerportal.datasets.fresh_rows import FreshRows
from careerportal.datasets.inserting import MOST_TOGETHER, insert
from programs.models import Program, ProgramOutcome, School
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db

TEXTS = [
    "", "plain", "tab\there", "line\nbreak", "return\rhere", "back\\slash", r"\N", r"\.", "\\", "it's \"quoted\"",
    "50% of %s", "Juana Díaz", "日本", "😀", "{a,b}", " spaces ", ",", "NULL",
]  # fmt: skip


def school(number, **values):
    return School(unitid=number, name=f"School {number}", slug=f"school-{number}", control="public", **values)


def outcome(school, level, **values):
    return ProgramOutcome(school=school, cip4="51.07", level=level, **values)


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_arrives_as_it_is(text):
    insert(School, [school(1, aliases=text), school(2, aliases="another")])
    assert list(School.objects.order_by("pk").values_list("aliases", flat=True)) == [text, "another"]


def test_a_column_of_one_value_arrives_in_every_row():
    insert(School, [school(1, aliases="tab\there"), school(2, aliases="tab\there")])
    assert set(School.objects.values_list("aliases", flat=True)) == {"tab\there"}


def test_numbers_blanks_truths_and_what_json_holds_arrive_as_they_are():
    insert(School, [school(1, latitude=-33.123456789, longitude=0.0, is_listed=False), school(2, is_listed=True)])
    first, second = School.objects.order_by("pk")
    assert (first.latitude, first.longitude, first.is_listed) == (-33.123456789, 0.0, False)
    assert (second.latitude, second.is_listed) == (None, True)
    blanks = {"debt": "withheld", "why": 'a "quoted" word\\'}
    insert(ProgramOutcome, [outcome(first, "masters", debt=0, blanks=blanks), outcome(first, "bachelors")])
    assert [(one.debt, one.blanks) for one in ProgramOutcome.objects.order_by("pk")] == [(0, blanks), (None, {})]


def test_rows_know_their_numbers_and_later_ones_go_on_from_there():
    rows = [school(1), school(2)]
    insert(School, rows)
    assert [row.pk for row in rows] == list(School.objects.order_by("unitid").values_list("pk", flat=True))
    assert SchoolFactory().pk > rows[-1].pk
    assert not rows[0]._state.adding


def test_more_rows_than_one_statement_takes():
    count = MOST_TOGETHER + 7
    insert(School, [school(number) for number in range(1, count + 1)])
    assert list(School.objects.order_by("pk").values_list("unitid", flat=True)) == list(range(1, count + 1))


def test_what_the_database_forbids_is_refused_in_djangos_words():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(School, [school(1), school(1)])
    assert not School.objects.exists()


def test_programs_that_come_together_are_indexed_each_by_its_own_words():
    """What the index holds of them is what it would hold had they come one by one."""
    schools = [
        SchoolFactory(name="Pace University", state="NY", former_names="Briarcliff College"),
        SchoolFactory(name="Universidad Díaz", state="", display_name="Díaz"),
    ]
    made = {"cip": "51.07", "description": ""}
    rows = [
        Program(school=one, title=title, level=level, slug=f"{one.slug}-{number}", **made)
        for one in schools
        for number, (title, level) in enumerate(
            [("Health Services", "masters"), ("Health Services", "doctoral"), ("Nursing", "masters")]
        )
    ]
    insert(Program, rows)
    together = indexed()
    Program.objects.all().delete()
    assert indexed() == []
    for row in rows:
        row.save(force_insert=True)
    assert together == indexed()
    assert len(together) == len(rows)


def indexed():
    columns = "rowid, school, title, place, level" if connection.vendor == "sqlite" else "program_id, document::text"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM program_search ORDER BY 1")
        return cursor.fetchall()


class TestFreshRows:
    def test_a_fresh_row_is_what_the_constructor_makes(self):
        values = {"school_id": 7, "cip": "51.07", "level": "masters", "title": "Health", "slug": "health"}
        fresh, made = FreshRows(Program).row(values), Program(**values)
        assert {**vars(fresh), "_state": None} == {**vars(made), "_state": None}
        assert fresh._state.adding

    def test_no_two_rows_share_what_can_be_changed(self):
        fresh = FreshRows(ProgramOutcome)
        one, other = fresh.row({"cip4": "51.07"}), fresh.row({"cip4": "51.08"})
        one.blanks["debt"] = "withheld"
        assert (other.blanks, fresh.row({}).cip4) == ({}, "")

    def test_a_related_row_is_taken_as_the_constructor_takes_it(self):
        school = SchoolFactory()
        assert FreshRows(Program).row({"school": school}).school is school

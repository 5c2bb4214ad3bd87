"""Rows get new values by the thousand as they would one by one, and say when."""

from datetime import UTC, date, datetime

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from careerportal.datasets.rewriting import rewrite
from programs.models import Program, ProgramOutcome, School
from tests.datasets.test_inserting import TEXTS, indexed
from tests.factories import ProgramFactory, SchoolFactory

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_arrives_as_it_is(text):
    schools = [SchoolFactory(), SchoolFactory(city="Denton")]
    schools[0].aliases = text
    rewrite(School, schools[:1], ["aliases"])
    assert School.objects.get(pk=schools[0].pk).aliases == text
    assert School.objects.get(pk=schools[1].pk).city == "Denton"


def test_numbers_blanks_days_and_truths_arrive_as_they_are():
    one, other = SchoolFactory(latitude=1.5, longitude=2.5), SchoolFactory(closed_on=date(2020, 1, 1))
    columns = ("latitude", "longitude", "closed_on", "is_listed")
    told = [(None, None, date(2026, 11, 27), False), (-33.123456789, 0.0, None, True)]
    for school, values in zip((one, other), told, strict=True):
        for name, value in zip(columns, values, strict=True):
            setattr(school, name, value)
    rewrite(School, [one, other], columns)
    assert list(School.objects.order_by("pk").values_list(*columns)) == told


def test_what_json_holds_and_which_row_is_named_arrive_as_they_are():
    program = ProgramFactory()
    outcome = program.outcome
    outcome.blanks = {"debt": 'a "quoted" word\\'}
    rewrite(ProgramOutcome, [outcome], {"blanks"})
    program.outcome_id = None
    rewrite(Program, [program], {"outcome_id"})
    assert ProgramOutcome.objects.get().blanks == {"debt": 'a "quoted" word\\'}
    assert Program.objects.get().outcome is None


def test_other_columns_stay_as_they_are():
    program = ProgramFactory(title="Health", level="masters")
    program.title, program.level = "Nursing", "doctoral"
    rewrite(Program, [program], ["title"])
    program.refresh_from_db()
    assert (program.title, program.level) == ("Nursing", "masters")


def test_a_row_that_changed_says_when_and_others_do_not():
    one, other = ProgramFactory(), ProgramFactory()
    Program.objects.update(updated_at=LONG_AGO)
    one.is_current = False
    rewrite(Program, [one], ["is_current"])
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.updated_at > other.updated_at == LONG_AGO


def test_the_index_of_words_follows():
    programs = [ProgramFactory(title="Health"), ProgramFactory(title="Nursing")]
    for program in programs:
        program.title = "Midwifery"
    rewrite(Program, programs, ["title"])
    assert sum("midwif" in str(row).lower() for row in indexed()) == 2


def test_what_the_database_forbids_is_refused_in_djangos_words():
    SchoolFactory(slug="one")
    other = SchoolFactory()
    other.slug = "one"
    with pytest.raises(IntegrityError), transaction.atomic():
        rewrite(School, [other], ["slug"])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite takes texts of any length")
def test_a_text_that_is_too_long_is_refused_and_not_cut():
    school = SchoolFactory()
    school.name = "x" * 201
    with pytest.raises(DataError), transaction.atomic():
        rewrite(School, [school], ["name"])


def test_nothing_to_write_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        rewrite(School, [], ["name"])
        rewrite(School, [SchoolFactory.build()], [])

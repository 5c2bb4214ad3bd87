"""Words to programs, the same on both databases."""

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.models import Program, School, Synonym
from programs.search import TextQuery
from programs.words import words_of
from tests.factories import ProgramFactory, SchoolFactory

pytestmark = pytest.mark.django_db


def found(text):
    return sorted(program.school.name for program in Program.objects.matching(text).select_related("school"))


class TestFinding:
    @pytest.mark.parametrize(
        "text",
        [
            "texas woman",
            "Texas Woman's",
            "Texas Woman’s University",
            "WOMANS",
            "texas master",
            "health administration",
            "TX health",
            "univers",
            "universi",
            "woman health texas masters",
            "mha texas",
        ],
    )
    def test_words_find_a_program_by_school_field_place_and_level(self, text):
        ProgramFactory(school__name="Texas Woman's University", school__state="TX", level=DegreeLevel.MASTERS)
        ProgramFactory(
            school__name="Pace College", school__state="NY", level=DegreeLevel.ASSOCIATE, title="Culinary Arts"
        )
        assert found(text) == ["Texas Woman's University"]

    def test_every_word_must_be_found(self):
        ProgramFactory(school__name="Pace University")
        assert found("pace alaska") == []

    def test_accents_do_not_matter(self):
        ProgramFactory(school__name="Dewey University-Juana Díaz")
        assert found("juana diaz") == found("Juana DÍAZ") == ["Dewey University-Juana Díaz"]

    def test_a_former_name_finds_the_school(self):
        ProgramFactory(school__name="Purdue University Global", school__former_names="Kaplan University")
        assert found("kaplan") == ["Purdue University Global"]

    def test_curators_synonyms_are_found_too(self):
        Synonym.objects.create(word="healthcare", alike="health, hospital administration")
        ProgramFactory(school__name="One", title="Health and Medical Administrative Services")
        ProgramFactory(school__name="Two", title="Hospital Administration")
        ProgramFactory(school__name="Three", title="Culinary Arts")
        assert found("health care") == found("Healthcare") == ["One", "Two"]

    def test_an_empty_text_narrows_nothing_and_one_without_words_finds_nothing(self):
        ProgramFactory(school__name="Pace University")
        assert found("  ") == ["Pace University"]
        assert found("😀 ***") == []

    def test_it_composes_with_filters(self):
        ProgramFactory(school__name="Pace University", level=DegreeLevel.MASTERS)
        ProgramFactory(school__name="Pace University", level=DegreeLevel.BACHELORS)
        assert Program.objects.matching("pace").at_level(DegreeLevel.MASTERS).count() == 1

    def test_all_words_in_the_schools_name_come_first(self):
        ProgramFactory(school__name="Albany College", school__state="TX")
        ProgramFactory(school__name="Texas College", school__state="OK")
        ranked = Program.objects.matching("texas").by_relevance(TextQuery("texas"))
        assert [program.school.name for program in ranked] == ["Texas College", "Albany College"]


class TestStayingCurrent:
    """Nothing that writes may be missed: the database's triggers see to it."""

    def test_bulk_create_is_indexed(self):
        school = SchoolFactory(name="Pace University")
        Program.objects.bulk_create(
            [Program(school=school, cip="51.07", level="masters", title="Health Services", slug="pace")]
        )
        assert found("pace") == ["Pace University"]

    def test_an_update_of_many_is_indexed(self):
        ProgramFactory(school__name="Pace University", title="Health Services")
        Program.objects.update(title="Nursing Home Administration")
        assert found("nursing") == ["Pace University"]
        assert found("services") == []

    def test_a_schools_new_name_is_indexed(self):
        ProgramFactory(school__name="Kaplan University")
        School.objects.update(name="Purdue University Global")
        assert found("purdue") == ["Purdue University Global"]
        assert found("kaplan") == []

    def test_a_move_to_another_school_is_indexed(self):
        program = ProgramFactory(school__name="Kaplan University")
        program.school = SchoolFactory(name="Purdue University Global")
        program.save()
        assert found("purdue") == ["Purdue University Global"]

    def test_a_deleted_program_is_gone_from_the_index(self):
        ProgramFactory(school__name="Pace University")
        School.objects.all().delete()
        ProgramFactory(school__name="Clemson University")
        assert found("pace") == []

    @pytest.mark.django_db(transaction=True)
    def test_a_flush_empties_the_index(self):
        ProgramFactory(id=7, school__name="Pace University")
        call_command("flush", interactive=False, verbosity=0)
        ProgramFactory(id=7, school__name="Clemson University")
        assert found("pace") == []
        assert found("clemson") == ["Clemson University"]


HOSTILE = [
    '"', "*", "NEAR(", "a NEAR b", "C++ \"unbal' OR -x* (", "\x00", "x" * 10_000, "😀", "\u202eevil", "'; DROP TABLE",
    "AND", "OR NOT", "a:b", "^a", "{school} : x", "\\", "%", "_", "a <-> b", "!a", "a:*", "ﬁnance", "İstanbul", "٣٤",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_never_raises(text):
    list(Program.objects.matching(text).by_relevance(TextQuery(text)))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_text_raises(text):
    list(Program.objects.matching(text).by_relevance(TextQuery(text)))


@given(st.text())
def test_words_are_letters_and_digits_only(text):
    assert all(word.isalnum() for word in words_of(text))

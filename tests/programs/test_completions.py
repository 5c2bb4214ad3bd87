"""How many finish, year by year: read from IPEDS completions, summed as programs are, and never guessed."""

import pytest
from django.urls import reverse

from careerportal.datasets import publishing
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.models import Finding
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.registry import get
from careerportal.sync import ledger
from careerportal.sync.models import Change
from programs.completions import Completions, trends
from programs.models import Program, School
from tests import federal_files
from tests.factories import CompletionsFactory, ProgramFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def masters():
    return ProgramFactory(school__unitid=229179)


def load(path, edition="2023-24", **options):
    return refresh(get("ipeds-completions"), path, edition=edition, **options)


def years(program):
    return [(one.words, one.awards.value, one.awards.status.value) for one in trends([program])[program.pk].years]


class TestImport:
    def test_awards_of_our_fields_and_schools_are_kept(self, masters, tmp_path):
        load(federal_files.completions(tmp_path, {}, {"CIPCODE": "52.0201"}, {"CIPCODE": "99", "CTOTALT": "9999"}))
        row = Completions.objects.get()
        assert (row.school, row.cip, row.level) == (masters.school, "51.0701", "masters")
        assert (row.year, row.awards) == (2024, 94)
        assert row.release.edition == "2023-24"

    def test_second_majors_are_not_counted(self, masters, tmp_path):
        load(federal_files.completions(tmp_path, {}, {"MAJORNUM": "2", "CTOTALT": "5"}))
        assert Completions.objects.get().awards == 94

    def test_the_same_file_twice_changes_nothing(self, masters, tmp_path):
        path = federal_files.completions(tmp_path, {}, {"AWLEVEL": "8"})
        load(path)
        assert load(path).is_empty

    def test_years_stand_beside_each_other_and_one_can_be_taken_back(self, masters, tmp_path):
        load(federal_files.completions(tmp_path, {"CTOTALT": "90"}), "2022-23")
        load(federal_files.completions(tmp_path, {}))
        assert years(masters) == [("2022–23", 90, "reported"), ("2023–24", 94, "reported")]
        publishing.roll_back(publishing.newest_live("ipeds-completions"))
        assert years(masters) == [("2022–23", 90, "reported")]

    def test_partners_are_told_of_the_programs_whose_trend_moved(self, masters, tmp_path):
        ProgramFactory(school=masters.school, level="bachelors")
        load(federal_files.completions(tmp_path, {}))
        serial = ledger.serial()
        load(federal_files.completions(tmp_path, {"CTOTALT": "90"}), "2022-23")
        told = Change.objects.filter(serial__gt=serial).exclude(resource="releases")
        administration = Program.objects.get(cip="51.0701")
        assert list(told.values_list("resource", "key", "action")) == [("programs", administration.slug, "updated")]

    def test_partners_are_told_of_a_program_whose_awards_a_revised_file_lacks(self, masters, tmp_path):
        load(federal_files.completions(tmp_path, {}))
        load(federal_files.completions(tmp_path, {}, {"AWLEVEL": "5"}), "2022-23")
        load(federal_files.completions(tmp_path, {"CTOTALT": "90"}, {"AWLEVEL": "5"}), "2023-24")
        serial = ledger.serial()
        load(federal_files.completions(tmp_path, {"AWLEVEL": "5"}), "2022-23", accept=True)
        told = Change.objects.filter(serial__gt=serial).exclude(resource="releases")
        administration = Program.objects.get(cip="51.0701", level="masters")
        assert list(told.values_list("resource", "key", "action")) == [("programs", administration.slug, "updated")]

    def test_school_that_the_portal_does_not_have_is_a_finding_once(self, masters, tmp_path):
        other = {"UNITID": "100654"}
        load(federal_files.completions(tmp_path, {}, other, other | {"AWLEVEL": "5"}))
        assert Finding.objects.get(kind="school that the portal does not have").subject == "UNITID 100654"
        assert not School.objects.filter(unitid=100654).exists()

    @pytest.mark.parametrize(
        ("bad", "message"),
        [
            ({"CIPCODE": "51.07"}, "CIPCODE '51.07' is not a CIP code of six digits"),
            ({"CIPCODE": "x"}, "CIPCODE 'x'"),
            ({"AWLEVEL": "99"}, "AWLEVEL '99'"),
            ({"MAJORNUM": "3"}, "MAJORNUM '3'"),
            ({"CTOTALT": "-1"}, "CTOTALT '-1'"),
            ({"CTOTALT": "9" * 30}, "CTOTALT"),
            ({"UNITID": "abc"}, "UNITID 'abc'"),
            ({}, "stands on row 2 already"),
        ],
    )
    def test_bad_row_is_named_and_nothing_is_changed(self, masters, tmp_path, bad, message):
        with pytest.raises(Refused) as refused:
            load(federal_files.completions(tmp_path, {}, bad))
        (problem,) = refused.value.report.problems.errors
        assert message in str(problem)
        assert not Completions.objects.exists()

    @pytest.mark.parametrize("edition", ["May 2025", "2023-25", "24"])
    def test_edition_must_be_an_academic_year(self, masters, tmp_path, edition):
        with pytest.raises(UnusableFile, match="is no academic year"):
            load(federal_files.completions(tmp_path, {}), edition)


class TestTrend:
    def test_program_of_a_four_digit_field_is_the_sum_of_its_six_digit_ones(self, masters):
        for cip, awards in (("51.0701", 6), ("51.0705", 4), ("51.0801", 100)):
            CompletionsFactory(school=masters.school, cip=cip, awards=awards)
        assert years(masters) == [("2023–24", 10, "reported")]

    def test_program_of_six_digits_is_its_own_field_alone(self):
        program = ProgramFactory(cip="51.0705")
        CompletionsFactory(school=program.school, cip="51.0705", awards=4)
        CompletionsFactory(school=program.school, cip="51.0701", awards=6)
        assert years(program) == [("2023–24", 4, "reported")]

    def test_graduate_certificates_of_both_kinds_stand_together(self):
        program = ProgramFactory(level="graduate-certificate")
        CompletionsFactory(school=program.school, level="postbaccalaureate", awlevel="6", awards=3)
        CompletionsFactory(school=program.school, level="postmasters", awlevel="8", awards=2)
        assert years(program) == [("2023–24", 5, "reported")]

    def test_zero_is_a_figure_and_a_year_without_a_row_is_not_offered(self, masters):
        CompletionsFactory(school=SchoolFactory(), year=2022)
        CompletionsFactory(school=masters.school, year=2023, awards=0)
        CompletionsFactory(school=masters.school, year=2024, awards=6)
        assert years(masters) == [
            ("2021–22", None, "not_offered"),
            ("2022–23", 0, "reported"),
            ("2023–24", 6, "reported"),
        ]

    def test_program_without_any_row_has_no_trend(self, masters):
        CompletionsFactory(school=masters.school, level="bachelors", awlevel="5")
        assert trends([masters]) == {}


class TestPages:
    def test_program_page_shows_the_years_with_source_and_edition(self, client, masters):
        CompletionsFactory(school=masters.school, year=2023, awards=9, release__edition="2022-23")
        CompletionsFactory(school=masters.school, year=2024, awards=6)
        text = client.get(masters.get_absolute_url()).content.decode()
        assert "9 in 2022–23, 6 in 2023–24" in text
        assert "IPEDS completions" in text
        assert "2023-24 edition" in text

    def test_program_page_says_nothing_of_it_where_nothing_is_loaded(self, client, masters):
        assert "year by year" not in client.get(masters.get_absolute_url()).content.decode()

    def test_comparison_sets_the_years_side_by_side(self, client, masters):
        CompletionsFactory(school=masters.school, awards=6)
        other = ProgramFactory()
        text = client.get(reverse("programs:compare"), {"p": [masters.slug, other.slug]}).content.decode()
        assert "2023–24: 6" in text
        assert "None on record" in text

    def test_api_gives_each_year_with_its_source(self, client, masters):
        CompletionsFactory(school=masters.school, awards=6)
        answer = client.get(reverse("api-v1:program-detail", args=[masters.slug])).json()
        (year,) = answer["completions"]
        assert (year["year"], year["awards"]) == (2024, {"value": 6, "status": "reported"})
        assert year["source"]["edition"] == "2023-24"

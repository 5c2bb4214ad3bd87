"""What schools offer at a distance: read from the federal file, said of the school alone, and never guessed."""

import pytest
from django.urls import reverse

from careerportal.datasets import publishing
from careerportal.datasets.changelog import COLUMNS
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.models import Finding
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.registry import get
from careerportal.reports.facts import find
from careerportal.sync.models import Change
from programs.charges import StudentLevel
from programs.distance_education import SENTENCES, DistanceEducation, fitting
from programs.models import School
from tests import federal_files
from tests.datasets.test_publishing import federal_columns
from tests.factories import ProgramFactory, ReleaseFactory, SchoolFactory

pytestmark = pytest.mark.django_db

UNDERGRADUATE, GRADUATE = ("DSTNUGC", "DSTNUGP", "DSTNUGN"), ("DSTNGC", "DSTNGP", "DSTNGN")


def load(path, edition="2024-25", **options):
    return refresh(get("ipeds-offerings"), path, edition=edition, **options)


def answers(columns, *codes):
    return dict(zip(columns, codes, strict=True))


def words():
    school = School.objects.get(unitid=229179)
    return school.distance_undergraduate, school.distance_graduate


@pytest.fixture
def school():
    return SchoolFactory(unitid=229179, name="Texas Woman's University", state="TX")


def told(school, **facts):
    """Give a school what a file would have said of it."""
    release = ReleaseFactory(source="ipeds-offerings", edition="2024-25")
    School.objects.filter(pk=school.pk).update(distance_release=release, **facts)
    return School.objects.get(pk=school.pk)


class TestImport:
    def test_a_school_gets_a_word_for_each_level_and_the_edition_it_is_of(self, tmp_path, school):
        report = load(federal_files.offerings(tmp_path, {}, {"UNITID": "999999"}))
        assert words() == ("courses", "programs")
        assert School.objects.get().distance_release.edition == "2024-25"
        assert report.tables()["schools"]["updated"] == 1
        assert not Finding.objects.exists()

    @pytest.mark.parametrize(
        ("codes", "word"),
        [
            (("1", "1", "0"), "programs"),
            (("0", "1", "0"), "programs"),
            (("1", "0", "0"), "courses"),
            (("0", "0", "1"), "none"),
            (("-2", "-2", "-2"), "no-level"),
            (("-1", "-1", "-1"), ""),
            ((".", ".", "."), ""),
            (("", "", ""), ""),
            (("-3", "1", "0"), ""),
        ],
    )
    def test_three_answers_are_one_word(self, tmp_path, school, codes, word):
        load(federal_files.offerings(tmp_path, answers(GRADUATE, *codes)))
        assert words() == ("courses", word)
        assert not Finding.objects.exists()

    @pytest.mark.parametrize("codes", [("1", "1", "1"), ("0", "0", "0"), ("0", "1", "1"), ("-2", "1", "0")])
    def test_answers_that_contradict_each_other_are_left_blank_and_a_person_is_told(self, tmp_path, school, codes):
        told(school, distance_undergraduate="none")
        load(federal_files.offerings(tmp_path, answers(UNDERGRADUATE, *codes)))
        assert words() == ("", "programs")
        finding = Finding.objects.get()
        assert (finding.kind, finding.subject) == ("distance education in doubt", "UNITID 229179, undergraduate")
        assert f"DSTNUGC {codes[0]}, DSTNUGP {codes[1]}, DSTNUGN {codes[2]}" in finding.message

    def test_a_school_wholly_at_a_distance_offers_all_programs_of_its_levels(self, tmp_path, school):
        only = answers(UNDERGRADUATE, "-2", "-2", "-2")
        load(federal_files.offerings(tmp_path, {"DISTNCED": "1"} | only))
        assert words() == ("no-level", "all-programs")

    def test_all_programs_at_a_distance_and_none_at_one_level_is_a_contradiction(self, tmp_path, school):
        load(federal_files.offerings(tmp_path, {"DISTNCED": "1"}))
        assert words() == ("", "all-programs")
        assert "all programs at a distance" in Finding.objects.get().message

    def test_a_school_that_was_not_asked_has_not_told(self, tmp_path, school):
        nothing = answers(UNDERGRADUATE + GRADUATE, *["-2"] * 6)
        load(federal_files.offerings(tmp_path, {"DISTNCED": "-2"} | nothing))
        assert words() == ("", "")
        assert not Finding.objects.exists()

    def test_the_same_file_twice_changes_nothing(self, tmp_path, school):
        path = federal_files.offerings(tmp_path, {})
        load(path)
        assert load(path).is_empty

    def test_each_edition_replaces_the_one_before_and_a_rollback_brings_it_back_exactly(self, tmp_path, school):
        gone = SchoolFactory(unitid=1)
        load(federal_files.offerings(tmp_path, {}, {"UNITID": "1"}, name="ic2023.csv"), edition="2023-24")
        before = federal_columns()
        load(federal_files.offerings(tmp_path, answers(GRADUATE, "0", "0", "1")))
        assert words() == ("courses", "none")
        assert School.objects.get(pk=gone.pk).distance_release.edition == "2023-24"
        publishing.roll_back(publishing.newest_live("ipeds-offerings"))
        assert federal_columns() == before

    def test_partners_hear_of_the_school(self, tmp_path, school):
        SchoolFactory()
        load(federal_files.offerings(tmp_path, {}))
        assert set(Change.objects.filter(resource="schools").values_list("key", flat=True)) == {"229179"}

    @pytest.mark.parametrize(
        "bad", [{"DSTNUGC": "2"}, {"DSTNGN": "yes"}, {"DISTNCED": "0"}, {"DSTNGP": "9" * 30}, {"UNITID": "x"}, {}]
    )
    def test_a_bad_row_leaves_everything_as_it_was(self, tmp_path, school, bad):
        with pytest.raises(Refused, match="nothing was changed"):
            load(federal_files.offerings(tmp_path, *([bad] if bad else [{}, {}])))
        assert words() == ("", "")
        assert School.objects.get().distance_release is None

    def test_an_older_file_that_does_not_tell_courses_from_programs_is_refused(self, tmp_path, school):
        older = {"UNITID": "229179", "DISTPGS": "1", "DSTNCED1": "1", "DSTNCED2": "1", "DISTNCED": "2"}
        with pytest.raises(UnusableFile, match="no column DSTNUGC"):
            load(federal_files.write(tmp_path, older, {}))

    def test_how_a_program_is_taught_stays_what_curators_say(self, tmp_path, school):
        program = ProgramFactory(school=school, delivery="")
        load(federal_files.offerings(tmp_path, {}))
        program.refresh_from_db()
        assert program.delivery == ""

    def test_the_agencys_own_file_is_read(self, shared_data, tmp_path):
        for unitid in (194310, 217882, 100654, 125231, 440031):
            SchoolFactory(unitid=unitid)
        report = load(shared_data / "ipeds" / "ic2024.csv.gz")
        assert load(shared_data / "ipeds" / "ic2024.csv.gz").is_empty
        assert not report.problems.counts
        said = {one.unitid: (one.distance_undergraduate, one.distance_graduate) for one in School.objects.all()}
        assert said[194310] == said[217882] == ("programs", "programs")
        assert said[125231] == ("all-programs", "all-programs")


def test_every_word_has_its_sentence_at_every_level():
    assert {level: set(sentences) for level, sentences in SENTENCES.items()} == {
        level: {"", *DistanceEducation} for level in StudentLevel
    }


def test_the_public_log_has_words_for_every_column():
    assert set(School.DISTANCE_FIELDS) <= set(COLUMNS)


class TestShown:
    def test_a_program_page_says_what_the_school_told_of_students_of_its_level(self, client, school):
        told(school, distance_undergraduate="none", distance_graduate="programs")
        program = ProgramFactory(school=school, level="masters")
        html = client.get(program.get_absolute_url()).text
        said = "University told IPEDS for 2024-25 that it offers whole graduate programs at a distance."
        assert said in html
        assert "Whether this program is one of them is the school's to say." in html
        assert "nothing at a distance" not in html
        assert "IPEDS offerings, distance education" in html

    def test_where_a_curator_knows_how_the_program_is_taught_the_page_leaves_nothing_open(self, client, school):
        told(school, distance_graduate="programs")
        html = client.get(ProgramFactory(school=school, level="masters", delivery="campus").get_absolute_url()).text
        assert "whole graduate programs at a distance" in html
        assert "is one of them" not in html

    @pytest.mark.parametrize(("field", "is_open"), [("all", False), ("none", False), ("some", True), ("", True)])
    def test_nothing_is_open_where_college_scorecard_tells_of_the_field(self, client, school, field, is_open):
        told(school, distance_graduate="programs")
        program = ProgramFactory(school=school, level="masters", outcome__distance=field)
        assert ("is one of them" in client.get(program.get_absolute_url()).text) == is_open

    @pytest.mark.parametrize(
        ("word", "said"),
        [
            ("all-programs", "all its graduate programs wholly at a distance"),
            ("courses", "but no whole graduate program"),
            ("none", "offers graduate students nothing at a distance"),
            ("no-level", "IPEDS has no graduate level at"),
            ("", "did not tell IPEDS for 2024-25 whether"),
        ],
    )
    def test_each_word_has_its_sentence(self, client, school, word, said):
        told(school, distance_graduate=word)
        html = client.get(ProgramFactory(school=school, level="doctoral").get_absolute_url()).text
        assert said in html
        assert "is one of them" not in html

    def test_a_program_page_says_nothing_where_no_file_is_loaded(self, client, school):
        assert fitting(school, "masters") is None
        assert "IPEDS" not in client.get(ProgramFactory(school=school, level="masters").get_absolute_url()).text

    def test_a_school_page_says_it_of_both_levels_with_its_source(self, client, school):
        told(school, distance_undergraduate="courses", distance_graduate="no-level")
        html = client.get(school.get_absolute_url()).text
        assert "Courses at a distance, no whole program" in html
        assert '<span class="fig--blank">Level not offered</span>' in html
        assert "IPEDS offerings, distance education" in html

    def test_a_school_page_without_it_has_no_such_line(self, client, school):
        assert "Distance education" not in client.get(school.get_absolute_url()).text

    def test_a_comparison_sets_it_side_by_side(self, client, school):
        told(school, distance_graduate="programs")
        one, other = ProgramFactory(school=school, level="masters"), ProgramFactory(level="masters")
        html = client.get(reverse("programs:compare"), {"p": [one.slug, other.slug]}).text
        assert "What it offers at a distance, to students of this level" in html
        assert "Whole programs at a distance" in html
        assert "IPEDS offerings, distance education" in html

    def test_a_comparison_has_no_row_of_it_where_nothing_is_loaded(self, client, school):
        html = client.get(reverse("programs:compare"), {"p": ProgramFactory(school=school).slug}).text
        assert "at a distance" not in html

    def test_partners_read_it_with_its_source_and_why_it_is_blank(self, client, school):
        told(school, distance_undergraduate="programs", distance_graduate="no-level")
        said = client.get("/api/v1/schools/229179/").json()["distance_education"]
        assert (said["undergraduate"], said["graduate"]) == ("programs", None)
        assert (said["source"]["key"], said["source"]["edition"]) == ("ipeds-offerings", "2024-25")
        assert said["blanks"] == {"graduate": "not_offered"}

    def test_partners_tell_a_school_that_has_not_told_from_a_file_that_is_not_loaded(self, client, school):
        def blanks():
            return client.get("/api/v1/schools/229179/").json()["distance_education"]["blanks"]

        assert blanks() == dict.fromkeys(("undergraduate", "graduate", "source"), "not_collected")
        told(school)
        assert blanks() == {"undergraduate": "unknown", "graduate": "unknown"}

    def test_curators_see_it_with_its_edition_and_cannot_change_it(self, admin_client, school):
        told(school, distance_graduate="programs")
        address = reverse("admin:programs_school_change", args=[school.pk])
        html = admin_client.get(address).text
        assert "Whole programs at a distance" in html
        assert "IPEDS offerings, distance education" in html
        admin_client.post(address, {"distance_graduate": "none", "note": "Seen."})
        changed = School.objects.get()
        assert (changed.distance_graduate, changed.note) == ("programs", "Seen.")

    def test_readers_can_call_it_wrong(self, school):
        told(school, distance_graduate="programs")
        fact = find("school", school.slug, "distance_graduate")
        said = ("Distance education for graduate students", "Whole programs at a distance")
        assert (str(fact.label), fact.shown) == said
        assert "IPEDS offerings, distance education, 2024-25" in fact.source

    def test_the_data_page_lists_the_source(self, client, tmp_path, school):
        load(federal_files.offerings(tmp_path, {}))
        html = client.get("/data/").text
        assert "IPEDS offerings, distance education" in html
        assert "Distance education for undergraduates" in client.get("/data/changes/").text

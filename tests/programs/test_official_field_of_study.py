"""College Scorecard by field of study as the Department itself publishes it, and beside it as Truewise prepared it."""

import pytest
from django.urls import reverse

from careerportal.datasets.models import Finding, Release
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.publishing import roll_back
from careerportal.datasets.registry import get
from programs.models import Program, ProgramOutcome, School
from tests import federal_files
from tests.datasets.test_corrupted_files import everything
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db
KEY = "scorecard-field-of-study"


def load(path, edition="June 2026", **options):
    return refresh(get(KEY), path, edition=edition, **options)


def load_row(tmp_path, **cells):
    """Load an official file of one row and return the outcome that it gives."""
    load(federal_files.official_scorecard(tmp_path, cells))
    return ProgramOutcome.objects.get()


def test_the_departments_own_file_is_read_without_a_state_or_a_benchmark(tmp_path):
    outcome = load_row(tmp_path)
    assert (outcome.completers, outcome.earnings, outcome.debt) == (94, 90_503, 38_475)
    assert (outcome.benchmark_state, outcome.benchmark_nation) == (None, None)
    assert outcome.blanks == {"benchmark_state": "not_collected", "benchmark_nation": "not_collected"}


@pytest.mark.parametrize("marker", ["PrivacySuppressed", "PS"])
def test_a_suppressed_figure_is_withheld(tmp_path, marker):
    outcome = load_row(tmp_path, DEBT_ALL_STGP_EVAL_MDN=marker)
    assert (outcome.debt, outcome.blanks["debt"]) == (None, "withheld")


@pytest.mark.parametrize("marker", ["NULL", "NA"])
def test_a_figure_that_does_not_exist_is_not_collected(tmp_path, marker):
    outcome = load_row(tmp_path, IPEDSCOUNT1=marker)
    assert (outcome.completers, outcome.blanks["completers"]) == (None, "not_collected")


def test_a_withheld_four_year_figure_gives_way_to_the_one_year_figure(tmp_path):
    outcome = load_row(tmp_path, EARN_MDN_4YR="PS")
    assert (outcome.earnings, outcome.earnings_horizon) == (79_210, 1)
    assert "earnings" not in outcome.blanks


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("1", "certificate"), ("2", "associate"), ("3", "bachelors"), ("4", "postbaccalaureate"), ("5", "masters"),
        ("6", "doctoral"), ("7", "professional"), ("8", "graduate-certificate"),
    ],
)  # fmt: skip
def test_every_credential_level_has_its_rung(tmp_path, code, level):
    assert load_row(tmp_path, CREDLEV=code).level == level


def test_single_courses_are_no_program(tmp_path):
    load(federal_files.official_scorecard(tmp_path, {}, {"CREDLEV": "99", "CREDDESC": "Non-Credential Program"}))
    assert Program.objects.count() == 1
    assert Finding.objects.filter(kind="no credential").exists()


@pytest.mark.parametrize("marker", ["NA", "NULL"])
def test_a_school_without_a_number_is_a_finding(tmp_path, marker):
    load(federal_files.official_scorecard(tmp_path, {}, {"UNITID": marker, "INSTNM": "Gone College", "OPEID6": "42"}))
    assert Finding.objects.get(kind="school without a UNITID").subject == "Gone College, OPEID 42"


@pytest.mark.parametrize(
    ("code", "held", "why_blank"),
    [
        ("0", "", "unknown"),
        ("1", "none", None),
        ("2", "some", None),
        ("3", "all", None),
        ("NA", "", "not_collected"),
        ("PS", "", "withheld"),
    ],
)
def test_how_much_can_be_studied_at_a_distance(client, tmp_path, code, held, why_blank):
    outcome = load_row(tmp_path, DISTANCE=code)
    assert (outcome.distance, outcome.blanks.get("distance")) == (held, why_blank)
    said = client.get("/api/v1/programs/").json()["results"][0]["outcome"]
    assert (said["distance"], said["blanks"].get("distance")) == (held or None, why_blank)


def test_a_file_without_the_column_has_not_collected_it(client, tmp_path):
    load(federal_files.scorecard(tmp_path, {}))
    said = client.get("/api/v1/programs/").json()["results"][0]["outcome"]
    assert (said["distance"], said["blanks"]) == (None, {"distance": "not_collected"})


def test_an_unknown_code_of_distance_is_refused(tmp_path):
    with pytest.raises(Refused) as refused:
        load_row(tmp_path, DISTANCE="4")
    assert "DISTANCE '4' is not one of 0, 1, 2, 3" in str(refused.value.report.problems.errors[0])


def test_the_page_says_what_can_be_studied_at_a_distance(client, tmp_path):
    load_row(tmp_path, DISTANCE="3")
    html = client.get(Program.objects.get().get_absolute_url()).content.decode()
    assert "Every award of the field can be completed at a distance" in html


class TestTheStateOfASchool:
    def test_a_school_keeps_what_is_known(self, tmp_path):
        SchoolFactory(unitid=229179, name="Texas Woman's University", state="TX", is_listed=False, opeid6="003646")
        load(federal_files.official_scorecard(tmp_path, {}))
        school = School.objects.get()
        assert (school.state, school.is_listed) == ("TX", False)
        assert not Finding.objects.filter(kind="school without a state").exists()

    def test_of_a_new_school_nobody_knows_it_which_is_a_finding_once(self, tmp_path):
        load(federal_files.official_scorecard(tmp_path, {}, {"CREDLEV": "3"}))
        school, finding = School.objects.get(), Finding.objects.get()
        assert (school.state, school.is_listed) == ("", True)
        assert (finding.kind, finding.subject) == ("school without a state", "Texas Woman's University")
        assert "ipeds-directory" in finding.message

    def test_the_directory_gives_it_and_the_next_file_leaves_it(self, tmp_path):
        path = federal_files.official_scorecard(tmp_path, {})
        load(path)
        directory = federal_files.directory(tmp_path, {})
        refresh(get("ipeds-directory"), directory, edition="2024-25")
        assert School.objects.get().state == "TX"
        assert School.objects.get().city == "Denton"
        assert load(path, dry_run=True).is_empty
        assert refresh(get("ipeds-directory"), directory, edition="2024-25", dry_run=True).is_empty

    def test_a_rolled_back_directory_takes_it_away_again(self, tmp_path):
        load(federal_files.official_scorecard(tmp_path, {}))
        before = everything()
        refresh(get("ipeds-directory"), federal_files.directory(tmp_path, {}), edition="2024-25")
        roll_back(Release.objects.get(source="ipeds-directory"))
        assert everything() == before


class TestOneFileAfterTheOther:
    """First the table that Truewise prepared, twice; then the Department's own."""

    CURATED = {"description": "Known for its online cohort.", "delivery": "online", "credits": 48}

    @pytest.fixture
    def reduced(self, tmp_path):
        path = federal_files.scorecard(tmp_path, {}, {"CREDLEV": "3", "DEBT_ALL_STGP_EVAL_MDN": ""})
        load(path)
        Program.objects.update(**self.CURATED)
        return path

    def official(self, tmp_path, **cells):
        second = {"CREDLEV": "3", "DEBT_ALL_STGP_EVAL_MDN": "PS", "DISTANCE": "0"}
        return federal_files.official_scorecard(tmp_path, cells, second)

    def test_the_same_table_twice_changes_nothing(self, reduced):
        assert load(reduced).is_empty

    def test_the_official_file_changes_benchmarks_and_distance_and_says_why_cells_are_blank(self, tmp_path, reduced):
        report = load(self.official(tmp_path), edition="October 2026")
        assert report.tables() == {
            "schools": {"created": 0, "updated": 0, "withdrawn": 0, "unchanged": 1},
            "outcomes": {"created": 0, "updated": 2, "withdrawn": 0, "unchanged": 0},
            "programs": {"created": 0, "updated": 0, "withdrawn": 0, "unchanged": 2},
        }
        assert set(report.tally("outcomes").fields) == {"benchmark_state", "benchmark_nation", "distance"}
        assert ProgramOutcome.objects.get(level="bachelors").blanks["debt"] == "withheld"

    def test_what_curators_wrote_is_as_it_was(self, tmp_path, reduced):
        load(self.official(tmp_path, EARN_MDN_4YR="91000"), edition="October 2026")
        assert list(Program.objects.values(*self.CURATED)) == [self.CURATED, self.CURATED]

    def test_the_official_file_twice_changes_nothing(self, tmp_path, reduced):
        path = self.official(tmp_path)
        load(path, edition="October 2026")
        assert load(path, edition="October 2026").is_empty

    def test_going_back_gives_every_federal_column_again(self, tmp_path, reduced):
        before = everything()
        load(self.official(tmp_path), edition="October 2026")
        roll_back(Release.objects.get(edition="October 2026"))
        assert everything() == before


class TestWhomToCredit:
    """Truewise is named where its table is what the public sees, and not beside the Department's own file."""

    def credit_in_the_api(self, client):
        return client.get(reverse("api-v1:source-detail", args=[KEY])).json()["credit"]

    def test_truewise_where_its_table_was_the_source(self, client, tmp_path):
        load(federal_files.scorecard(tmp_path, {}))
        assert self.credit_in_the_api(client) == "Prepared by Truewise from US Department of Education data"

    @pytest.mark.parametrize("name", ["data", "partners", "programs:list", "home"])
    def test_nobody_where_the_departments_own_file_was(self, client, tmp_path, name):
        load(federal_files.official_scorecard(tmp_path, {}))
        html = client.get(reverse(name)).content.decode()
        assert "Truewise" not in html

    @pytest.mark.parametrize("file_format", ["csv", "json"])
    def test_exports_follow_what_is_live(self, client, tmp_path, file_format):
        load(federal_files.official_scorecard(tmp_path, {}))
        answer = client.get(reverse("programs:export", args=[file_format]))
        text = b"".join(answer.streaming_content).decode()
        assert "Truewise" not in text
        assert "Public domain" in text

    def test_a_rollback_names_truewise_again(self, client, tmp_path):
        load(federal_files.scorecard(tmp_path, {}))
        load(federal_files.official_scorecard(tmp_path, {}), edition="October 2026")
        assert self.credit_in_the_api(client) == ""
        roll_back(Release.objects.get(edition="October 2026"))
        assert "Truewise" in self.credit_in_the_api(client)

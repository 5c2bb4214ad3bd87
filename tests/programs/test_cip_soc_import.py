"""The CIP–SOC crosswalk as a source: read by the names of its columns, loaded, undone; unknown codes are findings."""

import pytest
from django.urls import reverse

from careerportal.datasets.models import Finding, Release
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.publishing import newest_live, roll_back
from careerportal.datasets.registry import get
from careerportal.taxonomy import soc
from careerportal.taxonomy.crosswalk import LEADS_TO
from salaries import crosswalk
from salaries.crosswalk import JobOfField
from tests import federal_files
from tests.factories import FieldOfStudyFactory, OccupationFactory, ProgramFactory, WageEstimateFactory

pytestmark = pytest.mark.django_db

EVERY_OCCUPATION = [{"SOC2018Code": code} for code in soc.OCCUPATIONS]
"""Rows by which nothing of ours is missing from the file."""


def load(path, **options):
    return refresh(get("cip-soc"), path, edition="2020", **options)


def held():
    return list(JobOfField.objects.values_list("cip", "soc", "job_title"))


def findings():
    return list(Finding.objects.order_by("kind", "subject").values_list("kind", "subject"))


class TestImport:
    def test_ties_of_our_fields_are_kept_with_every_occupation_they_lead_to(self, tmp_path):
        other = {"SOC2018Code": "11-3013", "SOC2018Title": " Facilities  Managers "}
        load(federal_files.crosswalk(tmp_path, {}, other, {"CIP2020Code": "52.0101"}))
        assert held() == [
            ("51.0702", "11-3013", "Facilities Managers"),
            ("51.0702", "11-9111", "Medical and Health Services Managers"),
        ]
        assert {one.release.edition for one in JobOfField.objects.select_related("release")} == {"2020"}

    def test_no_match_is_no_tie(self, tmp_path):
        nothing = {"CIP2020Code": "51.0799", "SOC2018Code": "99-9999", "SOC2018Title": "NO MATCH"}
        of_nobody = {"CIP2020Code": "99.9999", "CIP2020Title": "NO MATCH", "SOC2018Code": "25-3031"}
        load(federal_files.crosswalk(tmp_path, {}, nothing, of_nobody))
        assert [cip for cip, *_ in held()] == ["51.0702"]

    def test_the_edition_stands_in_the_name_of_the_agencys_file(self, tmp_path):
        path = federal_files.crosswalk(tmp_path, {}, name="CIP2020_SOC2018_Crosswalk.csv")
        assert refresh(get("cip-soc"), path).edition == "2020"

    def test_the_same_file_twice_changes_nothing(self, tmp_path):
        path = federal_files.crosswalk(tmp_path, {})
        load(path)
        assert load(path).is_empty

    def test_a_dry_run_changes_nothing(self, tmp_path):
        assert load(federal_files.crosswalk(tmp_path, {}), dry_run=True).tables()["crosswalk"]["created"] == 1
        assert not JobOfField.objects.exists()
        assert not Release.objects.exists()

    def test_a_tie_that_left_the_file_goes_and_a_rollback_brings_it_back(self, tmp_path):
        load(federal_files.crosswalk(tmp_path, {}, {"SOC2018Code": "43-1011"}))
        before = list(JobOfField.objects.order_by("pk").values())
        load(federal_files.crosswalk(tmp_path, {"SOC2018Title": "Health Managers"}, name="next.csv"), accept=True)
        assert held() == [("51.0702", "11-9111", "Health Managers")]
        roll_back(newest_live("cip-soc"))
        assert list(JobOfField.objects.order_by("pk").values()) == before

    def test_a_file_that_would_withdraw_much_stops_and_asks(self, tmp_path):
        load(federal_files.crosswalk(tmp_path, {}, {"SOC2018Code": "43-1011"}))
        with pytest.raises(Refused, match="would withdraw 1 of 2 crosswalk"):
            load(federal_files.crosswalk(tmp_path, {}, name="next.csv"))

    @pytest.mark.parametrize(
        ("bad", "message"),
        [
            ({"CIP2020Code": "1"}, "not a CIP code"),
            ({"CIP2020Code": "51.07"}, "has not six digits"),
            ({"SOC2018Code": "119111"}, "not a SOC code"),
            ({"SOC2018Code": ""}, "not a SOC code"),
            ({"SOC2018Title": ""}, "not a title"),
            ({"SOC2018Title": "x" * 201}, "not a title"),
            ({"SOC2018Title": "a\u200eb"}, "not a title"),
            ({}, "stands on row 2 already"),
        ],
    )
    def test_a_bad_row_leaves_everything_as_it_was(self, tmp_path, bad, message):
        with pytest.raises(Refused) as caught:
            load(federal_files.crosswalk(tmp_path, {}, bad))
        assert message in str(caught.value.report.problems.errors[0])
        assert not JobOfField.objects.exists()


class TestFindings:
    def test_a_field_that_the_classification_lacks_and_one_that_the_file_lacks(self, tmp_path):
        FieldOfStudyFactory(code="51.07")
        FieldOfStudyFactory(code="51.0701")
        load(federal_files.crosswalk(tmp_path, *EVERY_OCCUPATION))
        assert findings() == [
            ("field of study without a row", "51.0701"),
            ("unknown field of study", "51.0702"),
        ]

    def test_without_the_classification_no_field_is_unknown(self, tmp_path):
        load(federal_files.crosswalk(tmp_path, *EVERY_OCCUPATION))
        assert findings() == []

    def test_an_occupation_of_ours_that_the_file_does_not_have(self, tmp_path):
        load(federal_files.crosswalk(tmp_path, *EVERY_OCCUPATION[:-1]))
        assert findings() == [("unknown occupation", soc.OCCUPATIONS[-1])]

    def test_one_that_only_fields_of_others_lead_to_is_known(self, tmp_path):
        last = EVERY_OCCUPATION[-1] | {"CIP2020Code": "52.0101"}
        load(federal_files.crosswalk(tmp_path, *EVERY_OCCUPATION[:-1], last))
        assert findings() == []


class TestShown:
    def test_a_program_page_follows_the_file_and_credits_it(self, client, tmp_path):
        program = ProgramFactory(curated=True, cip="51.0705", title="Medical Office Management")
        supervisors = OccupationFactory(soc="43-1011", title="First-Line Supervisors")
        estimate = WageEstimateFactory(occupation=supervisors, area__kind="state", area__state=program.school.state)
        WageEstimateFactory(area=estimate.area)
        page = client.get(program.get_absolute_url())
        assert [title for title, _ in page.context["pay"].rows] == ["First-Line Supervisors"]
        assert "CIP–SOC crosswalk</a>, 2020 edition" in page.text  # The table that comes with the portal is of it too.
        load(federal_files.crosswalk(tmp_path, {"CIP2020Code": "51.0705"}))
        page = client.get(program.get_absolute_url())
        assert [title for title, _ in page.context["pay"].rows] == ["Medical and Health Services Managers"]
        assert "CIP–SOC crosswalk</a>, 2020 edition" in page.text
        comparison = client.get(reverse("programs:compare"), {"p": program.slug}).text
        assert "CIP–SOC crosswalk</a>, 2020 edition" in comparison
        roll_back(newest_live("cip-soc"))
        page = client.get(program.get_absolute_url())
        assert [title for title, _ in page.context["pay"].rows] == ["First-Line Supervisors"]

    def test_a_career_page_follows_it_too(self, client, tmp_path):
        job = OccupationFactory(soc="43-3021", title="Billing and Posting Clerks")
        none = "ties none of the health administration fields to this job"
        assert none in client.get(job.get_absolute_url()).text
        load(federal_files.crosswalk(tmp_path, {"SOC2018Code": "43-3021"}))
        html = client.get(job.get_absolute_url()).text
        assert none not in html
        assert "CIP–SOC crosswalk</a>, 2020 edition" in html


def test_the_agencies_own_workbook_says_what_the_portal_comes_with(shared_data):
    report = refresh(get("cip-soc"), shared_data / "cip" / "CIP2020_SOC2018_Crosswalk.xlsx")
    assert (report.rows, report.edition) == (6_097, "2020")
    assert report.tables()["crosswalk"]["created"] == 45
    assert findings() == []
    loaded, came_with_it = crosswalk.at(), crosswalk.Crosswalk(LEADS_TO)
    for cip in ("51.07", *LEADS_TO):
        assert loaded.occupations_of(cip) == came_with_it.occupations_of(cip)
    for code in soc.OCCUPATIONS:
        assert loaded.fields_of(code) == came_with_it.fields_of(code)

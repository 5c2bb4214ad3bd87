"""Findings wait on the desk until a person answers them; the answer says why, and is used again."""

import pytest
from django.urls import reverse

from careerportal.datasets.models import Finding
from careerportal.datasets.pipeline import refresh
from careerportal.datasets.registry import get
from programs.models import Program, ProgramOutcome, School
from tests import federal_files
from tests.admin.release_desk import person
from tests.factories import FindingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db

SCORECARD = "scorecard-field-of-study"
UNNUMBERED = {"UNITID": "NA", "OPEID6": "003646", "STABBR": "", "INSTNM": "Old Name College", "CREDLEV": "3"}


def page_of(finding):
    return reverse("admin:datasets_finding_change", args=[finding.pk])


def answer(client, finding, **given):
    response = client.post(page_of(finding), {"note": "Read on its website."} | given)
    finding.refresh_from_db()
    return response


def load(folder, *rows, edition="June 2026"):
    return refresh(get(SCORECARD), federal_files.scorecard(folder, *rows), edition=edition).release


class TestAnswering:
    def test_curator_answers_and_says_why(self, admin_client):
        finding = FindingFactory(message="as the importer wrote it")
        answer(admin_client, finding, answer="ignore", note="Closed in 2025.", message="rewritten")
        assert (finding.answer, finding.note, finding.is_settled) == ("ignore", "Closed in 2025.", True)
        assert (finding.message, finding.answered_by) == ("as the importer wrote it", "admin")

    @pytest.mark.parametrize("given", [{"answer": "ignore", "note": " "}, {"note": "No answer."}])
    def test_answer_without_a_reason_is_none(self, admin_client, given):
        finding = FindingFactory()
        assert answer(admin_client, finding, **given).status_code == 200
        assert not finding.is_settled

    @pytest.mark.parametrize("impossible", ["accept", "school", "maybe"])
    def test_answer_that_the_importer_cannot_use_is_refused(self, admin_client, impossible):
        finding = FindingFactory(kind="no credential")
        assert answer(admin_client, finding, answer=impossible).status_code == 200
        assert not finding.is_settled

    def test_all_of_a_release_about_the_same_are_answered_together(self, admin_client):
        release = ReleaseFactory()
        first, second = FindingFactory.create_batch(2, release=release, subject="One College")
        other = FindingFactory(release=release, subject="Another College")
        answer(admin_client, first, answer="ignore")
        second.refresh_from_db()
        other.refresh_from_db()
        assert (second.is_settled, other.is_settled) == (True, False)

    def test_curator_settles_many_at_once(self, admin_client):
        findings = [FindingFactory(subject=f"College {number}") for number in range(3)]
        chosen = [finding.pk for finding in findings[:2]]
        admin_client.post(
            reverse("admin:datasets_finding_changelist"), {"action": "settle", "_selected_action": chosen}
        )
        for finding in findings:
            finding.refresh_from_db()
        assert [finding.is_settled for finding in findings] == [True, True, False]

    def test_list_is_narrowed_by_kind_source_and_edition(self, admin_client):
        FindingFactory(kind="closed school", release=ReleaseFactory(source="ipeds-directory", edition="2024-25"))
        FindingFactory(kind="no credential")
        address = reverse("admin:datasets_finding_changelist")
        for narrowed in ({"source": "ipeds-directory"}, {"kind": "closed school"}, {"release__edition": "2024-25"}):
            found = admin_client.get(address, narrowed).context["cl"].result_list
            assert [finding.kind for finding in found] == ["closed school"]


class TestThisSchool:
    def test_row_without_a_number_names_the_schools_it_may_be_of(self, tmp_path):
        load(tmp_path, {})
        load(tmp_path, {}, UNNUMBERED, edition="June 2027")
        finding = Finding.objects.get()
        assert (finding.kind, finding.subject) == ("ambiguous school", "Old Name College, OPEID 003646")
        assert "is that of Texas Woman's University (UNITID 229179)" in finding.message

    def test_row_is_the_chosen_schools_from_the_next_load_on(self, admin_client, tmp_path):
        load(tmp_path, {}, UNNUMBERED)
        answer(admin_client, Finding.objects.get(), answer="school", chosen_unitid="229179")
        assert not Program.objects.filter(level="bachelors").exists()
        load(tmp_path, {}, UNNUMBERED, edition="June 2027")
        program = Program.objects.get(level="bachelors")
        assert (program.school.unitid, program.school.name) == (229179, "Texas Woman's University")
        assert not Finding.objects.filter(release__edition="June 2027").exists()

    def test_schools_own_row_goes_before_one_that_was_given_to_it(self, admin_client, tmp_path):
        twice = UNNUMBERED | {"CREDLEV": "5", "EARN_MDN_4YR": "1"}
        load(tmp_path, twice, {})
        answer(admin_client, Finding.objects.get(), answer="school", chosen_unitid="229179")
        load(tmp_path, twice, {}, edition="June 2027")
        assert ProgramOutcome.objects.get().earnings == 90_503
        assert Finding.objects.get(release__edition="June 2027").kind == "second row of a school"

    def test_answer_taken_back_is_used_no_more(self, admin_client, tmp_path):
        load(tmp_path, {}, UNNUMBERED)
        finding = Finding.objects.get()
        answer(admin_client, finding, answer="school", chosen_unitid="229179")
        action = {"action": "reopen", "_selected_action": [finding.pk]}
        admin_client.post(reverse("admin:datasets_finding_changelist"), action)
        load(tmp_path, {}, UNNUMBERED, edition="June 2027")
        assert Program.objects.count() == 1

    @pytest.mark.parametrize("unitid", ["", "1", "x", "-5"])
    def test_school_must_be_one_of_ours(self, admin_client, tmp_path, unitid):
        load(tmp_path, {}, UNNUMBERED)
        finding = Finding.objects.get()
        assert answer(admin_client, finding, answer="school", chosen_unitid=unitid).status_code == 200
        assert not finding.is_settled


class TestTheFileIsRight:
    def test_confirmed_coordinates_are_taken_from_the_next_load_on(self, admin_client, tmp_path):
        load(tmp_path, {})
        path = federal_files.directory(tmp_path, {"LATITUDE": "40.7", "LONGITUD": "-74.0"})
        refresh(get("ipeds-directory"), path, edition="2024-25")
        assert School.objects.get().latitude is None
        finding = Finding.objects.get()
        assert finding.kind == "coordinates in doubt"
        answer(admin_client, finding, answer="accept", note="Its only campus is in New York.")
        refresh(get("ipeds-directory"), path, edition="2025-26")
        assert (School.objects.get().latitude, School.objects.get().longitude) == (40.7, -74.0)

    def test_what_is_not_on_the_globe_is_never_taken(self, admin_client, tmp_path):
        load(tmp_path, {})
        path = federal_files.directory(tmp_path, {"LATITUDE": "140.7", "LONGITUD": "-74.0"})
        refresh(get("ipeds-directory"), path, edition="2024-25")
        answer(admin_client, Finding.objects.get(), answer="accept")
        refresh(get("ipeds-directory"), path, edition="2025-26")
        assert School.objects.get().latitude is None


def test_school_that_stands_twice_in_the_directory_is_reported(tmp_path):
    load(tmp_path, {}, {"UNITID": "7777"})
    path = federal_files.directory(tmp_path, {}, {"UNITID": "7777", "INSTNM": "TEXAS WOMAN'S UNIVERSITY"})
    refresh(get("ipeds-directory"), path, edition="2024-25")
    (finding,) = Finding.objects.filter(kind="duplicate school")
    assert finding.subject == "TEXAS WOMAN'S UNIVERSITY, UNITID 7777"
    assert finding.message == "UNITID 229179 on row 2 has the same name, city and state"


WHO = {
    (): {"list": 403, "page": 403, "answer": 403},
    ("view_finding",): {"list": 200, "page": 200, "answer": 403},
    ("view_finding", "change_finding"): {"list": 200, "page": 200, "answer": 302},
    ("view_release", "publish_release"): {"list": 403, "page": 403, "answer": 403},
}


@pytest.mark.parametrize("permissions", WHO)
def test_who_may_answer(client, permissions):
    finding = FindingFactory()
    client.force_login(person(*permissions))
    assert {
        "list": client.get(reverse("admin:datasets_finding_changelist")).status_code,
        "page": client.get(page_of(finding)).status_code,
        "answer": client.post(page_of(finding), {"answer": "ignore", "note": "Why."}).status_code,
    } == WHO[permissions]


def test_desk_opens_on_findings_without_a_decision(admin_client):
    FindingFactory.create_batch(2)
    FindingFactory(is_settled=True)
    page = admin_client.get(reverse("admin:index"))
    assert [(one.what, one.count) for one in page.context["waiting"]] == [("Findings without a decision", 2)]
    assert "Career Portal: curator&#x27;s desk" in page.text

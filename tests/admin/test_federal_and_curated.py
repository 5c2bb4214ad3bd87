"""Federal fields are read-only and say where they came from; our own fields are ours to edit."""

import pytest
from django.urls import reverse

from careerportal.sync.models import Change
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.models import Program, School
from salaries.models import Occupation
from tests.factories import (
    CertificationFactory,
    OccupationFactory,
    ProgramFactory,
    ReleaseFactory,
    SchoolFactory,
    WageEstimateFactory,
)

pytestmark = pytest.mark.django_db

OWN_PROGRAM = {
    "cip": "51.0701",
    "level": "masters",
    "title": "Health Administration",
    "delivery": "",
    "capstone": "unknown",
    "internship": "unknown",
    **dict.fromkeys(("experience_asked", "practicum", "cohort", "executive", "part_time"), "unknown"),
}


def send(admin_client, address, values):
    """Post a form of the desk with these values; what hangs on the row stays empty unless the values fill it."""
    inlines = admin_client.get(address).context["inline_admin_formsets"]
    counts = {f"{inline.formset.prefix}-{count}_FORMS": 0 for inline in inlines for count in ("TOTAL", "INITIAL")}
    response = admin_client.post(address, counts | values)
    assert response.status_code == 302, response.context["errors"]


def save(admin_client, row, **values):
    """Post the form of a row as a curator would and return the row as the database then has it."""
    name = f"{row._meta.app_label}_{row._meta.model_name}"
    send(admin_client, reverse(f"admin:{name}_change", args=[row.pk]), values)
    return type(row).objects.get(pk=row.pk)


def list_program(admin_client, school):
    """Add a program that no federal file has."""
    send(admin_client, reverse("admin:programs_program_add"), OWN_PROGRAM | {"school": school.pk})


def ledger_lines():
    return list(Change.objects.values_list("resource", "key", "action"))


def test_posting_a_federal_field_changes_nothing(admin_client):
    school = SchoolFactory(name="Federal Name", state="OH", unitid=100654)
    saved = save(admin_client, school, name="Another", state="TX", unitid=1, is_listed="", note="Merged in 2025.")
    assert (saved.name, saved.state, saved.unitid, saved.is_listed) == ("Federal Name", "OH", 100654, True)
    assert saved.note == "Merged in 2025."


@pytest.mark.parametrize("model", [School, Program, Occupation])
def test_every_federal_field_is_read_only(admin_client, model):
    row = {School: SchoolFactory, Program: ProgramFactory, Occupation: OccupationFactory}[model]()
    page = admin_client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk]))
    form = page.context["adminform"].form
    assert set(form.fields) & set(model.FEDERAL_FIELDS) == set()
    assert form.fields


def test_federal_program_names_the_release_of_its_figures(admin_client):
    program = ProgramFactory(outcome__release=ReleaseFactory(edition="June 2026"))
    page = admin_client.get(reverse("admin:programs_program_change", args=[program.pk])).content.decode()
    assert "College Scorecard, data by field of study" in page
    assert "June 2026 (US Department of Education)" in page


def test_school_names_the_newest_release_that_is_ready(admin_client):
    ReleaseFactory(edition="June 2026")
    ReleaseFactory(edition="not yet", state="importing")
    page = admin_client.get(reverse("admin:programs_school_change", args=[SchoolFactory().pk])).content.decode()
    assert "June 2026 (US Department of Education)" in page
    assert "not yet" not in page


def test_wages_can_be_read_and_not_be_written(admin_client):
    estimate = WageEstimateFactory(annual_p50=123_860)
    address = reverse("admin:salaries_wageestimate_change", args=[estimate.pk])
    assert "123,860" in admin_client.get(address).content.decode()
    assert admin_client.post(address, {"annual_p50": 1}).status_code == 403


def test_nobody_deletes_what_partners_mirror(admin_client):
    program = ProgramFactory()
    assert admin_client.post(reverse("admin:programs_program_delete", args=[program.pk])).status_code == 403
    assert admin_client.post(reverse("admin:programs_school_delete", args=[program.school_id])).status_code == 403


def test_curator_lists_a_program_that_no_federal_file_has(admin_client):
    school = SchoolFactory(name="New College")
    list_program(admin_client, school)
    program = Program.objects.get()
    assert (program.federal_key, program.level, program.outcome) == (None, DegreeLevel.MASTERS, None)
    assert program.slug == "new-college-health-administration-masters"
    assert program.status == Program.Status.DRAFT
    assert ledger_lines() == []


def test_second_program_of_the_same_words_gets_an_address_of_its_own(admin_client):
    school = SchoolFactory(name="New College")
    for _ in range(2):
        list_program(admin_client, school)
    assert sorted(Program.objects.values_list("slug", flat=True)) == [
        "new-college-health-administration-masters",
        "new-college-health-administration-masters-2",
    ]


def test_curator_edits_all_of_a_program_that_only_we_list_but_its_address(admin_client):
    program = ProgramFactory(curated=True, slug="first-title")
    values = OWN_PROGRAM | {"school": program.school_id, "title": "Second Title", "slug": "second-title"}
    saved = save(admin_client, program, **values)
    assert (saved.title, saved.slug) == ("Second Title", "first-title")


def test_wrong_field_of_study_is_refused_with_a_word(admin_client):
    values = OWN_PROGRAM | {"school": SchoolFactory().pk, "cip": "health"}
    response = admin_client.post(reverse("admin:programs_program_add"), values)
    assert response.status_code == 200
    assert "cip" in response.content.decode().lower()
    assert not Program.objects.exists()


def test_saving_without_a_change_tells_partners_nothing(admin_client):
    occupation = OccupationFactory(popular_title="", summary="Same.")
    save(admin_client, occupation, popular_title="", other_titles="", summary="Same.")
    assert ledger_lines() == []


def test_curator_adds_a_section_to_a_career_page_and_partners_are_told(admin_client):
    occupation = OccupationFactory(summary="Same.")
    section = {
        "kind": "path",
        "title": "Start",
        "position": 1,
        "body": "Study.",
        "source": "BLS",
        "checked_on": "2026-11-01",
    }
    values = {f"sections-0-{name}": value for name, value in section.items()}
    save(admin_client, occupation, summary="Same.", **{"sections-TOTAL_FORMS": 1} | values)
    assert occupation.sections.get().title == "Start"
    assert ledger_lines() == [("occupations", occupation.soc, "updated")]


def test_certifying_body_that_changes_its_name_changes_its_certifications(admin_client):
    certification = CertificationFactory()
    save(admin_client, certification.body, name="Renamed", abbreviation="RN", website="")
    assert ledger_lines() == [("certifications", certification.slug, "updated")]


def test_search_finds_a_school_by_its_federal_number_and_by_a_former_name(admin_client):
    wanted = SchoolFactory(unitid=260901, former_names="Kaplan University")
    SchoolFactory()
    for words in ("260901", "kaplan"):
        found = admin_client.get(reverse("admin:programs_school_changelist"), {"q": words}).context["cl"].result_list
        assert list(found) == [wanted]

"""People of a school see and edit their own schools' rows on the desk, and no other school's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from careerportal import roles
from programs.models import Program, ProgramTopic, School
from tests import factories
from tests.admin.test_federal_and_curated import OWN_PROGRAM

pytestmark = pytest.mark.django_db

MINE = {
    "programs.school": lambda school: school,
    "programs.program": lambda school: factories.ProgramFactory(school=school),
    "programs.programoutcome": lambda school: factories.ProgramOutcomeFactory(school=school),
    "programs.completions": lambda school: factories.CompletionsFactory(school=school),
    "programs.schoolcharge": lambda school: factories.SchoolChargeFactory(school=school),
    "programs.programtopic": lambda school: factories.ProgramTopicFactory(program__school=school),
    "programs.accreditation": lambda school: factories.AccreditationFactory(program__school=school),
    "programs.deadline": lambda school: factories.DeadlineFactory(program__school=school),
}
"""Every table whose rows belong to schools → how to make a row of one."""

every_table = pytest.mark.parametrize("label", sorted(MINE))


def url(label, page, *args):
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=args)


@pytest.fixture
def school():
    return factories.SchoolFactory(name="My College")


@pytest.fixture
def other():
    return factories.SchoolFactory(name="Another College")


@pytest.fixture
def desk(client, school):
    """The client of somebody who was given one school."""
    editor = factories.PersonFactory(roles=[roles.SCHOOL_EDITOR])
    factories.SchoolAssignmentFactory(user=editor, school=school)
    client.force_login(editor)
    return client


@every_table
def test_list_shows_rows_of_their_schools_alone(desk, school, other, label):
    mine, theirs = MINE[label](school), MINE[label](other)
    shown = desk.get(url(label, "changelist")).context["cl"].result_list
    assert mine in shown
    assert theirs not in shown


@every_table
def test_row_of_another_school_is_not_there_by_its_address_either(desk, other, label):
    theirs = MINE[label](other)
    for page in ("change", "history", "delete"):
        response = desk.get(url(label, page, theirs.pk))
        assert response.status_code == 403 or response["Location"] == reverse("admin:index"), page


def test_program_is_added_at_their_own_school_only(desk, school, other):
    counts = {
        f"{of}-{count}_FORMS": 0 for of in ("topics", "accreditations", "deadlines") for count in ("TOTAL", "INITIAL")
    }
    for at in (school, other):
        desk.post(url("programs.program", "add"), OWN_PROGRAM | counts | {"school": at.pk})
    assert [program.school for program in Program.objects.all()] == [school]


@pytest.mark.parametrize("typed", ["100654", "my-college", "https://portal.example/schools/my-college/"])
def test_school_of_a_new_program_is_typed_where_no_script_runs(desk, school, typed):
    School.objects.filter(pk=school.pk).update(unitid=100654, slug="my-college")
    assert '<noscript><input type="text" name="school_typed"' in desk.get(url("programs.program", "add")).text
    add_program(desk, typed)
    assert [program.school for program in Program.objects.all()] == [school]


@pytest.mark.parametrize("typed", ["another-college", "nowhere", "9" * 30, "a\x00b", "/"])
def test_school_that_is_typed_is_one_of_their_own(desk, other, typed):
    School.objects.filter(pk=other.pk).update(slug="another-college")
    assert add_program(desk, typed).status_code == 200
    assert not Program.objects.exists()


def add_program(desk, typed):
    counts = {
        f"{of}-{count}_FORMS": 0 for of in ("topics", "accreditations", "deadlines") for count in ("TOTAL", "INITIAL")
    }
    return desk.post(url("programs.program", "add"), OWN_PROGRAM | counts | {"school_typed": typed})


def test_topic_is_not_hung_on_another_schools_program(desk, other):
    theirs = factories.ProgramFactory(school=other)
    response = desk.post(url("programs.programtopic", "add"), {"program": theirs.pk, "topic": "finance"})
    assert "not one of the available choices" in response.text
    assert not theirs.topics.exists()


def test_file_hangs_nothing_on_another_schools_program(desk, school, other):
    mine, theirs = factories.ProgramFactory(school=school), factories.ProgramFactory(school=other)
    refused = bring_topic(desk, theirs)
    assert refused.status_code == 400
    assert f"There is no program “{theirs.slug}” that you may write on." in refused.text
    assert bring_topic(desk, mine).status_code == 302


def test_file_looked_at_before_a_school_was_taken_from_them_adds_nothing(desk, school):
    address = bring_topic(desk, factories.ProgramFactory(school=school))["Location"]
    fingerprint = desk.get(address).context["plan"].fingerprint
    school.assignments.all().delete()
    desk.post(address, {"fingerprint": fingerprint})
    assert not ProgramTopic.objects.exists()


def bring_topic(desk, program):
    file = SimpleUploadedFile("topics.csv", f"program,topic\n{program.slug},finance\n".encode())
    return desk.post(url("programs.programtopic", "import"), {"file": file})


def test_typing_finds_their_own_schools_only(desk, school, other):
    asked = {"app_label": "programs", "model_name": "program", "field_name": "school", "term": "College"}
    found = desk.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [result["text"] for result in found] == ["My College"]


def test_whoever_was_given_no_school_sees_none(client, school):
    client.force_login(factories.PersonFactory(roles=[roles.SCHOOL_EDITOR]))
    assert not client.get(url("programs.school", "changelist")).context["cl"].result_list


def test_editor_who_was_given_a_school_too_still_sees_every_school(client, school, other):
    editor = factories.PersonFactory(roles=[roles.EDITOR, roles.SCHOOL_EDITOR])
    factories.SchoolAssignmentFactory(user=editor, school=school)
    client.force_login(editor)
    assert len(client.get(url("programs.school", "changelist")).context["cl"].result_list) == 2

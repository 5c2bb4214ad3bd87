"""On the desk two people lead a program from draft to published, and mistakes are named on the way."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from careerportal.datasets.curated import sign
from programs import curation
from programs.models import Accreditation, Program
from tests.admin.test_federal_and_curated import list_program
from tests.factories import AccreditationFactory, ProgramFactory, SchoolFactory
from tests.programs.test_curation import TOMORROW, own_listing

pytestmark = pytest.mark.django_db

Status = Program.Status
PARTS = ("topics", "accreditations", "deadlines")


def address(page, program):
    return reverse(f"admin:programs_program_{page}", args=[program.pk])


@pytest.fixture
def editor(django_user_model):
    person = django_user_model.objects.create_user("editor", is_staff=True)
    names = ("view_program", "change_program", "view_accreditation", "change_accreditation", "view_every_school")
    person.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return person


def test_program_goes_from_draft_to_published_through_two_people(client, admin_user, editor):
    draft = own_listing()
    client.force_login(editor)
    assert "Send to review" in client.get(address("change", draft)).content.decode()
    assert client.post(address("submit", draft), {"why": ""}).status_code == 302
    assert client.post(address("publish", draft), {"why": ""}).status_code == 403
    client.force_login(admin_user)
    assert client.post(address("publish", draft), {"why": "", "on": ""}).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.submitted_by) == (Status.PUBLISHED, "editor")


def test_mistakes_stand_on_the_page_and_nothing_is_published(admin_client, editor):
    draft = own_listing(description="", status=Status.IN_REVIEW, submitted_by="editor")
    assert "Describe the program" in admin_client.get(address("change", draft)).content.decode()
    refused = admin_client.post(address("publish", draft), {"why": ""})
    assert refused.status_code == 200
    assert "Describe the program" in refused.content.decode()
    draft.refresh_from_db()
    assert draft.status == Status.IN_REVIEW


def test_author_is_not_offered_to_publish(admin_client, admin_user):
    own = own_listing(status=Status.IN_REVIEW, submitted_by=admin_user.username)
    page = admin_client.get(address("change", own)).content.decode()
    assert address("publish", own) not in page
    assert "Somebody else publishes it" in admin_client.post(address("publish", own), {"why": ""}).content.decode()


def test_state_is_written_by_verbs_alone(admin_client):
    list_program(admin_client, SchoolFactory())
    form = admin_client.get(address("change", Program.objects.get())).context["adminform"].form
    assert not set(Program.WORKFLOW) & set(form.fields)


def test_withdrawing_asks_for_a_reason_and_takes_the_address_of_a_successor(admin_client):
    program, heir = ProgramFactory(), ProgramFactory()
    assert "This field is required" in admin_client.post(address("withdraw", program), {"why": ""}).content.decode()
    refused = admin_client.post(address("withdraw", program), {"why": "Merged", "successor": "/programs/none/"})
    assert "No published program has the address none." in refused.content.decode()
    admin_client.post(
        address("withdraw", program), {"why": "Merged", "successor": f"http://x{heir.get_absolute_url()}"}
    )
    program.refresh_from_db()
    assert (program.status, program.successor) == (Status.WITHDRAWN, heir)


def test_verb_that_does_not_fit_says_so(admin_client):
    assert "does not fit it" in admin_client.get(address("publish", ProgramFactory())).content.decode()


def test_reviewer_publishes_what_they_have_read_and_nothing_written_since(admin_client, admin_user, editor):
    program = curation.submit(own_listing(), by=editor)
    publish = dict(admin_client.get(address("change", program)).context["verbs"])["Publish"]
    sign(program, by=editor).save()
    opened_later = admin_client.get(publish).context["form"]
    sent = {"why": "", "on": "", "seen": opened_later["seen"].value()}
    refused = admin_client.post(publish, sent)
    assert "read it again" in refused.text
    program.refresh_from_db()
    assert program.status == Status.IN_REVIEW
    publish = dict(admin_client.get(address("change", program)).context["verbs"])["Publish"]
    seen = admin_client.get(publish).context["form"]["seen"].value()
    assert admin_client.post(publish, sent | {"seen": seen}).status_code == 302


@pytest.fixture
def scheduled(admin_user, editor):
    """A program of the editor's that a reviewer lets be published tomorrow."""
    return curation.publish(curation.submit(own_listing(), by=editor), by=admin_user, on=TOMORROW)


def send_its_form(client, program, **changed):
    shown = client.get(address("change", program)).context["adminform"].form
    values = {name: shown[name].value() or "" for name in shown.fields}
    values |= {f"{of}-{count}_FORMS": 0 for of in PARTS for count in ("TOTAL", "INITIAL")}
    return client.post(address("change", program), values | changed, follow=True)


def edit_its_form(client, program):
    return send_its_form(client, program, description="Words that no reviewer has read. " * 5)


def add_a_topic_on_its_form(client, program):
    topic = {"topics-0-program": program.pk, "topics-0-topic": "finance"}
    return send_its_form(client, program, **topic, **{"topics-TOTAL_FORMS": 1})


def add_a_topic(client, program):
    values = {"program": program.pk, "topic": "finance"}
    return client.post(reverse("admin:programs_programtopic_add"), values, follow=True)


def edit_in_bulk(client, program):
    file = SimpleUploadedFile("programs.csv", f"slug,start_terms\n{program.slug},Fall\n".encode())
    review = client.post(reverse("admin:programs_program_import"), {"file": file})["Location"]
    fingerprint = client.get(review).context["plan"].fingerprint
    return client.post(review, {"fingerprint": fingerprint}, follow=True)


def take_back_an_older_version(client, program):
    program.credits = 40
    program.save()
    program.credits = 36
    program.save()
    old = program.history.all()[1]
    back = reverse("admin:programs_program_revert", args=[program.pk, old.history_id])
    return client.post(back, {"why": "It was right"}, follow=True)


@pytest.mark.parametrize(
    "edit", [edit_its_form, add_a_topic_on_its_form, add_a_topic, edit_in_bulk, take_back_an_older_version]
)
def test_edit_after_the_review_takes_the_day_back_and_says_so(admin_client, scheduled, edit):
    page = edit(admin_client, scheduled)
    assert "was to be published on" in page.text
    assert "a reviewer reads it again" in page.text
    assert curation.run_due(TOMORROW) == curation.Done()
    scheduled.refresh_from_db()
    assert (scheduled.status, scheduled.publish_on) == (Status.IN_REVIEW, None)
    assert "Changed after it was reviewed" in scheduled.history.first().history_change_reason


def test_edit_of_another_program_leaves_the_day(admin_client, scheduled):
    assert "was to be published" not in add_a_topic(admin_client, ProgramFactory()).text
    assert [one.pk for one in curation.run_due(TOMORROW).published] == [scheduled.pk]


def test_preview_link_is_given_to_staff_and_works_for_everybody(admin_client, client, editor):
    draft = own_listing()
    link = admin_client.get(address("preview_link", draft)).context["link"]
    client.logout()
    assert client.get(link).status_code == 200
    assert client.get(address("preview_link", draft)).status_code == 302


def test_reviewer_approves_accreditations_of_others_in_the_list(admin_client, admin_user):
    theirs, own = AccreditationFactory(is_reviewed=False), AccreditationFactory(is_reviewed=False)
    own._history_user = admin_user
    own.save()
    picked = {"action": "approve", "_selected_action": [theirs.pk, own.pk]}
    answer = admin_client.post(reverse("admin:programs_accreditation_changelist"), picked, follow=True)
    assert list(Accreditation.objects.all()) == [theirs]
    assert "You wrote" in answer.content.decode()

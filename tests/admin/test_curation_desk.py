"""On the desk two people lead a program from draft to published, and mistakes are named on the way."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from programs.models import Accreditation, Program
from tests.admin.test_federal_and_curated import list_program
from tests.factories import AccreditationFactory, ProgramFactory, SchoolFactory
from tests.programs.test_curation import own_listing

pytestmark = pytest.mark.django_db

Status = Program.Status


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

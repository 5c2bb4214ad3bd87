"""A federal value that a curator found wrong: readers see another in its place, say so, and no refresh is disturbed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from careerportal.datasets import publishing
from careerportal.datasets.models import Finding, Release
from careerportal.sync.models import Change
from programs import overrides
from programs.models import Override, School
from tests.factories import OverrideFactory, ReleaseFactory, SchoolFactory
from tests.programs.test_directory_import import load_row

pytestmark = pytest.mark.django_db

State = Override.State
NEXT_YEAR = timezone.localdate() + timedelta(days=365)
OLD, NEW = "https://old.edu/", "https://new.edu/"


@pytest.fixture
def ann(django_user_model):
    return django_user_model.objects.create_superuser("ann")


@pytest.fixture
def ben(django_user_model):
    return django_user_model.objects.create_superuser("ben")


@pytest.fixture
def school():
    return SchoolFactory(unitid=229179, website=OLD, directory_release=ReleaseFactory(source="ipeds-directory"))


def proposed(school, by, **said):
    about = {"field": "website", "value": NEW, "reason": "It has moved.", "evidence_url": f"{NEW}about/"}
    return overrides.propose(school, **(about | {"expires_on": NEXT_YEAR} | said), by=by)


@pytest.fixture
def in_force(school, ann, ben):
    return overrides.approve(proposed(school, ann), by=ben)


def page_of(client, school):
    return client.get(school.get_absolute_url()).content.decode()


def answer_of(client, school):
    return client.get(f"/api/v1/schools/{school.unitid}/").json()


def test_proposal_is_seen_by_nobody(client, school, ann):
    proposed(school, ann)
    assert NEW not in page_of(client, school)
    assert answer_of(client, school)["website"] == OLD
    assert answer_of(client, school)["overrides"] == []
    assert not Change.objects.exists()


def test_page_and_api_show_the_value_in_force_and_say_that_it_is_ours(client, school, in_force):
    page = page_of(client, school)
    assert f'href="{NEW}"' in page
    assert f"Website: {NEW}. The federal file says {OLD}." in page
    answer = answer_of(client, school)
    assert answer["website"] == NEW
    assert answer["overrides"] == [
        {
            "field": "website",
            "federal_value": OLD,
            "value": NEW,
            "evidence": f"{NEW}about/",
            "until": NEXT_YEAR.isoformat(),
            "blanks": {},
        }
    ]
    assert ("schools", "229179", "updated") in Change.objects.values_list("resource", "key", "action")


def test_value_given_for_a_blank_one_is_no_blank(client, ann, ben):
    school = SchoolFactory(admissions_url="")
    override = proposed(school, ann, field="admissions_url")
    overrides.approve(override, by=ben)
    pages = answer_of(client, school)["own_pages"]
    assert pages["admissions"] == NEW
    assert "admissions" not in pages["blanks"]
    assert "The federal file says nothing." in page_of(client, school)


def test_who_proposed_it_does_not_approve_it(school, ann):
    with pytest.raises(ValidationError, match="Somebody else"):
        overrides.approve(proposed(school, ann), by=ann)
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.update(state=State.IN_FORCE, approved_by="ann")


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ({"value": "new.edu"}, "valid URL"),
        ({"value": OLD}, "says just this"),
        ({"reason": ""}, "cannot be blank"),
        ({"evidence_url": ""}, "cannot be blank"),
        ({"expires_on": timezone.localdate()}, "a day to come"),
        ({"field": "unitid", "value": NEW}, "override_of_a_value_that_may_be"),
    ],
)
def test_proposal_needs_value_reason_evidence_and_end(school, ann, said, advice):
    with pytest.raises(ValidationError, match=advice):
        proposed(school, ann, **said)
    assert not Override.objects.exists()


def test_value_has_one_override_at_a_time(school, ann, in_force):
    with pytest.raises(ValidationError, match="End that one first"):
        proposed(school, ann, value="https://third.edu/")
    overrides.end(in_force, by=ann, why="Wrong after all")
    assert proposed(school, ann, value="https://third.edu/").state == State.PROPOSED


def test_ended_override_shows_the_federal_value_again(client, school, in_force, ann):
    with pytest.raises(ValidationError, match="Say why"):
        overrides.end(in_force, by=ann, why=" ")
    overrides.end(in_force, by=ann, why="Wrong after all")
    assert answer_of(client, school)["website"] == OLD
    school.refresh_from_db()
    assert school.overriding is None


def test_refresh_and_rollback_write_the_federal_column_and_leave_the_override(tmp_path, ann, ben):
    SchoolFactory(unitid=229179, name="Texas Woman's University", state="TX")
    school = load_row(tmp_path, WEBADDR="www.old.edu")
    federal = school.website
    overrides.approve(proposed(school, ann), by=ben)
    refreshed = load_row(tmp_path, WEBADDR="www.moved.edu")
    assert refreshed.website == "https://www.moved.edu"
    assert refreshed.as_shown().website == NEW
    publishing.roll_back(Release.objects.filter(state="ready").latest("pk"))
    school = School.objects.get(pk=school.pk)
    assert (school.website, school.as_shown().website) == (federal, NEW)


def test_override_ends_when_the_federal_file_says_the_same_and_a_finding_tells(client, school, in_force):
    School.objects.filter(pk=school.pk).update(website=NEW)
    settled = overrides.settle()
    assert settled.ended == settled.doubted == [in_force]
    finding = Finding.objects.get()
    assert (finding.kind, finding.subject) == (overrides.CAUGHT_UP, "229179: website")
    assert overrides.settle() == overrides.Settled()
    assert answer_of(client, school)["overrides"] == []


def test_finding_tells_once_that_the_federal_file_says_a_third_thing(client, school, in_force):
    School.objects.filter(pk=school.pk).update(website="https://third.edu/")
    assert overrides.settle() == overrides.Settled(doubted=[in_force])
    assert overrides.settle() == overrides.Settled()
    assert "says https://third.edu/ now" in Finding.objects.get().message
    assert answer_of(client, school)["website"] == NEW


def test_override_ends_on_its_day(client, school, in_force, capsys):
    assert overrides.settle(NEXT_YEAR - timedelta(days=1)) == overrides.Settled()
    assert overrides.settle(NEXT_YEAR).ended == [in_force]
    assert answer_of(client, school)["website"] == OLD
    call_command("run_schedule")
    assert "Ended 0 overrides" in capsys.readouterr().out


def test_desk_shows_both_values_and_approves_what_others_proposed(admin_client, admin_user, school):
    theirs = OverrideFactory(school=school)
    own = OverrideFactory(proposed_by=admin_user.username)
    changelist = reverse("admin:programs_override_changelist")
    page = admin_client.get(changelist).content.decode()
    assert OLD in page
    assert NEW in page
    picked = {"action": "approve", "_selected_action": [theirs.pk, own.pk]}
    said = admin_client.post(changelist, picked, follow=True).content.decode()
    assert "Somebody else compares it" in said
    assert list(Override.objects.filter(state=State.IN_FORCE)) == [theirs]
    on_the_school = admin_client.get(reverse("admin:programs_school_change", args=[school.pk])).content.decode()
    assert f"readers see {NEW}; the federal file says {OLD}" in on_the_school


def test_override_is_proposed_on_the_desk_and_then_stands(admin_client, admin_user, school):
    sent = {
        "school": school.pk,
        "field": "website",
        "value": NEW,
        "reason": "It has moved.",
        "evidence_url": f"{NEW}about/",
        "expires_on": NEXT_YEAR.isoformat(),
    }
    add = reverse("admin:programs_override_add")
    assert "says just this" in admin_client.post(add, sent | {"value": OLD}).content.decode()
    assert admin_client.post(add, sent).status_code == 302
    override = Override.objects.get()
    assert (override.state, override.proposed_by, override.federal_value) == (State.PROPOSED, admin_user.username, OLD)
    change = reverse("admin:programs_override_change", args=[override.pk])
    assert admin_client.get(change).status_code == 200
    assert admin_client.post(change, sent | {"value": "https://third.edu/"}).status_code == 403

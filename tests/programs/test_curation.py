"""A program goes from draft to published through the hands of two people, and is withdrawn with a reason."""

import re
from datetime import date, timedelta

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from careerportal.sync.models import Change
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs import curation, preview
from programs.models import Accreditation, Program
from programs.publish_checks import mistakes_in
from tests.factories import AccreditationFactory, DeadlineFactory, ProgramFactory

pytestmark = pytest.mark.django_db

Status = Program.Status
TOMORROW = timezone.localdate() + timedelta(days=1)


def own_listing(**said):
    return ProgramFactory(
        **{
            "federal_key": None,
            "status": Status.DRAFT,
            "level": DegreeLevel.MASTERS,
            "cip": "51.0701",
            "title": "Master of Health Administration",
            "description": "A program for people who work in hospitals and want to lead them. " * 2,
            "delivery": "online",
            "url": "https://school.edu/mha",
            "outcome": None,
        }
        | said
    )


@pytest.fixture
def ann(django_user_model):
    return django_user_model.objects.create_superuser("ann")


@pytest.fixture
def ben(django_user_model):
    return django_user_model.objects.create_superuser("ben")


@pytest.fixture
def in_review(ann):
    return curation.submit(own_listing(), by=ann)


def lines():
    return list(Change.objects.values_list("resource", "key", "action"))


def test_draft_is_shown_to_nobody(client):
    draft = own_listing()
    DeadlineFactory(program=draft)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(f"/api/v1/programs/{draft.slug}/").status_code == 404
    assert draft.title not in client.get(reverse("programs:list")).content.decode()
    assert draft.title not in client.get(reverse("programs:compare"), {"p": draft.slug}).content.decode()
    assert draft.title not in client.get(reverse("programs:shortlist"), {"p": draft.slug}).content.decode()
    assert draft.title not in client.get(draft.school.get_absolute_url()).content.decode()


def test_second_person_publishes_and_partners_hear_of_it(client, in_review, ann, ben):
    assert lines() == []
    published = curation.publish(in_review, by=ben, why="Read against the school's page")
    assert lines() == [("programs", published.slug, "created")]
    assert client.get(published.get_absolute_url()).status_code == 200
    assert client.get(f"/api/v1/programs/{published.slug}/").status_code == 200
    states = [(one.status, one.history_user) for one in published.history.all()[:2]]
    assert states == [(Status.PUBLISHED, ben), (Status.IN_REVIEW, ann)]


def test_author_does_not_publish_their_own(in_review, ann):
    with pytest.raises(curation.NotNow, match="Somebody else publishes it"):
        curation.publish(in_review, by=ann)


def test_reviewer_sends_back_and_says_what_is_missing(in_review, ben):
    with pytest.raises(curation.NotNow, match="what is to be mended"):
        curation.send_back(in_review, by=ben, why=" ")
    draft = curation.send_back(in_review, by=ben, why="Which campus?")
    assert (draft.status, draft.review_note) == (Status.DRAFT, "Which campus?")


def test_withdrawn_program_says_why_and_can_be_restored(client, ben):
    program = ProgramFactory()
    with pytest.raises(curation.NotNow, match="Say why"):
        curation.withdraw(program, by=ben, why="")
    curation.withdraw(program, by=ben, why="The school teaches it no more.")
    gone = client.get(program.get_absolute_url())
    assert gone.status_code == 410
    assert "We withdrew it: The school teaches it no more." in gone.content.decode()
    curation.restore(program, by=ben, why="It does again")
    assert client.get(program.get_absolute_url()).status_code == 200
    assert lines() == [("programs", program.slug, "withdrawn"), ("programs", program.slug, "created")]


def test_page_of_a_withdrawn_program_leads_to_its_successor(client, ben):
    program, heir = ProgramFactory(), ProgramFactory()
    with pytest.raises(curation.NotNow, match="another program"):
        curation.withdraw(program, by=ben, why="Merged", successor=program)
    curation.withdraw(program, by=ben, why="Merged", successor=heir)
    assert client.get(program.get_absolute_url())["Location"] == heir.get_absolute_url()


def test_verb_does_not_fit_every_state(in_review, ben):
    published = curation.publish(in_review, by=ben)
    for verb in (curation.submit, curation.publish):
        with pytest.raises(curation.NotNow, match="is published by now"):
            verb(published, by=ben)
    with pytest.raises(curation.NotNow, match="No day is set"):
        curation.unschedule(published, by=ben)


def test_program_is_published_and_withdrawn_on_its_day_and_only_once(in_review, ben, capsys):
    program = curation.publish(in_review, by=ben, on=TOMORROW)
    call_command("run_schedule")
    program.refresh_from_db()
    assert program.status == Status.IN_REVIEW
    assert [one.pk for one in curation.run_due(TOMORROW).published] == [program.pk]
    assert curation.run_due(TOMORROW) == curation.Done()
    curation.withdraw(program, by=ben, why="The last year is taught", on=TOMORROW + timedelta(days=1))
    assert curation.run_due(TOMORROW) == curation.Done()
    assert [one.pk for one in curation.run_due(TOMORROW + timedelta(days=30)).withdrawn] == [program.pk]
    program.refresh_from_db()
    assert (program.status, program.withdrawal_reason) == (Status.WITHDRAWN, "The last year is taught")
    assert [action for _, _, action in lines()] == ["created", "withdrawn"]
    assert "Published 0, withdrew 0 programs." in capsys.readouterr().out


def test_what_no_longer_passes_on_its_day_is_sent_back(in_review, ben):
    program = curation.publish(in_review, by=ben, on=TOMORROW)
    Program.objects.filter(pk=program.pk).update(description="")
    assert [one.pk for one in curation.run_due(TOMORROW).sent_back] == [program.pk]
    program.refresh_from_db()
    assert (program.status, program.publish_on) == (Status.DRAFT, None)
    assert "Describe the program" in program.review_note


def test_day_that_was_set_can_be_forgotten(in_review, ben):
    program = curation.publish(in_review, by=ben, on=TOMORROW)
    curation.unschedule(program, by=ben)
    assert curation.run_due(TOMORROW) == curation.Done()


@pytest.mark.parametrize(
    ("said", "field", "advice"),
    [
        ({"title": "MHA"}, "title", "4 letters at least"),
        ({"title": "MASTER OF HEALTH"}, "title", "not all in capitals"),
        ({"title": "Associate of Health"}, "level", "Mend one of the two"),
        ({"description": "Short."}, "description", "it has 6"),
        ({"description": "x" * 5_001}, "description", "Shorten"),
        ({"delivery": ""}, "delivery", "Choose how it is taught"),
        ({"url": ""}, "url", "Give the address"),
        ({"url": "ftp://school.edu/"}, "url", "Write the whole address"),
        ({"url": "https://school.test/"}, "url", "leads nowhere"),
        ({"length_months": 3}, "length_months", "9 to 72 months, not 3"),
        ({"credits": 500}, "credits", "24 to 120 credit hours, not 500"),
        ({"cip": "52.0201"}, "cip", "51.07"),
        (
            {"level": DegreeLevel.ASSOCIATE, "title": "Health Office", "admission_test": "required"},
            "admission_test",
            "are asked of graduates",
        ),
        ({"level": DegreeLevel.ASSOCIATE, "title": "Health Office", "executive": True}, "executive", "for graduates"),
    ],
)
def test_each_mistake_is_named_with_the_way_to_mend_it(said, field, advice, ann, ben):
    program = curation.submit(own_listing(**said), by=ann)
    (mistake,) = mistakes_in(program)
    assert mistake.field == field
    assert advice in mistake.message
    with pytest.raises(ValidationError, match=re.escape(mistake.message)):
        curation.publish(program, by=ben)
    program.refresh_from_db()
    assert program.status == Status.IN_REVIEW


def test_same_program_is_not_published_twice(in_review, ben):
    curation.publish(in_review, by=ben)
    again = own_listing(school=in_review.school)
    assert [mistake.field for mistake in mistakes_in(again)] == ["title"]


def test_federal_program_needs_none_of_our_words():
    assert mistakes_in(ProgramFactory(description="", url="", delivery="")) == []


def test_preview_shows_the_page_to_whoever_has_the_link(client, in_review):
    response = client.get(preview.link_to(in_review))
    page = response.content.decode()
    assert response.status_code == 200
    assert in_review.description[:40] in page
    assert "Preview: In review" in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_preview_shows_what_stands_there_now(client, in_review):
    link = preview.link_to(in_review)
    client.get(link)
    Program.objects.filter(pk=in_review.pk).update(description="Written since. " * 10)
    assert "Written since." in client.get(link).content.decode()


def test_preview_ends_and_cannot_be_made_up(client, in_review, monkeypatch):
    link = preview.link_to(in_review)
    assert client.get(link[:-2] + "x/").status_code == 404
    assert client.get(reverse("programs:preview", args=[f"{in_review.pk}:1:x"])).status_code == 404
    other = signing.TimestampSigner(salt="another use").sign(str(in_review.pk))
    assert client.get(reverse("programs:preview", args=[other])).status_code == 404
    now = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: now() + preview.DAYS * 86_400 + 1)
    assert client.get(link).status_code == 404


def test_accreditation_is_seen_when_a_second_person_has_read_the_evidence(ann, ben):
    program = ProgramFactory()
    written = Accreditation(
        program=program,
        accreditor="CAHME",
        status="accredited",
        evidence_url="https://cahme.org/",
        checked_on=date(2026, 11, 26),
        is_reviewed=False,
    )
    written._history_user = ann
    written.save()
    assert list(program.accreditations.all()) == []
    with pytest.raises(ValidationError, match="You wrote"):
        curation.approve_accreditation(written, by=ann)
    curation.approve_accreditation(written, by=ben)
    assert list(program.accreditations.all()) == [written]
    assert lines() == [("programs", program.slug, "updated")]
    with pytest.raises(ValidationError, match="reviewed already"):
        curation.approve_accreditation(written, by=ben)


def test_changed_accreditation_waits_again(admin_client):
    accreditation = AccreditationFactory(evidence_url="https://cahme.org/", checked_on=date(2026, 1, 2))
    values = {name: getattr(accreditation, name) for name in ("accreditor", "status", "evidence_url", "checked_on")}
    address = reverse("admin:programs_accreditation_change", args=[accreditation.pk])
    admin_client.post(address, values | {"program": accreditation.program_id, "status": "probation"})
    accreditation = Accreditation.everything.get()
    assert (accreditation.status, accreditation.is_reviewed) == ("probation", False)

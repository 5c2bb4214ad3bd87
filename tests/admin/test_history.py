"""Every version of what curators write is kept, and can be taken back; nothing of it is ever deleted."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careerportal.datasets.curated import Curated, sign
from careerportal.datasets.desk import CuratedAdmin
from careerportal.sync import ledger
from careerportal.sync.models import Change
from programs import curated_seed
from programs.models import Accreditation, LevelGuide, Program, ProgramTopic, School, Synonym
from salaries.models import Occupation
from tests.admin.test_federal_and_curated import save, send
from tests.factories import (
    AccreditationFactory,
    LevelGuideFactory,
    ProgramFactory,
    ProgramTopicFactory,
    ReleaseFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db

CURATED = [model for model in apps.get_models() if issubclass(model, Curated) or model in (School, Program, Occupation)]


def history_page(admin_client, row):
    name = f"{row._meta.app_label}_{row._meta.model_name}"
    return admin_client.get(reverse(f"admin:{name}_history", args=[row.pk]))


@pytest.mark.parametrize("model", CURATED, ids=lambda model: model.__name__)
def test_curated_table_keeps_versions_and_is_never_deleted_from(model, rf, admin_user):
    desk = admin.site.get_model_admin(model)
    request = rf.get("/")
    request.user = admin_user
    assert isinstance(desk, CuratedAdmin)
    assert hasattr(model, "history")
    assert not desk.has_delete_permission(request)
    assert "delete_selected" not in desk.get_actions(request)
    assert not any(inline.can_delete for inline in desk.inlines)


def test_version_says_who_wrote_what_and_why(admin_client, admin_user):
    school = save(admin_client, SchoolFactory(note="Old notice."), note="Merged in 2025.", why="Their own news page")
    newest = school.history.first()
    assert (newest.note, newest.history_user, newest.history_change_reason) == (
        "Merged in 2025.", admin_user, "Their own news page",
    )  # fmt: skip
    page = history_page(admin_client, school).content.decode()
    assert "<del>Old notice.</del>" in page
    assert "<ins>Merged in 2025.</ins>" in page
    assert "Their own news page" in page
    assert admin_user.username in page


def test_what_hangs_on_a_page_keeps_who_and_why_as_well(admin_client, admin_user):
    topic = ProgramTopicFactory(topic="policy")
    values = {
        "topics-TOTAL_FORMS": 1,
        "topics-INITIAL_FORMS": 1,
        "topics-0-id": topic.pk,
        "topics-0-program": topic.program_id,
        "topics-0-topic": "finance",
        "why": "The catalogue of 2027",
    }
    address = reverse("admin:programs_program_change", args=[topic.program_id])
    send(admin_client, address, values)
    newest = topic.history.first()
    assert (newest.topic, newest.history_user, newest.history_change_reason) == (
        "finance", admin_user, "The catalogue of 2027",
    )  # fmt: skip


def test_release_is_one_line_of_the_history_of_each_row_it_changed(admin_client):
    school, release = SchoolFactory(unitid=100654), ReleaseFactory(edition="June 2026", done_by="ann")
    versions = school.history.count()
    ledger.record([("schools", "100654", Change.Action.UPDATED)] * 2, release=release)
    page = history_page(admin_client, school)
    assert [entry.release for entry in page.context["entries"] if entry.release] == [release]
    assert "June 2026" in page.content.decode()
    assert school.history.count() == versions


def test_bulk_writes_of_importers_keep_no_version_of_each_row():
    School.objects.bulk_create([SchoolFactory.build(unitid=100654)])
    School.objects.filter(unitid=100654).update(city="Normal")
    assert School.history.count() == 0


def test_what_an_importer_left_is_the_first_version_of_what_somebody_writes_on(admin_client):
    School.objects.bulk_create([SchoolFactory.build(unitid=100654, note="As imported.")])
    school = save(admin_client, School.objects.get(), note="Written.")
    assert [version.note for version in school.history.all()] == ["Written.", "As imported."]
    page = history_page(admin_client, school).content.decode()
    assert "As it stood before anybody wrote on it" in page
    assert "<del>As imported.</del>" in page


def test_older_version_is_taken_back_with_a_reason(admin_client, admin_user):
    school = SchoolFactory(unitid=100654, name="Federal", note="First.")
    first = school.history.first()
    save(admin_client, school, note="Second.")
    School.objects.filter(pk=school.pk).update(name="Federal, renamed by a release")
    address = reverse("admin:programs_school_revert", args=[school.pk, first.pk])
    assert "First." in admin_client.get(address).content.decode()
    assert "Write why" in admin_client.post(address, {"why": ""}).content.decode()
    admin_client.post(address, {"why": "The second was about another school"})
    school.refresh_from_db()
    assert (school.note, school.name) == ("First.", "Federal, renamed by a release")
    newest = school.history.first()
    assert (newest.history_user, newest.history_change_reason) == (admin_user, "The second was about another school")
    assert Change.objects.order_by("-serial").first().key == school.ledger_key


def take_back(admin_client, row, version):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_revert"
    return admin_client.post(reverse(name, args=[row.pk, version.history_id]), {"why": "It was right before"})


def test_what_a_second_person_had_corrected_waits_for_one_again_when_it_is_taken_back(admin_client):
    accreditation = AccreditationFactory(evidence_url="https://wrong.example/", status="accredited")
    wrong = accreditation.history.first()
    accreditation.evidence_url = "https://cahme.org/"
    accreditation.save()
    assert take_back(admin_client, accreditation, wrong).status_code == 302
    assert not accreditation.program.accreditations.exists()
    accreditation = Accreditation.everything.get()
    assert (accreditation.evidence_url, accreditation.is_reviewed) == ("https://wrong.example/", False)


def test_what_was_only_withdrawn_is_shown_again_when_that_is_taken_back(admin_client):
    accreditation = AccreditationFactory()
    shown = accreditation.history.first()
    accreditation.is_withdrawn = True
    accreditation.save()
    take_back(admin_client, accreditation, shown)
    assert accreditation.program.accreditations.exists()


def test_partners_are_told_what_taking_back_did_to_a_row(admin_client):
    guide = LevelGuideFactory()
    shown = guide.history.first()
    guide.is_withdrawn = True
    guide.save()
    withdrawn = guide.history.first()
    take_back(admin_client, guide, shown)
    take_back(admin_client, guide, withdrawn)
    assert list(Change.objects.order_by("serial").values_list("action", flat=True)) == ["created", "withdrawn"]


def test_saving_writes_only_the_columns_that_the_curator_changed(admin_client):
    school = SchoolFactory(unitid=100654)
    with_sql = save_and_watch(admin_client, school, note="New.")
    (update,) = [sql for sql in with_sql if sql.startswith('UPDATE "programs_school"')]
    assert '"note"' in update
    assert '"city"' not in update


def save_and_watch(admin_client, row, **values):
    with CaptureQueriesContext(connection) as caught:
        save(admin_client, row, **values)
    return [query["sql"] for query in caught.captured_queries]


def test_withdrawn_row_is_shown_no_more_and_can_be_brought_back(admin_client):
    topic = ProgramTopicFactory(topic="policy")
    program = topic.program
    assert Program.objects.teaching("policy").exists()
    save_topic(admin_client, topic, is_withdrawn="on")
    assert not Program.objects.teaching("policy").exists()
    assert list(program.topics.all()) == []
    assert ProgramTopic.everything.get() == topic
    save_topic(admin_client, topic)
    assert list(program.topics.all()) == [topic]


def save_topic(admin_client, topic, **values):
    address = reverse("admin:programs_programtopic_change", args=[topic.pk])
    send(admin_client, address, {"program": topic.program_id, "topic": topic.topic} | values)


def test_withdrawn_guide_is_told_to_partners_as_withdrawn(admin_client):
    guide = LevelGuideFactory()
    values = {name: getattr(guide, name) for name in ("level", "summary", "body", "source", "checked_on")}
    send(admin_client, reverse("admin:programs_levelguide_change", args=[guide.pk]), values | {"is_withdrawn": "on"})
    assert not LevelGuide.objects.exists()
    assert Change.objects.values_list("resource", "key", "action").last() == ("levels", guide.level, "withdrawn")


def test_withdrawn_row_is_named_where_it_is_in_the_way_of_another():
    withdrawn = AccreditationFactory(is_withdrawn=True, accreditor="CAHME")
    again = AccreditationFactory.build(program=withdrawn.program, accreditor="CAHME")
    with pytest.raises(ValidationError, match="Bring that one back"):
        again.full_clean()
    Synonym.objects.create(word="clinic", alike="hospital", is_withdrawn=True)
    with pytest.raises(ValidationError, match="Bring that one back"):
        Synonym(word="clinic", alike="practice").full_clean()


def test_seed_brings_back_nothing_that_curators_withdrew():
    Synonym.objects.create(word="health", alike="care", is_withdrawn=True)
    curated_seed._add_synonyms({"synonyms": 0}, [])
    assert not Synonym.objects.exists()


def test_page_of_a_row_that_only_releases_write_has_a_history_too(admin_client):
    program = ProgramFactory()
    assert history_page(admin_client, program.outcome or program).status_code == 200


def test_who_may_only_look_takes_nothing_back(client, django_user_model):
    looker = django_user_model.objects.create_user("looker", is_staff=True)
    looker.user_permissions.add(*Permission.objects.filter(codename__in=("view_school", "view_every_school")))
    client.force_login(looker)
    school = SchoolFactory(note="First.")
    first = school.history.first()
    sign(school, by=None, why="A command").save()
    assert history_page(client, school).status_code == 200
    assert (
        client.post(reverse("admin:programs_school_revert", args=[school.pk, first.pk]), {"why": "x"}).status_code
        == 403
    )

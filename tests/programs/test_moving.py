"""A school becomes part of another, or programs move to another, as was shown before; all of it can be taken back."""

import re
from datetime import date
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms.models import model_to_dict
from django.urls import reverse

from careerportal.datasets import journal
from careerportal.sync.models import Change
from careerportal.taxonomy.topics import Topic
from programs import moving
from programs.merging import plan_merge, plan_move
from programs.models import Accreditation, Deadline, Program, ProgramTopic, School, SchoolMove
from programs.school_editors import SchoolAssignment
from tests.factories import (
    AccreditationFactory,
    DeadlineFactory,
    ProgramFactory,
    ProgramTopicFactory,
    SchoolAssignmentFactory,
    SchoolFactory,
    SchoolMoveFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(django_user_model):
    return django_user_model.objects.create_superuser("ann")


@pytest.fixture
def old():
    return SchoolFactory(name="Alt College", former_names="Older College", description="It taught since 1901.")


@pytest.fixture
def new():
    return SchoolFactory(name="New University")


def merge(old, new, by, why="The accreditor says so"):
    return moving.merge(old, new, by=by, why=why, seen=plan_merge(old, new).fingerprint)


def own(school, **said):
    return ProgramFactory(school=school, federal_key=None, outcome=None, **said)


def everything():
    """All that a merge might touch, as it stands."""
    tables = (School, Program, ProgramTopic, Accreditation, Deadline, SchoolAssignment)
    return {
        (model.__name__, row.pk): model_to_dict(row) | ({"merged": row.merged_into_id} if model is School else {})
        for model in tables
        for row in model._base_manager.all()
    }


def told():
    return set(Change.objects.values_list("resource", "key", "action"))


def test_plan_writes_nothing(old, new):
    own(old)
    before = everything()
    assert plan_merge(old, new).changes
    assert everything() == before


def test_own_program_goes_over_and_keeps_its_address(client, ann, old, new):
    program = own(old, cip="51.0701")
    merge(old, new, ann)
    program.refresh_from_db()
    assert program.school == new
    page = client.get(program.get_absolute_url())
    assert page.status_code == 200
    assert "New University" in page.content.decode()


def test_moved_program_is_found_by_its_new_school(client, ann, old, new):
    own(old, title="Hospital Leadership")
    merge(old, new, ann)
    assert Program.objects.matching("hospital new university").count() == 1
    assert School.objects.with_programs().matching("alt college").get() == new


def test_program_that_both_have_leads_to_the_other_and_gives_it_what_was_written(client, ann, old, new):
    ours = own(old, description="Our words.", delivery="online", length_months=20)
    theirs = ProgramFactory(school=new, length_months=24)
    ProgramTopicFactory(program=ours, topic=Topic.FINANCE)
    AccreditationFactory(program=ours, accreditor="CAHME")
    AccreditationFactory(program=theirs, accreditor="AUPHA")
    merge(old, new, ann)
    assert client.get(ours.get_absolute_url())["Location"] == theirs.get_absolute_url()
    theirs.refresh_from_db()
    assert (theirs.description, theirs.delivery, theirs.length_months) == ("Our words.", "online", 24)
    assert [topic.topic for topic in theirs.topics.all()] == [Topic.FINANCE]
    given = Accreditation.everything.filter(program=theirs)
    assert {one.accreditor for one in given} == {"CAHME", "AUPHA"}


def test_what_the_other_program_has_stays_and_the_plan_says_so(old, new):
    ours = own(old, length_months=20)
    ProgramFactory(school=new, length_months=24)
    AccreditationFactory(program=ours, accreditor="CAHME")
    AccreditationFactory(program=new.programs.get(), accreditor="CAHME")
    said = " ".join(plan_merge(old, new).stays)
    assert "“length in months”" in said
    assert "“CAHME: Accredited” stays" in said


def test_federal_program_without_a_like_is_withdrawn_with_the_reason(client, ann, old, new):
    program = ProgramFactory(school=old)
    merge(old, new, ann)
    gone = client.get(program.get_absolute_url())
    assert gone.status_code == 410
    assert "Alt College is now part of New University." in gone.content.decode()


def test_draft_goes_over_as_a_draft(ann, old, new):
    ProgramFactory(school=new)
    draft = own(old, status="draft")
    merge(old, new, ann)
    draft.refresh_from_db()
    assert (draft.school, draft.status) == (new, "draft")


def test_page_of_the_school_leads_to_the_other_for_as_long_as_it_offers_nothing(client, ann, old, new):
    merge(old, new, ann)
    answer = client.get(old.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, new.get_absolute_url())
    ProgramFactory(school=old)
    assert client.get(old.get_absolute_url()).status_code == 200


def test_editors_of_the_school_edit_the_other(ann, old, new):
    both = SchoolAssignmentFactory(school=old)
    SchoolAssignmentFactory(school=new, user=both.user)
    one = SchoolAssignmentFactory(school=old)
    merge(old, new, ann)
    assert set(new.assignments.values_list("user", flat=True)) == {both.user_id, one.user_id}


def test_partners_are_told_of_every_school_and_program(ann, old, new):
    mine, ours = own(old, cip="51.0702"), own(old)
    theirs = ProgramFactory(school=new, description="")
    Program.objects.filter(pk=ours.pk).update(description="Ours")
    Change.objects.all().delete()
    merge(old, new, ann)
    assert told() == {
        ("schools", old.ledger_key, "updated"),
        ("schools", new.ledger_key, "updated"),
        ("programs", mine.slug, "updated"),
        ("programs", ours.slug, "withdrawn"),
        ("programs", theirs.slug, "updated"),
    }


def test_every_row_that_changes_has_a_version_with_who_and_why(ann, old, new):
    program = own(old)
    merge(old, new, ann, why="Merged in July")
    for row in (program, old, new):
        version = row.history.first()
        assert version.history_user == ann
        assert "Merged in July" in version.history_change_reason


@pytest.fixture
def full(old, new):
    """Two schools with all that people may have written of them."""
    shared = own(old, description="Ours", publish_on=date(2027, 1, 1), withdraw_on=date(2027, 5, 1))
    ProgramFactory(school=new)
    for program in (shared, own(old, cip="51.0702"), ProgramFactory(school=old, cip="51.0703")):
        ProgramTopicFactory(program=program, topic=Topic.FINANCE)
        AccreditationFactory(program=program)
        DeadlineFactory(program=program)
    SchoolAssignmentFactory(school=old)
    return shared


def test_undone_merge_leaves_everything_as_it_was(ann, old, new, full):
    before = everything()
    done = merge(old, new, ann)
    assert everything() != before
    moving.undo(done, by=ann, why="It was another college")
    assert everything() == before


def test_partners_hear_that_what_was_withdrawn_is_back(ann, old, new, full):
    done = merge(old, new, ann)
    Change.objects.all().delete()
    moving.undo(done, by=ann, why="It was another college")
    assert ("programs", full.slug, "created") in told()


def test_accreditation_that_goes_over_waits_for_a_second_reader(ann, old, new):
    given = AccreditationFactory(program=own(old))
    ProgramFactory(school=new)
    done = merge(old, new, ann)
    given = Accreditation.everything.get(pk=given.pk)
    assert (given.program.school, given.is_reviewed) == (new, False)
    moving.undo(done, by=ann, why="Another college")
    assert Accreditation.everything.get(pk=given.pk).is_reviewed


def test_two_programs_that_lead_to_one_give_it_each_thing_once(ann, old, new):
    for program in (own(old), ProgramFactory(school=old)):
        ProgramTopicFactory(program=program, topic=Topic.FINANCE)
    heir = ProgramFactory(school=new)
    merge(old, new, ann)
    assert heir.topics.count() == 1


def test_place_that_was_taken_since_is_named_and_left(ann, old, new):
    assignment = SchoolAssignmentFactory(school=old)
    program = own(old, cip="51.0702")
    done = merge(old, new, ann)
    SchoolAssignmentFactory(school=old, user=assignment.user)
    with pytest.raises(ValidationError, match="There is another school editor now"):
        moving.undo(done, by=ann, why="Wrong")
    moving.undo(done, by=ann, why="Wrong", leaving=True)
    assert Program.objects.get(pk=program.pk).school == old
    assert SchoolAssignment.objects.filter(user=assignment.user).count() == 2


def test_plan_asks_few_questions_however_many_programs(old, new, django_assert_max_num_queries):
    own(old, cip="51.0701")
    with django_assert_max_num_queries(8) as few:
        plan_merge(old, new)
    for number in range(2, 20):
        own(old, cip=f"51.07{number:02}")
    with django_assert_max_num_queries(len(few.captured_queries)):
        plan_merge(old, new)


def test_nothing_is_undone_twice(ann, old, new):
    done = merge(old, new, ann)
    moving.undo(done, by=ann, why="Wrong")
    with pytest.raises(ValidationError, match="undone already"):
        moving.undo(done, by=ann, why="Wrong")


def test_what_was_written_since_is_named_and_stays_when_the_rest_is_undone(ann, old, new, full):
    done = merge(old, new, ann)
    School.objects.filter(pk=new.pk).update(description="Written since")
    with pytest.raises(ValidationError, match="“description” of New University has been changed since"):
        moving.undo(done, by=ann, why="Wrong")
    assert School.objects.get(pk=old.pk).merged_into == new
    moving.undo(done, by=ann, why="Wrong", leaving=True)
    assert School.objects.get(pk=new.pk).description == "Written since"
    assert School.objects.get(pk=old.pk).merged_into is None


def test_nothing_happens_when_something_has_changed_since_the_plan_was_seen(ann, old, new):
    seen = plan_merge(old, new).fingerprint
    own(old)
    with pytest.raises(ValidationError, match="Look again"):
        moving.merge(old, new, by=ann, why="Merged", seen=seen)
    assert not SchoolMove.objects.exists()
    assert School.objects.get(pk=old.pk).merged_into is None


def test_merge_needs_a_reason(ann, old, new):
    with pytest.raises(ValidationError, match="Say why"):
        merge(old, new, ann, why="  ")


def test_school_does_not_become_part_of_itself_nor_of_a_closed_or_merged_one(ann, old, new):
    closed = SchoolFactory(activity="closed")
    assert "cannot become part of itself" in plan_merge(old, old).obstacles[0]
    assert "has closed" in plan_merge(old, closed).obstacles[0]
    merge(old, new, ann)
    old.refresh_from_db()
    assert "is part of New University already" in plan_merge(old, SchoolFactory()).obstacles[0]
    assert "Choose that one" in plan_merge(SchoolFactory(), old).obstacles[0]


def test_former_names_without_room_are_left_and_said(old, new):
    new.former_names = "x" * 295
    plan = plan_merge(old, new)
    assert "no room for the names of Alt College" in plan.stays[0]


def test_own_programs_move_alone(client, ann, old, new):
    going, staying = own(old, cip="51.0701"), own(old, cip="51.0702")
    seen = plan_move([going], old, new).fingerprint
    done = moving.move([going], old, new, by=ann, why="Listed at the wrong campus", seen=seen)
    assert [program.pk for program in new.programs.all()] == [going.pk]
    assert [program.pk for program in old.programs.all()] == [staying.pk]
    assert client.get(old.get_absolute_url()).status_code == 200
    moving.undo(done, by=ann, why="It was the right one")
    assert new.programs.count() == 0


def test_federal_program_does_not_move(old, new):
    program = ProgramFactory(school=old)
    assert "follows it" in plan_move([program], old, new).obstacles[0]
    assert "Choose that one" in plan_move([], SchoolFactory(), SchoolFactory(merged_into=new)).obstacles[0]
    assert "there already" in plan_move([], old, old).obstacles[0]


class TestDesk:
    @pytest.fixture
    def new(self):
        """A school whose number has a comma where people write it."""
        return SchoolFactory(pk=12_345, name="New University")

    def merge_page(self, client, old, new):
        address = reverse("admin:programs_school_merge", args=[old.pk])
        return f"{address}?target={new.pk}", client.get(address, {"target": new.pk})

    def sent_by(self, page):
        """What the page's own form sends besides what a person types."""
        return dict(
            re.findall(r'<input type="hidden" name="(target|fingerprint)" value="(.*?)">', page.content.decode())
        )

    def test_school_is_merged_as_the_page_shows_and_the_merge_undone(self, admin_client, old, new):
        program = own(old)
        address = reverse("admin:programs_school_merge", args=[old.pk])
        assert address in admin_client.get(reverse("admin:programs_school_change", args=[old.pk])).content.decode()
        assert "Show what would change" in admin_client.get(address).content.decode()
        address, page = self.merge_page(admin_client, old, new)
        assert "Is listed at New University" in page.content.decode()
        form = self.sent_by(page) | {"why": "Merged"}
        done = SchoolMove.objects.get(pk=admin_client.post(address, form)["Location"].split("/")[-3])
        program.refresh_from_db()
        assert program.school == new
        undo = reverse("admin:programs_schoolmove_undo", args=[done.pk])
        told = admin_client.get(reverse("admin:programs_schoolmove_change", args=[done.pk])).content.decode()
        assert undo in told
        assert "Undo it" in admin_client.get(undo).text
        assert admin_client.post(undo, {"why": "Wrong"}).status_code == 302
        program.refresh_from_db()
        assert program.school == old

    def test_page_says_what_is_missing_and_changes_nothing(self, admin_client, old, new):
        own(old)
        address, _ = self.merge_page(admin_client, old, new)
        form = {"target": new.pk, "fingerprint": "of another time", "why": ""}
        assert "This field is required" in admin_client.post(address, form).content.decode()
        stale = admin_client.post(address, form | {"why": "Merged"}).content.decode()
        assert "Look again at what would change now" in stale
        assert not SchoolMove.objects.exists()

    @pytest.mark.parametrize("asked", ["999999", "abc", "2,118", "9" * 30, "\x00", "²"])
    def test_unknown_school_is_said(self, admin_client, old, asked):
        page = admin_client.get(reverse("admin:programs_school_merge", args=[old.pk]), {"target": asked})
        assert page.status_code == 200
        assert re.search("There is no such school|Choose one of the schools", page.content.decode())

    @pytest.mark.parametrize("typed", ["{new.slug}", "{new.unitid}", "https://portal.example/schools/{new.slug}/"])
    def test_other_school_is_typed_where_no_script_runs(self, admin_client, old, new, typed):
        School.objects.filter(pk=new.pk).update(unitid=100654)
        new.refresh_from_db()
        address = reverse("admin:programs_school_merge", args=[old.pk])
        page = admin_client.get(address, {"target": "", "target_typed": typed.format(new=new)})
        assert admin_client.post(address, self.sent_by(page) | {"why": "One school"}).status_code == 302
        assert SchoolMove.objects.get().target == new

    def test_programs_chosen_in_the_list_are_moved(self, admin_client, old, new):
        program = own(old)
        chosen = {"action": "move_to_another_school", "_selected_action": [program.pk]}
        address = admin_client.post(reverse("admin:programs_program_changelist"), chosen)["Location"]
        page = admin_client.get(f"{address}&target={new.pk}")
        form = self.sent_by(page) | {"why": "Wrong campus"}
        assert admin_client.post(address, form).status_code == 302
        program.refresh_from_db()
        assert program.school == new

    @pytest.mark.parametrize("asked", ["", "abc", "9" * 30, "0"])
    def test_no_programs_or_nonsense_leads_back_to_the_list(self, admin_client, asked):
        answer = admin_client.get(reverse("admin:programs_program_move"), {"programs": asked})
        assert answer["Location"] == reverse("admin:programs_program_changelist")

    def test_programs_of_two_schools_are_not_moved_together(self, admin_client, old, new):
        chosen = f"{own(old).pk},{own(new).pk}"
        answer = admin_client.get(reverse("admin:programs_program_move"), {"programs": chosen}, follow=True)
        assert "Choose programs of one school" in answer.content.decode()

    def test_undo_names_what_has_changed_and_does_not_show_it_as_going_back(self, admin_client, ann, old, new):
        own(old)
        done = merge(old, new, ann)
        School.objects.filter(pk=new.pk).update(former_names="Something else")
        page = admin_client.get(reverse("admin:programs_schoolmove_undo", args=[done.pk]))
        assert "“former names” of New University has been changed since." in page.text
        assert "Something else" not in page.text


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_who_merge_each_into_the_other_do_it_once():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    one, other = SchoolFactory(), SchoolFactory()
    plans = [(one, other, plan_merge(one, other).fingerprint), (other, one, plan_merge(other, one).fingerprint)]
    said = []

    def do(source, target, seen):
        try:
            moving.merge(source, target, by=None, why="They are one", seen=seen)
            said.append("done")
        except ValidationError as error:
            said.append(error.messages[0])
        finally:
            connection.close()

    threads = [Thread(target=do, args=plan) for plan in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said.count("done") == 1
    assert any("Choose that one" in words for words in said)


def test_school_of_a_merge_is_one_that_people_have_tied_something_to(old, new):
    """So a release that is taken back takes it off the list, and deletes neither it nor the record of the merge."""
    untouched = SchoolFactory()
    SchoolMoveFactory(source=old, target=new)
    bare = [School.objects.get(pk=untouched.pk), School.objects.get(pk=new.pk)]
    assert journal._curated(School, bare) == {new.pk}

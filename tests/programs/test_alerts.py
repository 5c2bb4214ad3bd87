"""Feeds of what changes: of a search and of a shortlist, as a feed reader reads them."""

import datetime

import feedparser
import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from careerportal.sync import ledger
from programs import curation
from programs.models import Program
from tests.factories import DeadlineFactory, ProgramFactory

pytestmark = pytest.mark.django_db

SEARCH, SHORTLIST = reverse("programs:feed"), reverse("programs:shortlist-feed")


def record(program, action="updated"):
    with transaction.atomic():
        ledger.record([("programs", program.slug, action)])


def listed(action="created", **facts):
    program = ProgramFactory(**facts)
    record(program, action)
    return program


def read(client, url, query=None):
    response = client.get(url, query)
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def titles(client, url, query=None):
    return [entry.title for entry in read(client, url, query).entries]


def edit(admin_client, program, **fields):
    """Save a program at the desk, as a curator does."""
    form = reverse("admin:programs_program_change", args=[program.pk])
    page = admin_client.get(form).context
    kept = page["adminform"].form.initial
    values = {name: value for name, value in kept.items() if value not in (None, "")}
    for formset in page["inline_admin_formsets"]:
        for hidden in formset.formset.management_form:
            values[hidden.html_name] = hidden.value()
        for row in formset.formset.initial_forms:
            values |= {field.html_name: field.value() for field in row if field.value() not in (None, "")}
    answer = admin_client.post(form, values | fields)
    assert answer.status_code == 302, answer.context["adminform"].form.errors


class TestSearch:
    def test_it_tells_of_the_programs_of_the_search_and_of_no_other(self, client):
        listed(school__name="Kept", school__state="TX")
        listed(school__name="Filtered out", school__state="OH")
        assert titles(client, SEARCH, {"state": "TX"}) == ["New: Kept, Master's degree"]

    def test_a_program_edited_at_the_desk_is_told_where_it_matches_and_nowhere_else(self, client, admin_client):
        program = listed(school__name="Edited", school__state="TX")
        listed(school__name="Other", school__state="OH")
        before = {state: titles(client, SEARCH, {"state": state}) for state in ("TX", "OH")}
        edit(admin_client, program, delivery="online")
        assert titles(client, SEARCH, {"state": "TX"}) == ["Changed: Edited, Master's degree"]
        assert titles(client, SEARCH, {"state": "TX", "delivery": "online"}) == ["Changed: Edited, Master's degree"]
        assert titles(client, SEARCH, {"state": "TX", "delivery": "campus"}) == []
        assert titles(client, SEARCH, {"q": "edited"}) == ["Changed: Edited, Master's degree"]
        assert titles(client, SEARCH, {"state": "OH"}) == before["OH"]

    def test_a_withdrawn_program_is_said_with_its_successor(self, client, admin_user):
        heir = listed(school__state="TX", title="The New Program")
        gone = listed(school__name="Gone", school__state="TX")
        curation.withdraw(gone, by=admin_user, why="Merged", successor=heir)
        first = read(client, SEARCH, {"state": "TX"}).entries[0]
        assert first.title == "Withdrawn: Gone, Master's degree"
        assert "Its successor: The New Program" in first.summary
        assert "Withdrawn: Gone, Master's degree" not in titles(client, SEARCH, {"state": "OH"})

    def test_a_program_that_the_newest_release_left_out_is_said(self, client):
        gone = listed(school__name="Gone")
        Program.objects.filter(pk=gone.pk).update(is_current=False)
        record(gone, "withdrawn")
        assert titles(client, SEARCH) == ["Withdrawn: Gone, Master's degree"]

    def test_a_deadline_that_moved_is_said_with_both_days(self, client, admin_client):
        deadline = DeadlineFactory(program=listed(school__name="Moved", school__state="TX"))
        prefix = "deadlines-0-due_on"
        edit(admin_client, deadline.program, **{prefix: "2027-04-15"})
        found = read(client, SEARCH, {"state": "TX"}).entries
        moved = next(entry for entry in found if entry.title == "Deadline moved: Moved, Master's degree")
        assert "Application for fall: moved from March 1, 2027 to April 15, 2027." in moved.summary
        assert titles(client, SEARCH, {"state": "OH"}) == []

    def test_what_changed_last_comes_first_and_each_program_once(self, client):
        first, second = listed(school__name="First"), listed(school__name="Second")
        for program in (second, first, first):
            record(program)
        assert titles(client, SEARCH) == ["Changed: First, Master's degree", "Changed: Second, Master's degree"]

    def test_each_event_has_a_name_of_its_own_and_keeps_it(self, client):
        program = listed()
        (new,) = read(client, SEARCH).entries
        assert new.id == read(client, SEARCH).entries[0].id
        record(program)
        assert read(client, SEARCH).entries[0].id != new.id

    def test_it_names_whom_to_credit(self, client):
        assert "truewise.dev" in read(client, SEARCH).feed.rights

    def test_a_wrong_value_is_an_error(self, client):
        assert client.get(SEARCH, {"state": "ZZ"}).status_code == 400

    def test_its_own_address_repeats_only_what_was_understood(self, client):
        feed = read(client, SEARCH, {"state": "TX", "utm_source": "letter"}).feed
        (own,) = [link.href for link in feed.links if link.rel == "self"]
        assert own == f"http://testserver{SEARCH}?state=TX"

    def test_a_reader_who_asks_again_hears_that_nothing_changed(self, client):
        program = listed()
        etag = client.get(SEARCH, {"level": "masters"})["ETag"]
        again = client.get(SEARCH, {"level": "masters"}, headers={"If-None-Match": etag})
        assert again.status_code == 304
        record(program)
        changed = client.get(SEARCH, {"level": "masters"}, headers={"If-None-Match": etag})
        assert changed.status_code == 200

    def test_it_takes_as_many_queries_however_many_programs(self, client, django_assert_num_queries):
        for _ in range(4):
            DeadlineFactory(program=listed(), previous_due_on=datetime.date(2027, 1, 1), moved_at=timezone.now())
        # the data's serial; lines of the ledger; their programs; deadlines that moved; the serial
        # again; and who made the files that are live, which is kept
        with django_assert_num_queries(6):
            client.get(SEARCH, {"state": "OH"})


class TestShortlist:
    def test_it_tells_of_the_named_programs_whatever_became_of_them(self, client):
        kept, gone = listed(school__name="Kept"), listed(school__name="Gone", withdrawn=True)
        listed(school__name="Another")
        record(gone, "withdrawn")
        found = titles(client, SHORTLIST, {"p": [kept.slug, gone.slug, "no-such-program"]})
        assert found == ["Withdrawn: Gone, Master's degree", "New: Kept, Master's degree"]

    def test_it_leads_back_to_the_list(self, client):
        program = listed()
        feed = read(client, SHORTLIST, {"p": program.slug}).feed
        assert feed.link == f"http://testserver{reverse('programs:shortlist')}?p={program.slug}"

    def test_a_reader_who_asks_again_hears_that_nothing_changed(self, client):
        query = {"p": listed().slug}
        etag = client.get(SHORTLIST, query)["ETag"]
        assert client.get(SHORTLIST, query, headers={"If-None-Match": etag}).status_code == 304

    def test_a_feed_of_nothing_is_refused(self, client):
        assert client.get(SHORTLIST).status_code == 400

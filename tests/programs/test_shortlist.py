"""The shortlist in the reader's own browser: saving, order, removal, links, files, and what it must never do."""

import csv
import io
import random
from datetime import date
from html import unescape
from string import ascii_lowercase

import pytest
import vobject
from django.core import signing
from django.test import Client
from django.urls import reverse

from programs import shortlist
from tests.factories import DeadlineFactory, ProgramFactory

pytestmark = pytest.mark.django_db

LIST = reverse("programs:shortlist")
OURS = {"Sec-Fetch-Site": "same-origin"}
ASKS_FOR_JSON = OURS | {"Accept": "application/json"}


def press(client, button, program, headers=OURS, **fields):
    return client.post(LIST, {button: getattr(program, "slug", program), **fields}, headers=headers)


def slugs(client):
    return list(client.get(LIST).context["slugs"])


@pytest.fixture
def three(client):
    programs = [ProgramFactory(slug=slug, school__name=slug.title()) for slug in ("first", "second", "third")]
    for program in programs:
        press(client, "add", program)
    return programs


class TestSaving:
    def test_a_saved_program_is_on_the_list(self, client):
        program = ProgramFactory(school__name="Kept College")
        response = press(client, "add", program)
        assert response.status_code == 303
        assert response["Location"] == LIST
        assert "Kept College" in client.get(LIST).text

    def test_it_leads_back_to_where_the_reader_was(self, client):
        search = "http://testserver/programs/?q=texas"
        response = press(client, "add", ProgramFactory(), headers=OURS | {"Referer": search})
        assert response["Location"] == f"{LIST}?back=%2Fprograms%2F%3Fq%3Dtexas"
        assert '<a href="/programs/?q=texas">Back to where you were</a>' in client.get(response["Location"]).text

    @pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:a"])
    def test_it_leads_nowhere_else(self, client, back):
        assert "Back to where you were" not in client.get(LIST, {"back": back}).text
        response = press(client, "add", ProgramFactory(), headers=OURS | {"Referer": back})
        assert response["Location"] == LIST

    def test_a_script_hears_the_new_list(self, client):
        answer = press(client, "add", ProgramFactory(slug="one"), headers=ASKS_FOR_JSON)
        assert answer.json() == {"slugs": ["one"], "most": 30, "full": False}

    def test_what_we_do_not_list_is_not_saved(self, client):
        assert press(client, "add", "no-such-program", headers=ASKS_FOR_JSON).json()["slugs"] == []

    def test_saving_twice_keeps_one(self, client, three):
        press(client, "add", three[0])
        assert slugs(client) == ["first", "second", "third"]

    def test_a_full_list_says_so(self, client, monkeypatch, three):
        monkeypatch.setattr(shortlist, "MOST", 3)
        response = press(client, "add", ProgramFactory())
        assert "Your shortlist is full" in client.get(response["Location"]).text
        assert len(slugs(client)) == 3

    def test_without_a_button_nothing_happens(self, client, three):
        assert client.post(LIST, {"nonsense": "1"}, headers=OURS).status_code == 400
        assert client.post(LIST, {"add": "first", "remove": "first"}, headers=OURS).status_code == 400
        assert slugs(client) == ["first", "second", "third"]


class TestOrder:
    def test_programs_move_up_and_down(self, client, three):
        assert press(client, "up", three[2])["Location"] == f"{LIST}#entry-third"
        assert slugs(client) == ["first", "third", "second"]
        press(client, "down", three[0])
        assert slugs(client) == ["third", "first", "second"]
        press(client, "up", three[2])
        press(client, "down", three[1])
        press(client, "up", "no-such-program")
        assert slugs(client) == ["third", "first", "second"]

    def test_a_removed_program_comes_back_to_its_place(self, client, three):
        response = press(client, "remove", three[1])
        assert slugs(client) == ["first", "third"]
        page = client.get(response["Location"])
        assert "Removed: Second, Master's degree." in unescape(" ".join(page.text.split()))
        press(client, "add", page.context["removed"]["slug"], at=page.context["removed"]["at"])
        assert slugs(client) == ["first", "second", "third"]

    @pytest.mark.parametrize("at", ["-1", "x", "9" * 50, "²", ""])
    def test_a_strange_place_is_the_end(self, client, three, at):
        press(client, "add", ProgramFactory(slug="new"), at=at)
        assert slugs(client)[-1] == "new"

    def test_the_last_one_removed_takes_the_cookie_along(self, client):
        program = ProgramFactory()
        press(client, "add", program)
        response = press(client, "remove", program)
        assert response.cookies[shortlist.COOKIES["en"]]["max-age"] == 0


class TestCookie:
    def test_it_is_signed_and_for_the_server_of_the_list_alone(self, client, settings):
        settings.SESSION_COOKIE_SECURE = True
        cookie = press(client, "add", ProgramFactory()).cookies[shortlist.COOKIES["en"]]
        assert cookie["httponly"]
        assert cookie["secure"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == LIST
        assert signing.loads(cookie.value, salt=shortlist.SALT)

    @pytest.mark.parametrize("value", ["nonsense", "a:b:c", "x" * 5_000, "\x00"])
    def test_a_forged_or_damaged_one_is_an_empty_list_and_says_so(self, client, value):
        client.cookies[shortlist.COOKIES["en"]] = value
        page = client.get(LIST)
        assert page.status_code == 200
        assert "could not be read" in page.text
        assert page.context["entries"] == []

    def test_one_signed_for_another_purpose_is_not_taken(self, client):
        client.cookies[shortlist.COOKIES["en"]] = signing.dumps(["first"], salt="something else")
        assert slugs(client) == []

    def test_it_never_outgrows_what_browsers_keep(self):
        letters = random.Random(5107)
        long = ["".join(letters.choices(ascii_lowercase, k=200)) for _ in range(60)]
        kept = shortlist.Shortlist().adding(*long)
        assert 0 < len(kept.slugs) <= shortlist.MOST
        assert len(shortlist._signed(kept.slugs)) <= shortlist.LARGEST_COOKIE

    def test_nothing_of_the_list_is_stored_here(self, client, three, django_assert_num_queries):
        with django_assert_num_queries(1):  # whether we know the program
            press(client, "add", three[0])


class TestOtherSites:
    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "https://testserver"},
            {"Referer": "https://evil.example/http://testserver/"},
            {"Referer": "http://testserver.evil.example/"},
            {"Referer": "http://["},
        ],
    )
    def test_a_form_on_a_strangers_page_changes_nothing(self, client, three, headers):
        response = press(Client(enforce_csrf_checks=True), "add", three[0], headers=headers)
        assert response.status_code == 403
        assert not response.cookies
        assert "not sent from one of our own pages" in response.text

    @pytest.mark.parametrize(
        "headers", [OURS, {"Origin": "http://testserver"}, {"Referer": "http://testserver/programs/?q=x"}]
    )
    def test_a_form_on_our_own_page_needs_no_token(self, headers):
        client = Client(enforce_csrf_checks=True)
        assert press(client, "add", ProgramFactory(), headers=headers).status_code == 303

    def test_a_trusted_origin_is_ours(self, settings):
        settings.CSRF_TRUSTED_ORIGINS = ["https://careers.example.org"]
        headers = {"Origin": "https://careers.example.org"}
        assert press(Client(enforce_csrf_checks=True), "add", ProgramFactory(), headers=headers).status_code == 303


class TestKeptPages:
    def test_pages_are_the_same_bytes_with_and_without_a_list(self, client, three):
        search = reverse("programs:list")
        other = Client()
        assert client.cookies[shortlist.COOKIES["en"]].value
        assert client.get(search).content == other.get(search).content
        answer = client.get(search)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")

    def test_one_readers_list_is_never_anothers(self, client, three):
        assert slugs(client) == ["first", "second", "third"]
        page = client.get(LIST)
        assert "no-store" in page["Cache-Control"]
        assert "private" in page["Cache-Control"]
        assert "Cookie" in page["Vary"]
        assert slugs(Client()) == []

    def test_cards_carry_a_button_that_works_without_a_script(self, client, three):
        page = client.get(reverse("programs:list")).text
        assert f'<form id="keep" action="{LIST}" method="post"' in page
        assert 'form="keep" name="add" value="first"' in page
        assert 'form="keep" name="add" value="first"' in client.get(three[0].get_absolute_url()).text


class TestLink:
    def test_a_link_shows_the_same_programs_to_anybody_and_saves_nothing(self, client, three):
        share = client.get(LIST).context["share"]
        other = Client()
        page = other.get(share)
        assert [entry["named"].slug for entry in page.context["entries"]] == ["first", "second", "third"]
        assert not page.cookies
        assert slugs(other) == []

    def test_all_of_a_link_is_saved_with_one_press(self, client, three):
        other = Client()
        press(other, "add", three[2])
        other.post(LIST, {"add-all": "1", "p": ["first", "no-such", "second", "third"]}, headers=OURS)
        assert slugs(other) == ["third", "first", "second"]

    def test_empty_and_strange_links_are_answered(self, client):
        assert "The link names no program" in client.get(LIST, {"p": ""}).text
        page = client.get(LIST, {"p": ["no-such-program", "\x00", "x" * 9_000, "<b>"]})
        assert page.status_code == 200
        assert "We do not know this program" in page.text

    def test_an_empty_list_says_how_to_begin(self, client):
        assert "Nothing is saved yet" in client.get(LIST).text


class TestWithdrawn:
    def test_a_withdrawn_program_is_shown_as_such_with_its_successor(self, client):
        heir = ProgramFactory(slug="heir", title="The New Program")
        gone = ProgramFactory(slug="gone", withdrawn=True, successor=heir)
        press(client, "add", gone)
        html = client.get(LIST).text
        assert "No longer listed" in html
        assert "The New Program" in html
        press(client, "successor", gone)
        assert slugs(client) == ["heir"]

    def test_a_successor_that_is_saved_already_stays_where_it_is(self, client, three):
        gone = ProgramFactory(slug="gone", withdrawn=True, successor=three[0])
        press(client, "add", gone)
        press(client, "successor", gone)
        assert slugs(client) == ["first", "second", "third"]

    def test_a_program_without_a_successor_stays(self, client, three):
        press(client, "successor", three[0])
        assert slugs(client) == ["first", "second", "third"]


class TestTakingAway:
    QUERY = {"p": ["second", "first", "no-such-program"]}

    def test_csv_has_the_programs_in_the_order_of_the_list(self, client, three):
        answer = client.get(reverse("programs:shortlist-export", args=["csv"]), self.QUERY)
        rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode())))
        assert [row["program"] for row in rows] == ["second", "first"]
        assert "Truewise" in rows[0]["credit"]

    def test_workbook_opens(self, client, three):
        answer = client.get(reverse("programs:shortlist-export", args=["xlsx"]), self.QUERY)
        assert answer.getvalue().startswith(b"PK")

    def test_calendar_has_each_known_deadline_with_reminders(self, client, three, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 12, 1))
        DeadlineFactory(program=three[0], name="Priority", due_on=date(2027, 1, 15))
        DeadlineFactory(program=three[1], name="Past", due_on=date(2026, 11, 30))
        answer = client.get(reverse("programs:shortlist-calendar"), self.QUERY)
        assert answer["Content-Type"].startswith("text/calendar")
        events = {event.summary.value: event for event in vobject.readOne(answer.text).vevent_list}
        assert set(events) == {"First: Priority", "Second: Past"}
        assert events["First: Priority"].dtstart.value == date(2027, 1, 15)
        assert len(events["First: Priority"].valarm_list) == 2
        assert "valarm" not in events["Second: Past"].contents
        assert "https://college.example.org/apply" in events["First: Priority"].description.value

    def test_the_page_offers_the_calendar_only_where_a_deadline_is_known(self, client, three):
        assert "No deadline of these programs is recorded yet" in client.get(LIST).text
        DeadlineFactory(program=three[0])
        assert "1 known deadline for your calendar" in client.get(LIST).text

    @pytest.mark.parametrize("name", ["csv", "xlsx"])
    def test_files_of_nothing_are_refused(self, client, name):
        assert client.get(reverse("programs:shortlist-export", args=[name]), {"p": "no-such"}).status_code == 400
        assert client.get(reverse("programs:shortlist-calendar")).status_code == 400


def test_a_long_list_takes_as_many_queries_as_a_short_one(client, three, django_assert_num_queries):
    for _ in range(5):
        press(client, "add", ProgramFactory())
    # programs with school and outcome; topics; accreditations; deadlines; charges
    with django_assert_num_queries(5):
        client.get(LIST)

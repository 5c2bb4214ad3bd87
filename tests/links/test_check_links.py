"""Addresses are asked whether they are still there, politely, and curators are told of what is broken."""

from collections import Counter
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import URLField
from django.urls import reverse
from django.utils import timezone

from careerportal.datasets.models import Finding
from careerportal.links import asking, checking, places
from careerportal.links.asking import Answer, ask
from careerportal.links.models import Link
from programs.broken_links import KIND
from tests.factories import (
    AccreditationFactory,
    FindingFactory,
    LinkFactory,
    OverrideFactory,
    ProgramFactory,
    ReleaseFactory,
    SchoolFactory,
)

State = Link.State


class Site(BaseHTTPRequestHandler):
    """What a school's server might say; the path names it."""

    def say(self):
        self.server.asked.append((self.command, self.path))
        self.server.agents.add(self.headers["User-Agent"])
        word = self.path.strip("/").partition("?")[0]
        if word.startswith("to-"):
            status, to = word[3:].split("-", 1)
            self.send_response(int(status))
            self.send_header("Location", f"/{to}")
        elif word == "nonsense":
            self.wfile.write(b"this is no HTTP\r\n\r\n")
            return
        elif word == "get-only":
            self.send_response(405 if self.command == "HEAD" else 200)
        elif word == "head-lies":
            self.send_response(404 if self.command == "HEAD" else 200)
        else:
            self.send_response(int(word or 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = say  # noqa: N815 -- the names by which the server calls them

    def log_message(self, *words):
        pass


@pytest.fixture
def site(settings):
    settings.LINKS_TO_PRIVATE_NETWORKS = True
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.agents = [], set()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    server.url = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state", "said"),
    [
        ("/200", State.ANSWERS, "HTTP 200"),
        ("/204", State.ANSWERS, "HTTP 204"),
        ("/get-only", State.ANSWERS, "HTTP 200"),
        ("/head-lies", State.ANSWERS, "HTTP 200"),
        ("/404", State.FAILING, "HTTP 404"),
        ("/410", State.FAILING, "HTTP 410"),
        ("/500", State.FAILING, "HTTP 500"),
        ("/403", State.UNTOLD, "HTTP 403"),
        ("/429", State.UNTOLD, "HTTP 429"),
        ("/to-301-200", State.MOVED, "HTTP 200"),
        ("/to-308-to-301-200", State.MOVED, "HTTP 200"),
        ("/to-302-200", State.ANSWERS, "HTTP 200"),
        ("/to-301-to-302-200", State.ANSWERS, "HTTP 200"),
        ("/to-301-404", State.FAILING, "HTTP 404"),
        ("/nonsense", State.FAILING, None),
    ],
)
def test_address_is_what_its_site_says(site, path, state, said):
    answer = ask(site.url + path)
    assert answer.state == state
    assert said is None or answer.said == said


def test_moved_address_says_where_it_leads(site):
    assert ask(f"{site.url}/to-301-200").moved_to == f"{site.url}/200"


def test_redirects_in_a_circle_end(site):
    assert ask(f"{site.url}/to-301-{'to-301-' * 9}200").said == "leads on more than 5 times"


def test_head_is_asked_first_and_get_only_where_that_says_nothing(site):
    ask(f"{site.url}/200")
    ask(f"{site.url}/404")
    assert site.asked == [("HEAD", "/200"), ("HEAD", "/404"), ("GET", "/404")]


def test_it_says_who_asks(site):
    ask(f"{site.url}/200")
    (agent,) = site.agents
    assert agent.startswith("Career-Portal-Links/1 (+https://")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "ftp://school.edu/",
        "https://user:secret@school.edu/",
        "https:///nowhere",
        "http://[broken/",
        "http://x:99999/",
    ],
)
def test_no_machine_of_ours_is_asked_and_no_address_ends_the_run(url):
    assert ask(url).state == State.FAILING


def test_redirect_into_our_network_is_not_followed(site, settings, monkeypatch):
    began = []

    def asked_once(method, url):
        began.append(url)
        settings.LINKS_TO_PRIVATE_NETWORKS = len(began) == 1
        return real(method, url)

    real = asking._once
    monkeypatch.setattr(asking, "_once", asked_once)
    answer = ask(f"{site.url}/to-302-200")
    assert "leads to no address of the public internet" in answer.said


def test_address_beyond_ascii_is_asked_escaped(site):
    ask(f"{site.url}/200?q=é b")
    assert site.asked == [("HEAD", "/200?q=%C3%A9%20b")]


def test_closed_port_is_a_failure(settings):
    settings.LINKS_TO_PRIVATE_NETWORKS = True
    assert "refused" in ask("http://127.0.0.1:1/").said


@pytest.mark.django_db
class TestNoting:
    URL = "https://school.edu/mha"

    def note(self, state, *, days=0, said="HTTP 404"):
        return checking.note(self.URL, Answer(state, said), timezone.now() + timedelta(days=days))

    def test_one_failure_is_not_broken(self):
        assert self.note(State.FAILING).state == State.FAILING

    def test_second_failure_a_day_later_is(self):
        self.note(State.FAILING)
        link = self.note(State.FAILING, days=1)
        assert link.state == State.BROKEN
        assert link.failing_since < timezone.now()

    def test_two_failures_in_an_hour_are_one(self):
        self.note(State.FAILING)
        assert self.note(State.FAILING, days=1 / 24).state == State.FAILING

    def test_answer_makes_it_well_again(self):
        self.note(State.FAILING)
        self.note(State.FAILING, days=1)
        link = self.note(State.ANSWERS, days=2)
        assert (link.state, link.failing_since) == (State.ANSWERS, None)

    def break_it(self):
        self.note(State.FAILING)
        self.note(State.FAILING, days=1)

    def test_broken_address_of_the_directory_is_a_finding_until_it_answers(self):
        school = SchoolFactory(website=self.URL, directory_release=ReleaseFactory(source="ipeds-directory"))
        self.break_it()
        (finding,) = Finding.objects.filter(kind=KIND)
        assert finding.subject == f"{school.unitid}: website"
        assert "HTTP 404. Propose an override." in finding.message
        self.note(State.FAILING, days=9)
        assert Finding.objects.filter(kind=KIND).count() == 1
        self.note(State.ANSWERS, days=10)
        assert not Finding.objects.exists()

    def test_answered_finding_stays_and_its_answer_holds_for_the_next_release(self):
        old, new = (ReleaseFactory(source="ipeds-directory", edition=edition) for edition in ("HD2023", "HD2024"))
        school = SchoolFactory(website=self.URL, directory_release=new)
        FindingFactory(
            release=old, kind=KIND, subject=f"{school.unitid}: website", is_settled=True, answer="ignore", note="Known"
        )
        self.break_it()
        assert Finding.objects.get(release=new).note == "Known"
        self.note(State.ANSWERS, days=3)
        assert Finding.objects.filter(kind=KIND).count() == 2

    def test_what_an_override_replaces_is_no_finding(self):
        release = ReleaseFactory(source="ipeds-directory")
        SchoolFactory(website=self.URL, directory_release=release, overriding={"website": {"value": "https://x.edu"}})
        self.break_it()
        assert not Finding.objects.exists()

    def test_own_address_is_no_finding_but_waits_on_the_desk(self, admin_client):
        program = ProgramFactory(url=self.URL)
        self.break_it()
        assert not Finding.objects.exists()
        assert "Links that are broken" in admin_client.get(reverse("admin:index")).content.decode()
        page = admin_client.get(reverse("admin:links_link_change", args=[Link.objects.get().pk])).content.decode()
        assert reverse("admin:programs_program_change", args=[program.pk]) in page


@pytest.mark.django_db
class TestWhatIsAsked:
    def test_addresses_that_readers_follow(self):
        SchoolFactory(website="https://a.edu/", veterans_url="https://a.edu/v")
        ProgramFactory(url="https://a.edu/mha")
        AccreditationFactory(evidence_url="https://cahme.org/1")
        OverrideFactory(school__website="", value="https://a.edu/new", evidence_url="https://a.edu/why")
        asked, standing = checking.due(timezone.now())
        expected = {"https://a.edu/", "https://a.edu/v", "https://a.edu/mha", "https://cahme.org/1"}
        assert set(asked) == expected | {"https://a.edu/new", "https://a.edu/why"}
        assert standing == 6

    def test_no_address_of_what_readers_do_not_see(self):
        SchoolFactory(website="https://closed.edu/", activity="closed")
        ProgramFactory(url="https://a.edu/draft", status="draft")
        AccreditationFactory(evidence_url="https://cahme.org/1", is_withdrawn=True)
        assert checking.due(timezone.now()) == ([], 0)

    def test_those_asked_lately_wait_their_turn(self):
        now = timezone.now()
        ages = {"new": None, "well": 29, "stale": 31, "failed": 1, "broken": 3}
        for name, days in ages.items():
            ProgramFactory(url=f"https://a.edu/{name}")
            state = {"failed": State.FAILING, "broken": State.BROKEN}.get(name, State.ANSWERS)
            if days:
                since = now if state != State.ANSWERS else None
                LinkFactory(
                    url=f"https://a.edu/{name}",
                    state=state,
                    failing_since=since,
                    checked_at=now - timedelta(days=days),
                )
        asked, _ = checking.due(now)
        assert asked == ["https://a.edu/failed", "https://a.edu/new", "https://a.edu/stale"]
        assert len(checking.due(now, everything=True)[0]) == 5

    def test_what_stands_nowhere_any_more_is_forgotten(self):
        LinkFactory()
        checking.due(timezone.now())
        assert not Link.objects.exists()

    def test_addresses_among_the_words_of_a_text(self):
        text = "See [how](https://a.edu/how?a=1&b=2), <https://a.edu/x> or [us](/programs/)."
        program = ProgramFactory(description=text)
        ProgramFactory(description="Nothing [here](mailto:a@b.edu)")
        asked, _ = checking.due(timezone.now())
        assert asked == ["https://a.edu/how?a=1&b=2", "https://a.edu/x"]
        ((column, row),) = places.places_of("https://a.edu/how?a=1&b=2")
        assert (column.label, row) == ("program: description", program)

    def test_finding_goes_with_an_address_that_stands_nowhere_any_more(self):
        LinkFactory(url="https://gone.edu/", state=State.BROKEN, failing_since=timezone.now())
        FindingFactory(kind=KIND, message="https://gone.edu/ has not answered since 2026-11-01: HTTP 404.")
        checking.due(timezone.now())
        assert not Finding.objects.exists()

    def test_a_month_of_nights_is_enough_for_all(self):
        assert checking.share(1_000) == 500
        assert checking.share(40_000) * 30 > 40_000

    def test_every_column_of_addresses_is_asked(self):
        """A new table with addresses is either named in the settings or here, with the reason."""
        ours = {
            (model._meta.label, field.name)
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if isinstance(field, URLField) and not model.__name__.startswith("Historical")
        }
        not_asked = {
            ("partners.Webhook", "url"),  # Messages go there, and their answers are kept.
            ("reports.Report", "evidence_url"),  # A reader's; nobody follows it without looking.
            ("links.Link", "url"),
            ("links.Link", "moved_to"),
        }
        asked = {(column.model._meta.label, column.name) for column in places.columns() if not column.is_prose}
        assert asked == ours - not_asked


@pytest.mark.django_db
class TestChecking:
    def test_a_host_is_asked_one_thing_at_a_time_with_a_pause(self, site, monkeypatch):
        paused = []
        monkeypatch.setattr(checking, "sleep", paused.append)
        counts = checking.check([f"{site.url}/200", f"{site.url}/404", f"{site.url}/403"])
        assert paused == [2, 2]
        assert counts == Counter({State.ANSWERS: 1, State.FAILING: 1, State.UNTOLD: 1})

    def test_host_that_wants_a_rest_is_left_alone(self, site):
        checking.check([f"{site.url}/429", f"{site.url}/200"])
        assert [path for _, path in site.asked] == ["/429"]
        assert Link.objects.count() == 1

    def test_command_asks_what_is_due_and_says_what_it_found(self, site, capsys, monkeypatch):
        monkeypatch.setattr(checking, "SECONDS_BETWEEN", 0)
        for path in ("200", "404", "to-301-200"):
            ProgramFactory(url=f"{site.url}/{path}")
        call_command("check_links")
        said = capsys.readouterr().out
        assert "3 addresses stand in our pages; 3 are due, asking 3." in said
        assert "Answers: 1" in said
        assert "Has moved for good: 1" in said
        assert "Failed once: 1" in said
        call_command("check_links")
        assert "3 addresses stand in our pages; 0 are due, asking 0." in capsys.readouterr().out

    def test_one_address_is_asked_at_once(self, site, capsys):
        call_command("check_links", url=[f"{site.url}/200"])
        assert "Answers: 1" in capsys.readouterr().out

    def test_run_writes_nothing_while_the_portal_is_read_only(self, settings):
        settings.READ_ONLY = True
        with pytest.raises(CommandError, match="read-only"):
            call_command("check_links")

"""The fast lane: what was asked before, letter for letter, is answered at once, and only while it holds."""

import pytest
from django.core.cache import caches
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from careerportal.sync import kept_pages, known_requests, ledger
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db

ETAG = 'W/"a-page"'


@pytest.fixture
def passed_on():
    """The requests that the middleware did not answer itself."""
    return []


@pytest.fixture
def ask(rf, passed_on):
    """Ask for a page that is kept, through the middleware."""

    def view(request):
        passed_on.append(request)
        caches["pages"].set("key", {"content": b"page", "headers": {"Content-Type": "text/html"}})
        response = HttpResponse("page", headers={"ETag": ETAG, "Vary": request.GET.get("varies", "HX-Request, Cookie")})
        response.kept_page = kept_pages.state(), "key"
        return response

    portal = known_requests.answer_at_once(view)
    return lambda path="/programs/?level=masters", **headers: portal(rf.get(path, headers=headers))


def test_the_second_request_is_answered_at_once(ask, passed_on):
    first, second = ask(), ask()
    assert len(passed_on) == 1
    assert second.content == first.content
    assert (second["ETag"], second["Vary"], second["Content-Type"]) == (ETAG, "HX-Request, Cookie", "text/html")


def test_a_reader_who_holds_the_page_hears_not_modified_at_once(ask, passed_on):
    ask()
    answer = ask(if_none_match=ETAG)
    assert len(passed_on) == 1
    assert (answer.status_code, answer.content) == (304, b"")
    assert (answer["ETag"], answer["Vary"]) == (ETAG, "HX-Request, Cookie")


@pytest.mark.parametrize(
    "header", ["cookie", "accept-encoding", "accept-language", "hx-request", "hx-boosted", "if-match", "if-none-match"]
)
def test_another_header_that_a_page_may_read_is_another_request(ask, passed_on, header):
    ask()
    ask(**{header: "other"})
    assert len(passed_on) == 2


def test_another_query_string_is_another_request(ask, passed_on):
    ask("/programs/?level=masters")
    ask("/programs/?level=associate")
    assert len(passed_on) == 2


@pytest.mark.parametrize("header", ["*", "User-Agent", "Cookie, X-Anything"])
def test_a_page_that_varies_by_a_header_that_is_not_compared_is_never_known(ask, passed_on, header):
    ask(f"/programs/?varies={header}")
    ask(f"/programs/?varies={header}")
    assert len(passed_on) == 2


def test_after_a_line_in_the_ledger_nothing_is_known(ask, passed_on):
    ask()
    with transaction.atomic():
        ledger.record([("programs", "a-program", "updated")])
    ask()
    ask(if_none_match=ETAG)
    assert len(passed_on) == 2


def test_a_page_that_the_cache_let_go_is_made_anew(ask, passed_on):
    ask()
    caches["pages"].clear()
    ask()
    assert len(passed_on) == 2


def test_so_many_requests_are_known_and_no_more(ask, monkeypatch):
    monkeypatch.setattr(known_requests, "MOST_KNOWN", 3)
    for number in range(10):
        ask(f"/programs/?page={number}")
        assert len(known_requests._known) <= 3


def test_what_nobody_asked_before_costs_no_look_at_the_ledger(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        known_requests.answer_at_once(lambda request: HttpResponse())(rf.get("/healthz/live"))


def test_an_answer_at_once_carries_every_header_that_the_first_one_carried(client):
    ProgramFactory()
    first = client.get(reverse("programs:list"), headers={"Accept-Encoding": "gzip"})
    again = client.get(reverse("programs:list"), headers={"Accept-Encoding": "gzip"})
    assert not hasattr(again, "kept_page")
    assert again.content == first.content

    def plain(answer):
        headers = dict(answer.headers)
        del headers["X-Request-ID"]  # Each request has its own.
        policy = sorted(part.strip() for part in headers.pop("Content-Security-Policy").split(";"))
        vary = sorted(name.strip() for name in headers.pop("Vary").split(","))
        return headers, policy, vary

    assert plain(again) == plain(first)

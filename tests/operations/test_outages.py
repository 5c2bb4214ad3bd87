"""While the database is away readers hear 503 and when to come back, on pages and in the API."""

import json

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, InternalError, OperationalError, ProgrammingError
from django.test import override_settings
from django.urls import reverse

from careerportal.operations import outages
from programs.queries import ProgramQuerySet

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(monkeypatch, client):
    """Make every question about programs fail as asked, and let the answer be what a reader would get."""

    def fail(error):
        def raise_it(*_):
            raise error

        monkeypatch.setattr(ProgramQuerySet, "_fetch_all", raise_it)
        monkeypatch.setattr(ProgramQuerySet, "count", raise_it)

    client.raise_request_exception = False
    return fail


@pytest.mark.parametrize("error", [OperationalError("server closed the connection"), InterfaceError("closed")])
def test_page_says_503_and_when_to_come_back(client, failing, error):
    failing(error)
    answer = client.get(reverse("home"))
    assert answer.status_code == 503
    assert answer["Retry-After"] == str(outages.RETRY_SECONDS)
    assert "Back in a moment" in answer.content.decode()


def test_outage_page_still_has_the_security_headers(client, failing):
    failing(OperationalError("gone"))
    answer = client.get(reverse("home"))
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_api_says_so_as_a_problem(client, failing):
    failing(OperationalError("gone"))
    answer = client.get(reverse("api-v1:program-list"))
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer["Retry-After"] == str(outages.RETRY_SECONDS)
    assert json.loads(answer.content)["status"] == 503


def test_sessions_that_cannot_be_read_are_an_outage_too(client, monkeypatch):
    def lost(self):
        raise OperationalError("gone")

    client.raise_request_exception = False
    client.cookies[settings.SESSION_COOKIE_NAME] = "a-session"
    monkeypatch.setattr(SessionStore, "load", lost)
    assert client.get(reverse("admin:index")).status_code == 503


def test_mistake_of_ours_stays_a_500(client, failing):
    failing(ProgrammingError("no such column"))
    answer = client.get(reverse("home"))
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()


def test_liveness_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(reverse("live")).json() == {"status": "live"}


@override_settings(READ_ONLY=True)
def test_read_only_portal_answers_reads_and_refuses_what_is_sent(client):
    assert client.get(reverse("home")).status_code == 200
    refused = client.post(reverse("admin:login"), {"username": "anna", "password": "right"})
    assert refused.status_code == 503
    assert "Nothing can be sent right now" in refused.content.decode()


@pytest.mark.parametrize(
    "error",
    [
        InternalError("cannot execute INSERT in a read-only transaction"),
        OperationalError("attempt to write a readonly database"),
    ],
)
def test_write_that_the_database_refuses_is_said_in_the_same_words(client, failing, error):
    failing(error)
    assert "Nothing can be sent right now" in client.get(reverse("home")).content.decode()

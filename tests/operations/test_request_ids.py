"""Every request has an id that its answer and its log lines share, and a log says nothing else of the reader."""

import json
import logging

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import reverse

from careerportal.operations import slow_queries
from careerportal.operations.log_lines import Json
from careerportal.operations.request_ids import Named, name_each_request

LIVE = "/healthz/live"


def test_answer_carries_the_id_that_the_proxy_gave(client):
    assert client.get(LIVE, headers={"x-request-id": "proxy-0001"})["X-Request-ID"] == "proxy-0001"


@pytest.mark.parametrize("forged", ["", "a b", "x" * 65, "1234567\n", "short"])
def test_what_is_no_id_is_replaced(client, forged):
    given = client.get(LIVE, headers={"x-request-id": forged})["X-Request-ID"]
    assert given != forged
    assert len(given) == 16


def test_log_line_names_the_request_under_way():
    record = logging.LogRecord("programs", logging.INFO, "", 0, "%s rows", (7,), None)

    def view(request):
        Named().filter(record)
        return HttpResponse()

    answer = name_each_request(view)(RequestFactory().get("/"))
    line = json.loads(Json().format(record))
    assert (line["request"], line["message"], line["level"]) == (answer["X-Request-ID"], "7 rows", "INFO")
    Named().filter(record)
    assert record.request_id == "-"


@pytest.mark.django_db
def test_the_line_of_a_page_that_is_not_there_names_its_request(client, caplog):
    client.get("/nowhere/", headers={"x-request-id": "proxy-0404"})
    (record,) = (one for one in caplog.records if one.name == "django.request")
    Named().filter(record)
    assert record.request_id == "proxy-0404"


@override_settings(SLOW_QUERY_MS=1)
@pytest.mark.django_db
def test_slow_statement_is_logged_without_the_values_in_it(caplog, monkeypatch):
    clock = iter([0.0, 0.5])
    monkeypatch.setattr(slow_queries, "perf_counter", lambda: next(clock))

    def view(request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s", ["what a reader searched for"])
        return HttpResponse()

    slow_queries.told_of(view)(RequestFactory().get(reverse("home")))
    assert "500 ms: SELECT %s" in caplog.text
    assert "searched" not in caplog.text

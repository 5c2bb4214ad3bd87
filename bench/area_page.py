"""What an uncached page of one occupation in one place costs, beside an empty view and beside an empty page.

    .venv/bin/python -m bench.area_page        (after `make run` has loaded the starter data)

All three run in this process, through every middleware, in alternating rounds: another job on the machine meets all of
them. The empty view answers no bytes; the empty page is the portal's frame (head, menu, footer) around nothing. Nothing
is cached: the database answers each page's queries anew. Printed: the median of the rounds' medians, processor time of
one request, the number of queries, and what those queries take by themselves.
"""

import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerportal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.handlers.base import BaseHandler  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import include, path  # noqa: E402

ROUNDS, REQUESTS = 7, 30
AREA_PAGE = "/salaries/11-9111/akron-oh/"
EMPTY_PAGE = '{% extends "base.html" %}'


def empty_view(request):
    return HttpResponse()


def empty_page(request):
    return HttpResponse(engines["django"].from_string(EMPTY_PAGE).render({}, request))


urlpatterns = [
    path("bench/empty-view/", empty_view),
    path("bench/empty-page/", empty_page),
    path("", include("careerportal.urls")),
]


def ask(handler, requests, address):
    """Answer one address; return its elapsed and processor time in milliseconds."""
    started, used = time.perf_counter(), time.process_time()
    response = handler.get_response(requests.get(address, secure=True))
    took = 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - used)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    return took


def queries_of(handler, requests, address):
    """The SQL that a page asks."""
    with CaptureQueriesContext(connection) as captured:
        ask(handler, requests, address)
    return [query["sql"] for query in captured.captured_queries]


def time_of(queries):
    """What the database takes for the queries alone, in milliseconds: the median of a few goes."""
    goes = []
    for _ in range(REQUESTS):
        started = time.perf_counter()
        with connection.cursor() as cursor:
            for sql in queries:
                cursor.execute(sql)
                cursor.fetchall()
        goes.append(1000 * (time.perf_counter() - started))
    return statistics.median(goes)


def main():
    settings.DEBUG, settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = False, __name__, ["testserver"]
    handler, requests = BaseHandler(), RequestFactory()
    handler.load_middleware()
    sides = {"empty view": "/bench/empty-view/", "empty page": "/bench/empty-page/", "area page": AREA_PAGE}
    for address in sides.values():
        ask(handler, requests, address)
    rounds = {name: [] for name in sides}
    for _ in range(ROUNDS):
        for name, address in sides.items():
            taken = [ask(handler, requests, address) for _ in range(REQUESTS)]
            rounds[name].append([statistics.median(column) for column in zip(*taken, strict=True)])
    medians = {
        name: [statistics.median(column) for column in zip(*found, strict=True)] for name, found in rounds.items()
    }
    for name, (elapsed, cpu) in medians.items():
        print(f"{name}: {elapsed:.2f} ms, {cpu:.2f} ms of processor")
    queries = queries_of(handler, requests, AREA_PAGE)
    alone = time_of(queries)
    page = medians["area page"][1]
    print(f"queries: {len(queries)}, {alone:.2f} ms by themselves")
    for name in ("empty view", "empty page"):
        print(f"area page without its queries / {name}: {(page - alone) / medians[name][1]:.1f} (processor)")


if __name__ == "__main__":
    main()

"""What Prometheus reads at /metrics, where METRICS=true: how much is asked, how long it takes, how old the data are.

Nothing in it is of a reader: views by their names, methods and classes of status, and no address, word or name. Each
worker counts in a file of its own (PROMETHEUS_MULTIPROC_DIR, which deploy/gunicorn.conf.py sets), and whichever is
asked adds them up. The page is for the machine itself, for the networks of METRICS_FROM and for who has METRICS_TOKEN;
for everybody else, and for whatever comes through a proxy without the token, there is no such page.
"""

import os
from ipaddress import ip_address
from time import perf_counter

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseNotFound
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from careerportal.datasets.models import Release
from careerportal.sync import ledger

PATH = "/metrics"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12, 30)
OF_NO_VIEW = "(kept, a file, or refused before a view)"

COUNTED_HERE = CollectorRegistry()
REQUESTS = Counter(
    "portal_requests", "Requests answered.", ["view", "method", "status"], registry=COUNTED_HERE
)  # fmt: skip
SECONDS = Histogram(
    "portal_request_seconds", "Seconds until an answer began.", ["view"], buckets=BUCKETS, registry=COUNTED_HERE
)
OUTAGES = Counter(
    "portal_database_outages", "Requests that found the database away, or slower than allowed.", registry=COUNTED_HERE
)
KEPT = Counter(
    "portal_kept_pages",
    "Pages that may be kept: found kept, not modified, made anew.",
    ["outcome"],
    registry=COUNTED_HERE,
)


class Measured:
    """Middleware that counts every answer and shows the counts."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == PATH:
            return page() if may_read(request) else HttpResponseNotFound()
        request.measured = measured = {}
        began = perf_counter()
        response = self.get_response(request)
        self.count(request, response, measured, perf_counter() - began)
        return response

    def process_view(self, request, view, args, kwargs):
        """The view may be given a copy of the request; what was measured is shared with it."""
        request.measured["view"] = request.resolver_match.view_name or "(without a name)"

    def count(self, request, response, measured, seconds):
        view = measured.get("view", OF_NO_VIEW)
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(view, method, f"{response.status_code // 100}xx").inc()
        SECONDS.labels(view).observe(seconds)
        if measured.get("outage"):
            OUTAGES.inc()
        if outcome := outcome_of(response):
            KEPT.labels(outcome).inc()


def outcome_of(response):
    """What became of a page that may be kept; None of any other answer."""
    was_kept = getattr(response, "was_kept", False)
    if not (was_kept or hasattr(response, "kept_page")):
        return None
    if response.status_code == 304:
        return "not modified"
    return "found" if was_kept else "made"


def may_read(request):
    """Whether whoever asks may see the counts."""
    said = request.headers.get("Authorization", "")
    if settings.METRICS_TOKEN and constant_time_compare(said, f"Bearer {settings.METRICS_TOKEN}"):
        return True
    if "HTTP_X_FORWARDED_FOR" in request.META:
        return False  # It came through a proxy, which shows itself as a neighbour.
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_FROM)


def page():
    """All counts in Prometheus' text format."""
    counted = COUNTED_HERE
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    of_data = CollectorRegistry()
    of_data.register(OfTheData())
    text = generate_latest(counted) + generate_latest(of_data)
    answer = HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    answer["Content-Length"] = len(text)
    return answer


class OfTheData:
    """What the database says when it is asked for the page."""

    def collect(self):
        up = GaugeMetricFamily("portal_database_up", "Whether the database answered this request.")
        serial = GaugeMetricFamily("portal_data_serial", "Number of the last change of the data.")
        age = GaugeMetricFamily("portal_source_age_days", "Days since the edition came out.", labels=["source"])
        try:
            serial.add_metric([], ledger.serial())
            for source, days in ages():
                age.add_metric([source], days)
            up.add_metric([], 1)
        except DatabaseError:
            up.add_metric([], 0)
        return [up, serial, age]


def ages():
    """The days since the newest edition of each source came out or, where nobody says when, was loaded."""
    today = timezone.localdate()
    newest = {}
    held = Release.objects.filter(state=Release.State.READY)
    for source, published, loaded in held.values_list("source", "published_on", "loaded_at"):
        day = published or (loaded and loaded.date())
        if day:
            newest[source] = max(newest.get(source, day), day)
    return [(source, (today - day).days) for source, day in sorted(newest.items())]

"""What Prometheus reads: counts over all workers, for the machine itself, and nothing of readers."""

import os
import re
import signal
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from careerportal import env
from careerportal.operations import metrics
from careerportal.sync import ledger
from programs.queries import ProgramQuerySet
from tests.factories import ProgramFactory, ReleaseFactory
from tests.operations.servers import NGINX, OPENSSL, answer, gunicorn, nginx, until

TOKEN = "a-token-of-prometheus-0123456789"


@pytest.fixture
def measured(settings, db):
    """Somebody who asks a portal that counts."""
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE[:2],
        "careerportal.operations.metrics.Measured",
        *settings.MIDDLEWARE[2:],
    ]
    settings.METRICS_TOKEN, settings.METRICS_FROM = TOKEN, [ip_network("127.0.0.1")]
    return Client(raise_request_exception=False)


def figures(text):
    """Name and labels → value."""
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def counted(client, *name):
    return figures(client.get("/metrics").text).get((name[0], *sorted(name[1:])), 0)


class TestWhatIsCounted:
    def test_answers_by_view_method_and_class_of_status(self, measured):
        before = counted(measured, "portal_requests_total", "GET", "4xx", "programs:detail")
        measured.get("/programs/no-such-program/")
        assert counted(measured, "portal_requests_total", "GET", "4xx", "programs:detail") == before + 1

    def test_seconds(self, measured):
        before = counted(measured, "portal_request_seconds_count", "live")
        measured.get(reverse("live"))
        assert counted(measured, "portal_request_seconds_count", "live") == before + 1

    def test_outages(self, measured, monkeypatch):
        def gone(*_):
            raise OperationalError("server closed the connection")

        before = counted(measured, "portal_database_outages_total")
        monkeypatch.setattr(ProgramQuerySet, "_fetch_all", gone)
        monkeypatch.setattr(ProgramQuerySet, "count", gone)
        assert measured.get(reverse("api-v1:program-list")).status_code == 503
        assert counted(measured, "portal_database_outages_total") == before + 1

    def test_kept_pages(self, measured):
        ProgramFactory()
        names = ("made", "found", "not modified")
        before = [counted(measured, "portal_kept_pages_total", name) for name in names]
        etag = measured.get(reverse("programs:list"))["ETag"]
        measured.get(reverse("programs:list"))
        measured.get(reverse("programs:list"), headers={"if-none-match": etag})
        after = [counted(measured, "portal_kept_pages_total", name) for name in names]
        assert [now - then for now, then in zip(after, before, strict=True)] == [1, 1, 1]

    def test_serial_and_ages(self, measured):
        ReleaseFactory(source="oews", published_on=timezone.localdate() - timedelta(days=30))
        said = figures(measured.get("/metrics").text)
        assert said["portal_data_serial",] == ledger.serial()
        assert said["portal_source_age_days", "oews"] == 30
        assert said["portal_database_up",] == 1

    def test_database_that_is_away(self, measured, monkeypatch):
        def gone():
            raise OperationalError("gone")

        monkeypatch.setattr(metrics.ledger, "serial", gone)
        assert figures(measured.get("/metrics").text)["portal_database_up",] == 0

    def test_nothing_of_readers_and_few_labels(self, measured):
        measured.get("/programs/", {"q": "a-secret-wish"}, HTTP_USER_AGENT="own-browser", REMOTE_ADDR="203.0.113.77")
        measured.generic("BREW", "/programs/")
        measured.get("/of-my-own/path/")
        text = measured.get("/metrics").text
        assert not [word for word in ("secret", "own-browser", "203.0.113", "BREW", "of-my-own") if word in text]
        assert set(re.findall(r'method="(\w+)"', text)) <= {*metrics.METHODS, "other"}


class TestWhoMayRead:
    def test_machine_itself(self, measured):
        answer = measured.get("/metrics")
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
        assert answer["Content-Security-Policy"]

    @pytest.mark.parametrize(
        "asked",
        [
            {"REMOTE_ADDR": "203.0.113.7"},
            {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
            {"REMOTE_ADDR": ""},
            {"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": "Bearer wrong"},
            {"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": "Bearer "},
        ],
    )
    def test_nobody_else(self, measured, asked):
        assert measured.get("/metrics", **asked).status_code == 404

    def test_who_has_the_token(self, measured):
        asked = {"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}
        assert measured.get("/metrics", **asked).status_code == 200

    def test_nobody_by_an_empty_token(self, measured, settings):
        settings.METRICS_TOKEN = ""
        assert measured.get("/metrics", REMOTE_ADDR="203.0.113.7", HTTP_AUTHORIZATION="Bearer ").status_code == 404

    def test_there_is_no_such_page_unless_asked_for(self, client, db):
        assert client.get("/metrics").status_code == 404


class TestSettings:
    def test_package_that_is_missing_is_named_with_the_remedy(self, monkeypatch):
        monkeypatch.setenv("METRICS", "true")
        monkeypatch.setattr(env, "find_spec", lambda name: None)
        with pytest.raises(ImproperlyConfigured, match=r"requirements-metrics\.txt, or unset METRICS"):
            env.metrics()

    def test_short_token_is_refused(self, monkeypatch):
        monkeypatch.setenv("METRICS_TOKEN", "short")
        with pytest.raises(ImproperlyConfigured, match="20 characters or more"):
            env.metrics_token()

    def test_network_that_is_none_is_refused(self, monkeypatch):
        monkeypatch.setenv("METRICS_FROM", "10.0.0.0/8,here")
        with pytest.raises(ImproperlyConfigured, match="such as 10"):
            env.metrics_from()


@pytest.mark.xdist_group("servers")
class TestTwoWorkers:
    ASK = b"GET /metrics HTTP/1.1\r\nHost: anywhere\r\nConnection: close\r\n\r\n"
    LIVE = b"GET /healthz/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    LIVE_GET = ("portal_requests_total", "2xx", "GET", "live")

    def scraped(self, port):
        said = answer(port, self.ASK)
        assert " 200 " in said.partition("\r\n")[0]
        return figures(said.partition("\r\n\r\n")[2])[self.LIVE_GET]

    def pids(self, folder):
        return [
            int(pid) for pid in re.findall(r"Booting worker with pid: (\d+)", (folder / "gunicorn.log").read_text())
        ]

    def test_are_added_up_and_one_that_ends_loses_nothing(self, tmp_path):
        with gunicorn(tmp_path, METRICS="true", WEB_CONCURRENCY="2") as port:
            until(lambda: len(self.pids(tmp_path)) == 2)  # The first answers before the second is made.
            before = self.scraped(port)
            for _ in range(40):
                answer(port, self.LIVE)
            assert self.scraped(port) == before + 40
            first = self.pids(tmp_path)
            os.kill(first[0], signal.SIGTERM)
            until(lambda: len(self.pids(tmp_path)) == 3)
            for _ in range(10):
                answer(port, self.LIVE)
            assert {self.scraped(port) for _ in range(6)} == {before + 50}
            folder = Path(re.search(r"portal-metrics-\w+", environment_of(first[1])).group())
            assert (Path("/dev/shm") / folder).is_dir()
        assert not (Path("/dev/shm") / folder).exists()

    def test_public_reads_nothing_through_nginx(self, tmp_path):
        if not (NGINX and OPENSSL):
            pytest.skip("no nginx on this machine (Debian: apt-get install nginx-light openssl)")
        with gunicorn(tmp_path, METRICS="true", METRICS_TOKEN=TOKEN) as app, nginx(tmp_path, app) as (_, https):
            for path in (b"/metrics", b"//metrics", b"/x/../metrics", b"/%6detrics"):
                asked = b"GET %b HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n" % path
                said = answer(https, asked, is_tls=True)
                assert "portal_requests" not in said, path


def environment_of(pid):
    return Path(f"/proc/{pid}/environ").read_text(encoding="utf-8") + " ".join(
        os.readlink(one) for one in Path(f"/proc/{pid}/fd").iterdir() if one.is_symlink()
    )

"""What every test stands on: a closed network, an empty cache, and the real starter data for those who ask."""

import os
import socket
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection, transaction

from careerportal.partners import breaker, limits, usage
from careerportal.sync import freshness, kept, known_requests

HERE = Path(__file__).parent
BROWSER_TESTS = HERE / "browser"


def pytest_ignore_collect(collection_path, config):
    """Browser tests relax a safety of Django's for the whole process, so they run only as a call of their own."""
    asked = [Path(arg.partition("::")[0]).resolve() for arg in config.args]
    if collection_path == BROWSER_TESTS and not any(path.is_relative_to(BROWSER_TESTS) for path in asked):
        return True
    return None


def pytest_report_header():
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


class NetworkIsClosed(RuntimeError):
    """A test tried to reach another machine."""


@pytest.fixture(scope="session", autouse=True)
def closed_network():
    """Let tests connect to this machine alone. (The database's driver does not pass here.)"""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(address):
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise NetworkIsClosed(f"a test tried to connect to {host}; tests use recorded answers")

    def guarded_connect(self, address):
        check(address)
        return connect(self, address)

    def guarded_connect_ex(self, address):
        check(address)
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Give each worker's database in memory a name of its own, as files and servers have: locks go by that name."""
    if connection.vendor == "sqlite":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        connection.settings_dict["TEST"]["NAME"] = f"file:portal-tests-{worker}?mode=memory&cache=shared"


@pytest.fixture(autouse=True)
def empty_cache(monkeypatch):
    """No test sees what another has cached, and none asks the ledger again because the machine is slow."""
    monkeypatch.setattr(freshness, "TRUSTED_SECONDS", 600)
    cache.clear()
    caches["pages"].clear()
    kept.forget()
    freshness.forget()
    known_requests.forget()
    limits.counters().clear()
    breaker.of.cache_clear()
    usage.forget()


@pytest.fixture
def pages_made_anew(monkeypatch):
    """No page is taken from those that are kept, so that a test may ask twice and see the page made twice."""
    monkeypatch.setattr(caches["pages"], "get", lambda *arguments: None)


@pytest.fixture(scope="session")
def shared_data():
    """The agencies' own files beside the repository; a test that needs them is skipped where they are not."""
    folder = settings.BASE_DIR.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the agencies' own files are not on this machine")
    return folder


@pytest.fixture(scope="module")
def starter(django_db_setup, django_db_blocker, request):
    """The starter data, loaded once for all tests of a module and rolled back after the last of them.

    Name it with `db`: each test still has a transaction of its own inside this one. Mark the module
    `pytest.mark.xdist_group("<its name>")`, so that one worker runs all of it and loads the data once.
    """
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer._from_testcase = True  # As Django's own TestCase: durable blocks may stand inside it.
        with outer:
            call_command("load_starter_data", stdout=sys.stdout)
            cache.clear()
            kept.forget()
            yield
            transaction.set_rollback(True)

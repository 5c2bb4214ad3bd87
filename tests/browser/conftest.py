"""A real Chromium before a real server that holds the starter data, and a guard that watches every page it opens.

The data are loaded once for the whole folder and no test changes them, so the server reads one database all the time.
Run this folder as a pytest call of its own: `make test-browser`.
"""

import os
import shutil
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django.live_server_helper import LiveServer

# Playwright's sync API runs an event loop in this thread, in which Django would refuse to use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, TABLET, DESKTOP = (360, 780), (768, 1024), (1280, 900)


def pytest_collection_modifyitems(items):
    """Mark every test here, and skip it aloud where there is no Chromium."""
    for item in items:
        item.add_marker("browser")
        if not CHROMIUM and os.environ.get("REQUIRE_BROWSER") != "1":
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine (Debian: apt-get install chromium)"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, tmp_path_factory):
    """One database with the starter data for the whole folder; on SQLite a file, which server and tests can share."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "browser.sqlite3")
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        call_command("load_starter_data")
        yield
        connection.creation.destroy_test_db(name, verbosity=0)


@pytest.fixture(scope="session")
def site(django_db_setup):
    """The portal, served; `site.url` is its address."""
    if not CHROMIUM:
        pytest.fail("REQUIRE_BROWSER=1, but there is no Chromium on this machine")
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def base_url(site):
    return site.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, base_url):
    width, height = DESKTOP
    return browser_context_args | {
        "base_url": base_url,
        "viewport": {"width": width, "height": height},
        "reduced_motion": "reduce",
    }


JUDGED_ELSEWHERE = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
"""Lines of the console that are no fault: Chromium's for an answer past 400, which on_response judges, and htmx's two
for a search that a newer one overtook. (A request that fails is htmx:sendError or htmx:responseError.)"""


class Watch:
    """What a browser context asked for, and every fault that a visitor's console would show."""

    def __init__(self, context, base_url):
        self.host = urlsplit(base_url).netloc
        self.requests, self.faults = [], []
        context.on("request", self.on_request)
        context.on("response", self.on_response)
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))

    def on_request(self, request):
        self.requests.append(request)
        if urlsplit(request.url).scheme != "data" and urlsplit(request.url).netloc != self.host:
            self.faults.append(f"a request left the site: {request.url}")

    def on_response(self, response):
        # A page may answer 404 to a visitor; what a page itself asks for must be there.
        if response.status >= 400 and response.request.resource_type != "document":
            self.faults.append(f"{response.status}: {response.url}")

    def on_console(self, message):
        if message.type in ("error", "warning") and not message.text.startswith(JUDGED_ELSEWHERE):
            self.faults.append(f"console {message.type}: {message.text}")


@pytest.fixture
def watched():
    """The Watch of each context that the test opened; a fault in any of them fails the test."""
    watches = []
    yield watches
    assert [fault for watch in watches for fault in watch.faults] == []


@pytest.fixture
def new_context(new_context, base_url, watched):
    def open_and_watch(**options):
        context = new_context(**options)
        watched.append(Watch(context, base_url))
        return context

    return open_and_watch


@pytest.fixture(scope="session")
def curator_session(django_db_setup):
    """The cookie of somebody who has signed in to the curator's desk."""
    curator = get_user_model().objects.create_superuser("curator")
    client = Client()
    client.force_login(curator)
    return client.cookies["sessionid"].value


@pytest.fixture
def curator_page(page, base_url, curator_session):
    """A page of somebody who has signed in to the curator's desk."""
    page.context.add_cookies([{"name": "sessionid", "value": curator_session, "url": base_url}])
    return page


@pytest.fixture
def open_page(page):
    """Open an address at a size: open_page("/", size=PHONE)."""

    def open_at(address, *, size=DESKTOP):
        width, height = size
        page.set_viewport_size({"width": width, "height": height})
        response = page.goto(address, wait_until="load")
        return SimpleNamespace(page=page, status=response.status)

    return open_at

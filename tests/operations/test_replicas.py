"""Readers are answered from a replica where one is fit, and from the primary where none is; no one goes back in time.

The replica of these tests is a copy of the database, made when a test asks for it: whatever is written afterwards has
not reached it.
"""

import re
from contextlib import closing
from sqlite3 import connect
from types import MethodType

import psycopg2
import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, connections, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careerportal import env
from careerportal.operations import health, replicas
from careerportal.sync import ledger, reading
from programs.models import Program, School
from programs.queries import ProgramQuerySet
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db(transaction=True)

REPLICA = "replica_1"
ROUTERS = ["careerportal.operations.replicas.Router"]


@pytest.fixture
def replica(monkeypatch, tmp_path):
    """Call it to copy the database as it is now, and to name the copy as a replica; it gives its connection."""
    taken = []

    def take():
        name = _copy_sqlite(tmp_path / "replica") if connection.vendor == "sqlite" else _copy_postgresql()
        config = {**connection.settings_dict, "NAME": name, "CONN_HEALTH_CHECKS": False, "OPTIONS": {}}
        monkeypatch.setitem(connections.settings, REPLICA, config)
        replicas.forget()
        copied = connections[REPLICA]
        copied.ensure_connection = MethodType(_ensure_connection, copied)
        taken.append(copied)
        return copied

    with override_settings(DATABASE_ROUTERS=ROUTERS):
        yield take
        replicas.forget()
    for copied in taken:
        copied.close()
        del connections[REPLICA]
        if copied.vendor == "postgresql":
            _on_the_server(f'DROP DATABASE "{copied.settings_dict["NAME"]}" WITH (FORCE)')


def _ensure_connection(wrapper):
    """Django's own, without the rule that tests open no database that the settings do not name."""
    if wrapper.connection is None:
        with wrapper.wrap_database_errors:
            wrapper.connect()


def _copy_sqlite(path):
    connection.ensure_connection()
    with closing(connect(path)) as copy:
        connection.connection.backup(copy)
    return str(path)


def _copy_postgresql():
    name = connection.settings_dict["NAME"]
    connection.close()
    _on_the_server(f'DROP DATABASE IF EXISTS "{name}_copy"', f'CREATE DATABASE "{name}_copy" TEMPLATE "{name}"')
    return f"{name}_copy"


def _on_the_server(*statements):
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    for unknown in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(unknown, None)
    with closing(psycopg2.connect(**parameters)) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def a_program(name="Old Name College"):
    return ProgramFactory(school__name=name)


def rename(program, name):
    """Change a school's name on the primary, as a curator does, with its line in the ledger."""
    with transaction.atomic():
        School.objects.filter(pk=program.school_id).update(name=name)
        ledger.record([("schools", program.school.slug, ledger.UPDATED)])


def page_of(client, program, **headers):
    return client.get(program.get_absolute_url(), **headers)


def test_page_is_read_from_the_replica_alone(client, replica):
    program = a_program()
    replica()
    with CaptureQueriesContext(connection) as primary:
        answer = page_of(client, program)
    assert "Old Name College" in answer.content.decode()
    assert len(primary) == 0


@pytest.mark.parametrize("path", ["/", "/programs/?q=college", "/api/v1/programs/", "/programs/?sort=-earnings"])
def test_search_api_and_home_are_read_from_the_replica_alone(client, replica, path):
    a_program()
    replica()
    with CaptureQueriesContext(connection) as primary:
        assert client.get(path).status_code == 200
    assert len(primary) == 0


def test_page_from_the_replica_says_what_the_replica_holds(client, replica):
    program = a_program()
    replica()
    rename(program, "New Name College")
    assert "Old Name College" in page_of(client, program).content.decode()


def test_reader_who_saw_the_new_data_never_gets_the_old(client, replica):
    program = a_program()
    replica()
    rename(program, "New Name College")
    assert "New Name College" in page_of(client, program, HTTP_COOKIE="wrote=1").content.decode()
    replicas.show(ledger.serial())
    assert "New Name College" in page_of(client, program).content.decode()


def test_page_of_a_lagging_replica_is_never_kept_under_a_newer_serial(client, replica):
    program = a_program()
    replica()
    rename(program, "New Name College")
    assert "Old Name College" in client.get("/programs/").content.decode()
    assert caches["pages"]._cache, "nothing was kept, so this proves nothing"
    replicas.known()[0].lost("gone")
    assert "New Name College" in client.get("/programs/").content.decode()


def test_staff_read_what_they_wrote(admin_client, replica):
    program = a_program()
    replica()
    rename(program, "New Name College")
    assert "New Name College" in page_of(admin_client, program).content.decode()


def test_whoever_sent_something_reads_from_the_primary_for_some_seconds(client, replica):
    program = a_program()
    replica()
    rename(program, "New Name College")
    answer = client.post("/admin/login/", {"username": "nobody", "password": "wrong"})
    assert answer.cookies["wrote"]["max-age"] == 10
    assert answer.cookies["wrote"]["httponly"]
    assert "New Name College" in page_of(client, program).content.decode()


def test_without_replicas_nobody_gets_a_cookie(client):
    assert "wrote" not in client.post("/admin/login/", {"username": "nobody", "password": "wrong"}).cookies


def test_replica_that_is_gone_costs_no_reader_an_answer(client, replica, monkeypatch):
    program = a_program()
    gone = replica()

    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(gone, "connect", refuse)
    gone.close()
    assert page_of(client, program).status_code == 200


def test_replica_that_dies_in_the_midst_of_a_page_costs_no_reader_an_answer(client, replica, monkeypatch):
    a_program()
    replica()
    client.raise_request_exception = False
    fetch = ProgramQuerySet._fetch_all

    def dies(self):
        if self.db == REPLICA:
            raise OperationalError("server closed the connection unexpectedly")
        fetch(self)

    monkeypatch.setattr(ProgramQuerySet, "_fetch_all", dies)
    assert client.get("/api/v1/programs/?fields=slug").status_code == 200
    assert not replicas.known()[0].is_fit


def test_replica_that_came_back_is_read_again(client, replica, monkeypatch):
    program = a_program()
    replica()
    replicas.known()[0].lost("gone")
    later = replicas.monotonic() + replicas.SECONDS_TO_LET_IT_BE
    monkeypatch.setattr(replicas, "monotonic", lambda: later)
    with CaptureQueriesContext(connection) as primary:
        page_of(client, program)
    assert len(primary) == 0


def test_replica_that_lags_too_far_is_left_out(client, replica, monkeypatch):
    program = a_program()
    replica()
    rename(program, "New Name College")
    monkeypatch.setattr(replicas.Replica, "_lag", lambda self: 60)
    assert "New Name College" in page_of(client, program).content.decode()


def test_replica_is_looked_at_once_a_second_and_not_for_each_request(client, replica, monkeypatch):
    program = a_program()
    replica()
    looks = []
    monkeypatch.setattr(replicas.Replica, "_lag", lambda self: looks.append(self) or 0)
    now = replicas.monotonic()
    monkeypatch.setattr(replicas, "monotonic", lambda: now)
    for _ in range(5):
        page_of(client, program)
    assert len(looks) == 1


def test_primary_that_is_away_leaves_readers_with_a_replica_however_late(client, replica, monkeypatch):
    program = a_program()
    replica()
    client.raise_request_exception = False
    monkeypatch.setattr(replicas.Replica, "_lag", lambda self: 60)

    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection._connections[connection._alias], "ensure_connection", refuse)
    assert page_of(client, program).status_code == 200


def test_answer_in_a_stream_is_read_from_the_primary(client, replica):
    program = a_program()
    replica()
    rename(program, "New Name College")
    for path in (reverse("programs:export", args=["csv"]), "/api/v1/exports/programs.ndjson"):
        answer = client.get(path)
        assert b"New Name College" in b"".join(answer.streaming_content)


def test_desk_is_read_from_the_primary(admin_client, replica):
    program = a_program()
    replica()
    rename(program, "New Name College")
    assert (
        "New Name College" in admin_client.get(f"/admin/programs/school/{program.school_id}/change/").content.decode()
    )


def test_ready_says_how_many_replicas_can_be_read(client, replica):
    a_program()
    replica()
    answer = client.get("/healthz/ready")
    assert (answer.status_code, answer.json()["checks"]["replicas"]) == (200, "1 of 1 can be read")


def test_ready_while_the_primary_is_away_and_a_replica_can_be_read(client, replica, monkeypatch):
    a_program()
    replica()
    monkeypatch.setattr(health, "_database", lambda: "cannot be reached")
    assert client.get("/healthz/ready").status_code == 200
    monkeypatch.setattr(replicas.Replica, "is_readable", lambda self: False)
    assert client.get("/healthz/ready").status_code == 503


def test_writing_goes_to_the_primary_also_while_a_replica_is_read(replica):
    a_program()
    replica()
    with reading.one_moment_of(REPLICA):
        a_program("Written meanwhile")
    assert Program.objects.using("default").count() == 2
    assert Program.objects.using(REPLICA).count() == 1


def test_transaction_that_writes_reads_what_it_wrote(replica):
    a_program()
    replica()
    with reading.one_moment_of(REPLICA), transaction.atomic():
        a_program("Written here")
        assert Program.objects.count() == 2


def test_moment_of_a_replica_stands_still(replica):
    program = a_program()
    copy = replica()
    with reading.one_moment_of(REPLICA) as serial:
        rename(program, "New Name College")
        assert ledger.serial() == reading.serial() == serial
        assert School.objects.get().name == "Old Name College"
    assert ledger.serial() > serial
    assert copy.connection is not None, "its connection is kept for the next reader"


APPS = ("programs/**/*.py", "salaries/**/*.py", "certification/**/*.py")
PAGES = ("careerportal/*.py", "careerportal/api/**/*.py", "careerportal/sync/**/*.py", *APPS)
PRIMARYS_OWN = {
    *("careerportal/api/moment.py", "careerportal/sync/freshness.py"),  # Ask first whether a replica is read.
    "careerportal/sync/ledger.py",  # Writes, and reads where the primary is meant.
    "careerportal/sync/restored.py",  # Asks for nothing but which kind of database it is.
}


def test_pages_ask_no_connection_but_the_one_that_is_read_here():
    code = [path for files in PAGES for path in settings.BASE_DIR.glob(files)]
    takes = {
        str(path.relative_to(settings.BASE_DIR))
        for path in code
        if re.search(r"^from django\.db import.*\bconnection\b", path.read_text(), re.M)
    }
    assert takes == PRIMARYS_OWN


def test_the_runbook_names_the_drills_command():
    assert "'SELECT pg_promote()'" in (settings.BASE_DIR / "docs" / "runbook.md").read_text(encoding="utf-8")


def test_nothing_is_migrated_on_a_replica(replica):
    assert replicas.Router().allow_migrate(REPLICA, "programs") is False
    assert replicas.Router().allow_migrate("default", "programs") is True


def test_replicas_are_named_by_the_environment(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal@10.0.0.1/portal")
    monkeypatch.setenv("REPLICA_URLS", "postgres://portal@10.0.0.2/portal,postgres://portal@10.0.0.3/portal")
    found = env.replicas()
    assert {name: config["HOST"] for name, config in found.items()} == {
        "replica_1": "10.0.0.2",
        "replica_2": "10.0.0.3",
    }
    assert found["replica_1"]["OPTIONS"]["connect_timeout"] == 2


def test_replicas_of_sqlite_are_refused_with_the_remedy(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///portal.sqlite3")
    monkeypatch.setenv("REPLICA_URLS", "postgres://portal@10.0.0.2/portal")
    with pytest.raises(ImproperlyConfigured, match="leave REPLICA_URLS out"):
        env.replicas()

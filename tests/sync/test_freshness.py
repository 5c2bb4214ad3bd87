"""Where the ledger stands, without asking: known while nothing is committed, and never longer."""

import subprocess
import sys
from select import select
from threading import Thread

import psycopg2
import pytest
from django.db import ConnectionHandler, close_old_connections, connection, transaction
from django.urls import reverse

from careerportal.sync import freshness, ledger
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite counts, PostgreSQL sends notices")


def record():
    with transaction.atomic():
        ledger.record([("programs", "a-program", "updated")])


@pytest.fixture(autouse=True)
def begun_ledger(transactional_db):
    """Serials go on counting after a database is emptied: only from a first line on are they one apart."""
    record()


def record_elsewhere():
    """Commit through a connection that is not this thread's, and let the notice arrive."""

    def write():
        record()
        connection.close()

    writer = Thread(target=write)
    writer.start()
    writer.join()
    if connection.vendor == "postgresql":
        assert select([connection.connection], [], [], 10)[0]


def test_while_nothing_is_committed_nothing_is_asked(django_assert_num_queries):
    known = ledger.serial()
    with django_assert_num_queries(0):
        assert [ledger.serial(), ledger.serial()] == [known, known]


def test_what_another_connection_commits_is_known_at_the_next_call(django_assert_num_queries):
    before = ledger.serial()
    for moved in (1, 2):
        record_elsewhere()
        with django_assert_num_queries(1):
            assert [ledger.serial(), ledger.serial()] == [before + moved] * 2


def test_what_this_connection_commits_is_known_at_the_next_call():
    before = ledger.serial()
    record()
    assert ledger.serial() == before + 1


def test_what_is_rolled_back_was_known_only_inside_its_transaction():
    before = ledger.serial()
    with transaction.atomic():
        ledger.record([("programs", "a-program", "updated")])
        assert ledger.serial() == before + 1
        transaction.set_rollback(True)
    assert ledger.serial() == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's clients are processes of its own anyway")
def test_what_another_process_commits_to_a_file_is_known_at_the_next_call(tmp_path, monkeypatch):
    file = tmp_path / "ledger.sqlite3"
    portal = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}})["default"]
    monkeypatch.setattr(freshness, "connection", portal)

    def newest():
        with portal.cursor() as cursor:
            cursor.execute("SELECT MAX(serial) FROM line")
            return cursor.fetchone()[0]

    with portal.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("CREATE TABLE line (serial INTEGER PRIMARY KEY)")
        cursor.execute("INSERT INTO line VALUES (1)")
    assert freshness.serial(newest) == 1
    write = (
        "import sqlite3, sys\nsqlite3.connect(sys.argv[1], isolation_level=None).execute('INSERT INTO line VALUES (2)')"
    )
    subprocess.run([sys.executable, "-c", write, str(file)], check=True)
    assert freshness.serial(newest) == 2
    portal.close()


def test_a_notice_that_got_lost_does_no_lasting_harm(monkeypatch):
    before = ledger.serial()
    monkeypatch.setattr(freshness._WATCHES[connection.vendor], "is_quiet", lambda watch: True)
    record_elsewhere()
    assert ledger.serial() == before
    monkeypatch.setattr(freshness, "TRUSTED_SECONDS", 0)
    freshness._known.until = 0
    assert ledger.serial() == before + 1


@on_postgresql
def test_a_lost_connection_is_opened_again_and_listens():
    before = ledger.serial()
    pid = connection.connection.info.backend_pid
    other = psycopg2.connect(connection.connection.dsn, password=connection.settings_dict["PASSWORD"])
    with other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
    other.close()
    close_old_connections()  # As at the head of every request.
    assert ledger.serial() == before
    record_elsewhere()
    assert ledger.serial() == before + 1


def test_a_reader_who_has_the_page_hears_not_modified_without_a_query(client, django_assert_num_queries):
    ProgramFactory()
    page = client.get(reverse("programs:list"))
    with django_assert_num_queries(0):
        answer = client.get(reverse("programs:list"), headers={"If-None-Match": page["ETag"]})
    assert answer.status_code == 304
    with django_assert_num_queries(0):
        assert client.get(reverse("programs:list")).content == page.content


def test_a_page_does_not_outlive_what_another_connection_commits(client):
    ProgramFactory(school__name="First")
    etag = client.get(reverse("programs:list"))["ETag"]
    ProgramFactory(school__name="Second")
    record_elsewhere()
    answer = client.get(reverse("programs:list"), headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert b"Second" in answer.content

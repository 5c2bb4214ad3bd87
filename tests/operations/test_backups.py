"""A copy holds every table as it was, and only a whole copy is ever brought back."""

import shutil
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from careerportal.operations import backups, restoring
from programs.models import Program, School
from tests.factories import ProgramFactory, SchoolFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("backups"),
    pytest.mark.skipif(
        connection.vendor == "postgresql" and not shutil.which("pg_dump"), reason="pg_dump is not on this machine"
    ),
]


@pytest.fixture
def copy(tmp_path):
    SchoolFactory(name="As it was")
    return backups.back_up(tmp_path)


def test_restore_brings_back_what_was_backed_up_and_nothing_else(copy):
    School.objects.update(name="Changed since")
    SchoolFactory(name="Added since")
    call_command("restore", copy, yes=True)
    assert list(School.objects.values_list("name", flat=True)) == ["As it was"]


def vouch_for(copy):
    """Write the right checksum beside a file, whatever is in it."""
    backups.checksum_file(copy).write_text(f"{backups.sha256_of(copy)}  {copy.name}\n")


def refused(copy, match):
    """Restore a copy that is refused, in one sentence or two, with everything as it was."""
    with pytest.raises(CommandError, match=match) as refusal:
        call_command("restore", copy, yes=True)
    assert str(refusal.value).startswith("Nothing was changed. ")
    assert "\n" not in str(refusal.value)
    assert School.objects.get().name == "As it was"


def test_restore_takes_tables_of_a_newer_version_away(copy):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE newer (id integer PRIMARY KEY)")
        cursor.execute("CREATE TABLE newer_of_schools (school_id bigint REFERENCES programs_school (id))")
        cursor.execute("INSERT INTO newer_of_schools SELECT id FROM programs_school")
    call_command("restore", copy, yes=True)
    assert not {"newer", "newer_of_schools"} & set(connection.introspection.table_names())
    call_command("migrate", verbosity=0)
    assert School.objects.get().name == "As it was"


def test_search_finds_what_is_written_after_a_restore(copy, client):
    call_command("restore", copy, yes=True)
    ProgramFactory(title="Health Informatics")
    assert [program.title for program in Program.objects.matching("informatics")] == ["Health Informatics"]


def test_restore_of_an_older_version_says_to_migrate(copy, capsys, monkeypatch):
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_: ["one"])
    call_command("restore", copy, yes=True)
    assert "Run `manage.py migrate` before the portal starts." in capsys.readouterr().out


def test_copy_may_lie_in_a_folder_of_any_name(tmp_path):
    SchoolFactory(name="As it was")
    copy = backups.back_up(tmp_path / "copies #1?mode=rw&x=%41")
    School.objects.update(name="Changed since")
    call_command("restore", copy, yes=True)
    assert School.objects.get().name == "As it was"


def test_restore_leaves_nothing_beside_the_copy(copy):
    call_command("restore", copy, yes=True)
    assert set(copy.parent.iterdir()) == {copy, backups.checksum_file(copy)}


def test_copy_that_is_damaged_inside_is_refused_though_its_checksum_is_right(copy):
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    vouch_for(copy)
    refused(copy, "damaged inside|pg_restore failed")
    copy.write_bytes(whole[:100] + b"\xff" * 50_000 + whole[50_100:])
    vouch_for(copy)
    refused(copy, "damaged inside|pg_restore failed")


def test_copy_of_something_else_is_refused_though_its_checksum_is_right(tmp_path):
    SchoolFactory(name="As it was")
    copy = tmp_path / "music"
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(copy)) as other:
            other.execute("CREATE TABLE songs (title)")
    else:
        backups.run("pg_dump", "--format=custom", "--table=programs_school", f"--file={copy}")
    vouch_for(copy)
    refused(copy, "it has no table django_migrations and no partners_catalogue and no sync_change and")


def test_checksum_in_no_known_letters_is_refused(copy):
    backups.checksum_file(copy).write_bytes("äöü".encode())
    refused(copy, "SHA-256 differs")


def test_folder_is_said_to_be_one(tmp_path):
    SchoolFactory(name="As it was")
    refused(tmp_path, "is a folder: name the copy in it")


def test_restore_that_fails_at_its_end_has_changed_nothing(copy, monkeypatch):
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], uri=True)) as somebody:
            somebody.execute("BEGIN IMMEDIATE")
            somebody.execute("UPDATE programs_school SET name = 'Never committed'")
            with pytest.raises(CommandError, match=r"Nothing was changed\. .* Stop the portal"):
                call_command("restore", copy, yes=True)
    else:
        monkeypatch.setattr(restoring, "DROP_ALL", f"{restoring.DROP_ALL} CREATE TABLE programs_school ();")
        refused(copy, "already exists")
    assert School.objects.get().name == "As it was"


def test_restore_waits_for_a_writer_and_then_says_to_stop_the_portal(tmp_path, monkeypatch):
    monkeypatch.setattr(restoring, "PATIENCE_SECONDS", 0.1)
    live, copy = tmp_path / "live.sqlite3", sqlite3.connect(":memory:")
    copy.execute("CREATE TABLE schools (name)")
    with closing(copy), closing(sqlite3.connect(live)) as writer, closing(sqlite3.connect(live, timeout=0)) as ours:
        monkeypatch.setattr(restoring, "connection", SimpleNamespace(connection=ours, ensure_connection=lambda: None))
        writer.execute("CREATE TABLE kept (name)")
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(backups.BackupFailed, match="Something still writes"):
            restoring._put_in_place(copy)
        writer.rollback()
        assert ours.execute("SELECT name FROM sqlite_master").fetchall() == [("kept",)]
        restoring._put_in_place(copy)
        assert ours.execute("SELECT name FROM sqlite_master").fetchall() == [("schools",)]


def test_copy_that_was_cut_is_refused_and_nothing_is_changed(copy):
    copy.write_bytes(copy.read_bytes()[:-100])
    with pytest.raises(CommandError, match="SHA-256 differs"):
        call_command("restore", copy, yes=True)
    assert School.objects.get().name == "As it was"


def test_copy_without_its_checksum_is_refused(copy):
    backups.checksum_file(copy).unlink()
    with pytest.raises(CommandError, match="is missing beside"):
        call_command("restore", copy, yes=True)


def test_file_of_another_kind_is_refused(copy):
    copy.write_text("UNITID,INSTNM\n")
    backups.checksum_file(copy).write_text(f"{backups.sha256_of(copy)}  {copy.name}\n")
    with pytest.raises(CommandError, match="is no copy of a"):
        call_command("restore", copy, yes=True)


def test_only_the_owner_may_read_a_copy(copy):
    assert copy.stat().st_mode & 0o777 == 0o600


def test_nobody_else_may_read_a_copy_that_is_being_made(tmp_path, monkeypatch):
    modes = []
    monkeypatch.setattr(backups, "_copy_sqlite", lambda target: modes.append(target.stat().st_mode & 0o777))
    monkeypatch.setattr(backups, "_dump_postgresql", backups._copy_sqlite)
    backups.back_up(tmp_path)
    assert modes == [0o600]


def test_nothing_is_restored_while_the_portal_is_read_only(copy, settings):
    settings.READ_ONLY = True
    with pytest.raises(CommandError, match=r"read-only mode, so nothing was changed\. Unset READ_ONLY") as refusal:
        call_command("restore", copy, yes=True)
    assert refusal.value.returncode == 75


def test_restore_that_nobody_can_answer_says_what_to_say(copy, monkeypatch):
    def nobody(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    with pytest.raises(CommandError, match="say --yes"):
        call_command("restore", copy)


def test_restore_asks_first(copy, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _: "no")
    with pytest.raises(CommandError, match=r"Nothing was changed\."):
        call_command("restore", copy)


def test_backup_that_fails_leaves_no_file_behind(tmp_path, monkeypatch):
    def fail(target):
        target.write_bytes(b"half")
        raise backups.BackupFailed("the disk is full")

    monkeypatch.setattr(backups, "_copy_sqlite", fail)
    monkeypatch.setattr(backups, "_dump_postgresql", fail)
    with pytest.raises(CommandError, match="the disk is full"):
        call_command("backup", tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == []

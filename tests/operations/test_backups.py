"""A copy holds every table as it was, and only a whole copy is ever brought back."""

import shutil

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from careerportal.operations import backups
from programs.models import School
from tests.factories import SchoolFactory

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

"""Every night each chore is done, though one before it failed; old copies of the database make room for new ones."""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from careerportal.operations import backups

NIGHTLY = Path(settings.BASE_DIR) / "deploy" / "nightly.sh"
CHORES = ["backup", "run_schedule", "prune_ledger", "clearsessions", "axes_reset", "mirror_check", "check_links"]


@pytest.fixture
def night(tmp_path):
    """Run the night with a manage.py that only writes down what it is asked, and ends as it is told."""

    def run(**ends):
        python = tmp_path / "python"
        cases = "".join(f"{name}) exit {code};; " for name, code in ends.items())
        python.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\ncase "$2" in {cases}*) exit 0;; esac\n')
        python.chmod(0o755)
        told = {"PATH": "/usr/bin:/bin", "PYTHON": str(python)}
        ended = subprocess.run(
            ["/bin/sh", str(NIGHTLY), "copies"], env=told, capture_output=True, text=True, check=False
        )
        return ended, (tmp_path / "asked").read_text().splitlines()

    return run


def test_a_good_night_does_every_chore_after_the_copy(night):
    ended, asked = night()
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [line.split()[1] for line in asked] == CHORES
    assert asked[0] == "manage.py backup copies --keep 30"


def test_each_chore_is_done_though_others_failed_and_the_end_says_which(night):
    ended, asked = night(backup=1, mirror_check=1, prune_ledger=139)
    assert [line.split()[1] for line in asked] == CHORES
    assert ended.returncode == 1
    assert "Failed tonight: backup prune_ledger mirror_check." in ended.stderr


def test_read_only_mode_is_no_failure(night):
    ended, _ = night(**dict.fromkeys(CHORES[1:], 75))
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.fixture
def make_copy(monkeypatch):
    """Copies of an empty database: what is in them is not the matter here."""
    for name in ("_copy_sqlite", "_dump_postgresql"):
        monkeypatch.setattr(backups, name, lambda target: target.write_bytes(b"whole"))


@pytest.mark.usefixtures("make_copy")
class TestOldCopies:
    def test_make_room_with_their_checksums(self, tmp_path):
        made = [backups.back_up(tmp_path) for _ in range(4)]
        call_command("backup", tmp_path, keep=3)
        left = sorted(path for path in tmp_path.iterdir() if path.name.startswith("portal-"))
        assert len(left) == 6
        assert not [path for path in made[:2] if path.exists() or backups.checksum_file(path).exists()]
        assert [path for path in made[2:] if path.exists() and backups.checksum_file(path).exists()] == made[2:]

    def test_stay_where_nobody_says_how_many(self, tmp_path):
        made = backups.back_up(tmp_path)
        call_command("backup", tmp_path)
        assert made.exists()

    def test_files_of_other_names_stay(self, tmp_path):
        suffix = backups.SUFFIX[connection.vendor]
        others = [f"portal-before-the-move{suffix}", "portal-2020-01-01T000000.000000Z.other", f"ours{suffix}"]
        for name in others:
            (tmp_path / name).write_text("somebody's")
        call_command("backup", tmp_path, keep=1)
        assert all((tmp_path / name).exists() for name in others)

    def test_stay_where_the_new_one_fails(self, tmp_path, monkeypatch):
        def breaks(target):
            raise OSError("No space left on device")

        made = [backups.back_up(tmp_path) for _ in range(3)]
        for name in ("_copy_sqlite", "_dump_postgresql"):
            monkeypatch.setattr(backups, name, breaks)
        with pytest.raises(CommandError, match="No space left"):
            call_command("backup", tmp_path, keep=1)
        assert all(path.exists() for path in made)

    def test_the_newest_cannot_be_asked_away(self, tmp_path):
        made = backups.back_up(tmp_path)
        with pytest.raises(CommandError, match="1 or more"):
            call_command("backup", tmp_path, keep=0)
        assert made.exists()

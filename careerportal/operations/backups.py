"""Copies of the whole database that can be brought back: made while the portal serves, checked before they are used.

SQLite: its online backup, a plain database file. PostgreSQL: pg_dump's custom format, one consistent snapshot.
Neither is encrypted: that is the store's task. Beside each copy stands its SHA-256, in the form that sha256sum reads.
How a copy is put in place of the database: careerportal.operations.restoring.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from hashlib import file_digest
from pathlib import Path

from django.db import connection
from django.utils import timezone

SUFFIX = {"sqlite": ".sqlite3", "postgresql": ".dump"}
SQLITE_MAGIC = b"SQLite format 3\x00"
POSTGRESQL_MAGIC = b"PGDMP"


class BackupFailed(Exception):
    """No copy was made, or none was brought back; the message says why and what to do."""


def back_up(folder):
    """Write a copy of the database and its checksum into a folder; return the copy's path.

    The copy gets its name only when it is whole, so that a file with this name is never a half one.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = timezone.now().strftime("%Y-%m-%dT%H%M%S.%fZ")
    path = folder / f"portal-{stamp}{SUFFIX[connection.vendor]}"
    unfinished = path.with_suffix(path.suffix + ".unfinished")
    try:
        unfinished.touch(mode=0o600)  # Before anything is in it, so that nobody else ever reads it.
        _copy_sqlite(unfinished) if connection.vendor == "sqlite" else _dump_postgresql(unfinished)
        checksum_file(path).write_text(f"{sha256_of(unfinished)}  {path.name}\n", encoding="ascii")
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def prune(newest, keep):
    """Delete what is older than the newest `keep` copies of this kind of database beside a copy; return what went.

    Only files that bear a copy's own name, day and all; a file of any other name is not ours to delete.
    """
    name = re.compile(rf"portal-\d{{4}}-\d\d-\d\dT\d{{6}}\.\d{{6}}Z{re.escape(newest.suffix)}")
    older = sorted(path for path in newest.parent.iterdir() if name.fullmatch(path.name) and path.name < newest.name)
    gone = older[: max(len(older) - (keep - 1), 0)]
    for path in gone:
        path.unlink()
        checksum_file(path).unlink(missing_ok=True)
    return gone


def check(path):
    """Raise BackupFailed unless the file is a copy of this kind of database and its checksum is right."""
    if path.is_dir():
        raise BackupFailed(f"{path} is a folder: name the copy in it.")
    if not path.is_file():
        raise BackupFailed(f"{path} does not exist.")
    beside = checksum_file(path)
    if not beside.is_file():
        raise BackupFailed(f"{beside.name} is missing beside {path.name}, so nobody can say whether the copy is whole.")
    if beside.read_text(encoding="ascii", errors="replace").split()[:1] != [sha256_of(path)]:
        raise BackupFailed(f"{path.name} is not what was backed up: its SHA-256 differs from {beside.name}.")
    magic = SQLITE_MAGIC if connection.vendor == "sqlite" else POSTGRESQL_MAGIC
    with path.open("rb") as file:
        if file.read(len(magic)) != magic:
            raise BackupFailed(f"{path.name} is no copy of a {connection.display_name} database, which this one is.")


def checksum_file(path):
    return path.with_name(path.name + ".sha256")


def sha256_of(path):
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _copy_sqlite(target):
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
    except sqlite3.Error as error:
        raise BackupFailed(f"{target.parent} may have no room left, or the database is damaged: {error}.") from None


def _dump_postgresql(target):
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def run(program, *arguments):
    """Run one of PostgreSQL's own programs against our database; the password goes by a file, not the command line."""
    found = shutil.which(program)
    if not found:
        raise BackupFailed(f"{program} is not installed. On Debian or Ubuntu: apt-get install postgresql-client")
    settings = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    environment = {name: str(settings[key]) for name, key in names.items() if settings[key]}
    if wanted := settings["OPTIONS"].get("target_session_attrs"):
        environment["PGTARGETSESSIONATTRS"] = wanted  # Of several hosts, the one that is the primary.
    with tempfile.NamedTemporaryFile("w", prefix="pgpass-", encoding="utf-8") as passwords:
        password = settings["PASSWORD"].replace("\\", "\\\\").replace(":", "\\:")
        passwords.write(f"*:*:*:*:{password}\n")
        passwords.flush()
        done = subprocess.run(  # noqa: S603  # Our own arguments, without a shell.
            [found, *arguments],
            env={"PATH": os.defpath, **environment, "PGPASSFILE": passwords.name},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    if done.returncode:
        said = " ".join(done.stderr.split())
        raise BackupFailed(f"{program} failed: {said or done.returncode}")
    return done.stdout

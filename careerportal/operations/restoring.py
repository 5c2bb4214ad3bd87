"""Putting a copy in place of everything the database holds: all of it or, on BackupFailed, nothing.

Whatever can be wrong with a copy is found beside the database, where it is unpacked. Only what is whole and the
portal's is put in place, in one transaction.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from time import monotonic

from django.db import Error, connection

from careerportal.operations.backups import BackupFailed, check, run
from careerportal.sync import freshness, restored

TABLES = {"django_migrations", "sync_change", "sync_pruning", "partners_catalogue"}
"""No portal is without these."""

PATIENCE_SECONDS = 30
"""So long a restore waits for whoever still writes."""

DROP_ALL = """
SET lock_timeout = '30s';
SET client_min_messages = warning;
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT named.type, named.identity
        FROM pg_depend AS held, pg_identify_object(held.classid, held.objid, 0) AS named
        WHERE held.refclassid = 'pg_namespace'::regclass AND held.refobjid = 'public'::regnamespace
            AND held.deptype = 'n' AND named.type <> 'statistics object'
            AND NOT EXISTS (
                SELECT FROM pg_depend AS member
                WHERE member.classid = held.classid AND member.objid = held.objid AND member.deptype = 'e')
        ORDER BY named.type <> 'table'
    LOOP
        EXECUTE format('DROP %s IF EXISTS %s CASCADE', one.type, one.identity);
    END LOOP;
END $$;
"""
"""Empties the schema but for extensions, which may be another's. Tables go first: they take their sequences along.

What the copy does not name goes too: a table of a newer version would stand in the way of the next migration.
"""


def bring_back(path):
    """Put a copy in place of everything the database holds now. All of it or, on BackupFailed, nothing."""
    path = Path(path)
    check(path)
    of_ledger = list(restored.statements(restored.least_serial(), path.name))
    _restore_sqlite(path, of_ledger) if connection.vendor == "sqlite" else _restore_postgresql(path, of_ledger)
    freshness.forget()


def _restore_sqlite(path, of_ledger):
    # The copy is opened only where it was copied to, for SQLite leaves files beside what it opens.
    with TemporaryDirectory(prefix="restore-", dir=_room()) as folder:
        unpacked = Path(folder) / "copy.sqlite3"
        copyfile(path, unpacked)
        try:
            with closing(sqlite3.connect(unpacked)) as copy:
                copy.execute("PRAGMA ignore_check_constraints = ON")  # They call functions that Django brings along.
                found = copy.execute("PRAGMA integrity_check").fetchone()[0]
                if found != "ok":
                    raise BackupFailed(_damaged(path, found))
                _refuse_strange(path, {name for (name,) in copy.execute("SELECT name FROM sqlite_master")})
                for statement in of_ledger:
                    copy.execute(statement)
                copy.commit()
        except sqlite3.Error as error:
            raise BackupFailed(_damaged(path, error)) from None
        with closing(sqlite3.connect(unpacked)) as copy:
            _put_in_place(copy)


def _room():
    """Return a folder that has room for a copy: the database's own, where it is a file."""
    return None if connection.is_in_memory_db() else Path(connection.settings_dict["NAME"]).parent


def _put_in_place(copy):
    """Overwrite the database in one transaction, which SQLite rolls back where it cannot end."""
    until = monotonic() + PATIENCE_SECONDS

    def lose_patience(status, remaining, total):
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and monotonic() > until:
            raise BackupFailed("Something still writes to the database. Stop the portal and run this again.")

    try:
        connection.ensure_connection()
        copy.backup(connection.connection, progress=lose_patience)
    except (Error, sqlite3.Error) as error:
        raise BackupFailed(
            f"The database cannot be written ({error}). Stop the portal, see that its disk has room and, where its "
            "file is damaged, move that away; then run this again."
        ) from None


def _restore_postgresql(path, of_ledger):
    # Unpacked to its end before anything is dropped: whatever is damaged is found here.
    with TemporaryDirectory(prefix="restore-") as folder:
        script, drop_all, ledger = (Path(folder) / name for name in ("copy.sql", "drop_all.sql", "ledger.sql"))
        listed = run("pg_restore", "--list", str(path))
        _refuse_strange(path, set(re.findall(r" TABLE public (\S+) ", listed)))
        run("pg_restore", "--no-owner", "--no-privileges", "--no-comments", f"--file={script}", str(path))
        drop_all.write_text(DROP_ALL, encoding="ascii")
        lines = ["SET client_encoding = 'UTF8'", "SET search_path = public", *of_ledger]
        ledger.write_text("".join(f"{line};\n" for line in lines), encoding="utf-8")
        connection.close()
        run(
            "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction",
            f"--dbname={connection.settings_dict['NAME']}", f"--file={drop_all}", f"--file={script}",
            f"--file={ledger}",
        )  # fmt: skip


def _refuse_strange(path, tables):
    if missing := TABLES - tables:
        raise BackupFailed(
            f"{path.name} is no copy of a portal: it has no table {' and no '.join(sorted(missing))}. Take another."
        )


def _damaged(path, found):
    return f"{path.name} is damaged inside ({found}). Take another copy."

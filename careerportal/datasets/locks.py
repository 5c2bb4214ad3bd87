"""One refresh at a time, whatever the database."""

import fcntl
from contextlib import contextmanager
from hashlib import sha256

from django.conf import settings
from django.db import connection, transaction

REFRESH_LOCK = 5107_0002
"""Number of the PostgreSQL advisory lock that a refresh holds."""

NOT_NOW = 75
"""What a command ends with that would have written while nothing may be: in sysexits.h, try again later."""


class AlreadyRunning(Exception):
    """Somebody else's refresh holds the lock."""

    def __init__(self):
        super().__init__(
            "Another refresh is running on this database. Wait until it ends, then start yours again; "
            "nothing was changed."
        )


class ReadOnlyMode(Exception):
    """The portal takes no writes at present."""

    def __init__(self):
        super().__init__("The portal is in read-only mode, so nothing was changed. Unset READ_ONLY first.")


@contextmanager
def exclusive_transaction():
    """One transaction that no other refresh shares; AlreadyRunning or ReadOnlyMode at once where that cannot be.

    A process that dies gives the lock back by dying: PostgreSQL's ends with the
    transaction, the file's with the process. After a commit PostgreSQL counts its rows: it plans by what it counted,
    and where it believes that a table has one row, a search that joins it to itself takes minutes.
    """
    if settings.READ_ONLY:
        raise ReadOnlyMode
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _take_postgresql_lock()
            transaction.on_commit(_count_rows, robust=True)
            yield
    else:
        with _file_lock(), transaction.atomic():
            yield


def _take_postgresql_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [REFRESH_LOCK])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning


def _count_rows():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def is_held():
    """Say whether a refresh is running on this database, without standing in anybody's way."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
                "WHERE datname = current_database() AND locktype = 'advisory' AND objid = %s AND granted)",
                [REFRESH_LOCK],
            )
            return cursor.fetchone()[0]
    # Only where a note says so is the lock tried: a trial could turn away a refresh that begins this very moment.
    return file_beside("note").exists() and _is_file_locked()


def _is_file_locked():
    with open(file_beside("lock"), "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def file_beside(kind):
    """Return the path of this database's file of a kind: its lock, or the note of what is running."""
    folder = settings.LOCK_FOLDER
    folder.mkdir(exist_ok=True)
    database = sha256(str(connection.settings_dict["NAME"]).encode()).hexdigest()[:16]
    return folder / f"refresh-{database}.{kind}"


@contextmanager
def _file_lock():
    with open(file_beside("lock"), "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning from None
        yield

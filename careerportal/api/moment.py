"""Reading the data as they were at one moment, however long it takes and whatever is written meanwhile."""

from contextlib import contextmanager
from threading import local

from django.db import connection, transaction
from django.db.models import Max

from careerportal.sync import reading
from careerportal.sync.models import Change

SMALL_CACHE = -2_000
"""SQLite's cache for such a reading, in its own words: minus as many KB."""

_here = local()


@contextmanager
def one_moment():
    """Hold the data still for this reader; writers go on. In a transaction, or on a replica, its view holds."""
    if connection.in_atomic_block or reading.serial() is not None:
        yield
        return
    _here.is_held = True
    try:
        with _transaction():
            yield
    finally:
        _here.is_held = False


def is_held():
    """Say whether this thread's connection is in the midst of reading one moment: nothing can be written by it now."""
    return getattr(_here, "is_held", False)


def serial():
    """The newest serial that this moment knows of."""
    return Change.objects.aggregate(newest=Max("serial"))["newest"] or 0


@contextmanager
def _transaction():
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # Not atomic(): that would take SQLite's one place for a writer. A reader of the write-ahead log needs none.
    with connection.cursor() as cursor:
        # What is read once from end to end gains nothing by a large cache, and would throw out what others read again.
        (usual,) = cursor.execute("PRAGMA cache_size").fetchone()
        cursor.execute(f"PRAGMA cache_size = {SMALL_CACHE}")
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
            cursor.execute(f"PRAGMA cache_size = {int(usual)}")

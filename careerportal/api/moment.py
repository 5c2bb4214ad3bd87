"""Reading the data as they were at one moment, however long it takes and whatever is written meanwhile."""

from contextlib import contextmanager
from threading import local

from django.db import connection, transaction
from django.db.models import Max

from careerportal.sync.models import Change

_here = local()


@contextmanager
def one_moment():
    """Hold the data still for this reader; writers go on. Inside of a transaction, that transaction's view holds."""
    if connection.in_atomic_block:
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
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")

"""Reading the data as they were at one moment, however long it takes and whatever is written meanwhile."""

from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Max

from careerportal.sync.models import Change


@contextmanager
def one_moment():
    """Hold the data still for this reader; writers go on. Inside of a transaction, that transaction's view holds."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Not atomic(): that would take SQLite's one place for a writer. A reader of the write-ahead log needs none.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def serial():
    """The newest serial that this moment knows of."""
    return Change.objects.aggregate(newest=Max("serial"))["newest"] or 0

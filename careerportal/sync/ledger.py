"""Writing to the change ledger, and reading where it stands. `record` is its only writer but for a restore."""

from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from careerportal.datasets import inserting
from careerportal.datasets.fresh_rows import FreshRows
from careerportal.partners import outbox
from careerportal.sync import freshness
from careerportal.sync.models import Change

UPDATED = Change.Action.UPDATED

LEDGER_LOCK = 5107_0001
"""Number of the PostgreSQL advisory lock that writers of the ledger take in turn."""

BATCH = 2_000
MANY = 100
"""Lines from which on writing them past the models' machinery, as a release's are, is worth two statements more."""


def record(changes, *, release=None):
    """Append (resource, key, action) triples; call it last in the transaction that made the changes.

    Serial numbers are given out before a transaction commits. On PostgreSQL the lock, held until the commit, keeps a
    slow transaction from showing lower numbers after a fast one's, which a polling partner would miss for ever. SQLite
    has one writer at a time, so its order is the commits' order anyway. The notice goes out with the commit.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("ledger.record() belongs inside the transaction it describes")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s), pg_notify(%s, '')", [LEDGER_LOCK, freshness.CHANNEL])
    lines = _lines(changes, release)
    lines += _lines(((*shown, UPDATED) for shown in _shown_by(lines)), release)
    if len(lines) < MANY:
        Change.objects.bulk_create(lines)
    else:
        inserting.insert(Change, lines)
    outbox.queue(lines)


def _lines(changes, release):
    fresh, number = FreshRows(Change), release.pk if release else None
    return [
        fresh.row({"resource": resource, "key": key, "action": action, "release_id": number})
        for resource, key, action in changes
    ]


def record_all(changes, *, release=None):
    """Record any number of changes in blocks, so that their number takes no memory; last in the transaction too."""
    changes = iter(changes)
    while block := list(islice(changes, BATCH)):
        record(block, release=release)


def _shown_by(lines):
    """Yield (resource, key) of what shows something else that these lines say was updated, and so reads differently.

    settings.SHOWN_BY maps a resource to the one that shows it and the function that finds which of it: a program's
    answer has its school in it.
    """
    told = {(line.resource, line.key) for line in lines}
    for resource, (shown_by, find) in settings.SHOWN_BY.items():
        keys = [line.key for line in lines if line.resource == resource and line.action == UPDATED]
        if keys:
            yield from ((shown_by, key) for key in import_string(find)(keys) if (shown_by, key) not in told)


def serial():
    """Return the newest serial, 0 when nothing was ever recorded. What caches and validators are keyed by.

    It is asked for at the head of every page, and costs a query only after something was committed.
    """
    return freshness.serial(_newest)


def _newest():
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(serial) FROM sync_change")
        return cursor.fetchone()[0] or 0

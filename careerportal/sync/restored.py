"""What a restore leaves in the ledger, so that nobody takes what was read before for what is read now.

Serials would be given out a second time otherwise, for other changes: pages and answers that are kept, validators and
partners' cursors are all keyed by them. So the ledger goes on from a serial far beyond, with a line that says why, and
nobody may go on from before it: partners hear 410 and begin anew. A catalogue's own numbers go on from there too.

These are statements, not model code: they run on the tables of the copy, before it is put in place.
"""

from time import time

from django.db import Error, connection

from careerportal.sync import feed

LEAP = 1_000_000
"""So far beyond all serials that are known: more than transactions that were rolled back may have used up."""


def least_serial():
    """Return what the ledger's next serial must be beyond, of all that can be known before a restore.

    The database that is replaced may be a new one, in place of one that was lost with all that it had given out. So the
    serial is at least the microseconds since 1970, which JavaScript still counts without rounding: of two restores of
    the same copy the later one is ahead, unless a million changes a second came between.
    """
    try:
        newest = feed.newest()
    except Error:
        newest = 0  # Nothing of a portal stands there.
    return max(newest, int(time() * 1_000_000))


def statements(least, name):
    """Return the SQL that moves the ledger of a copy of this name beyond `least` and beyond all that the copy knows."""
    said = name.encode(errors="replace").decode()[:220].replace("'", "''")
    # A number and a quoted name are all that is put into it; psql reads it from a file, without parameters.
    yield f"""
        INSERT INTO sync_change (serial, resource, key, action, at)
        SELECT MAX(serial) + {LEAP:d}, 'copies', '{said}', 'updated', CURRENT_TIMESTAMP
        FROM (
            SELECT {least:d} AS serial
            UNION ALL SELECT serial FROM sync_change
            UNION ALL SELECT through FROM sync_pruning
            UNION ALL SELECT serial FROM partners_catalogue
        ) AS known"""  # noqa: S608
    yield """
        INSERT INTO sync_pruning (through, lines, at)
        SELECT MAX(serial) - 1, 0, CURRENT_TIMESTAMP FROM sync_change"""
    yield "UPDATE partners_catalogue SET serial = (SELECT MAX(serial) FROM sync_change)"
    if connection.vendor == "postgresql":
        yield "SELECT setval(pg_get_serial_sequence('sync_change', 'serial'), (SELECT MAX(serial) FROM sync_change))"
        yield "SELECT pg_notify('ledger', '')"

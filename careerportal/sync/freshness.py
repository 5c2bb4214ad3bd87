"""Where the ledger stands, known without a query for as long as nothing was committed.

The data serial stands before every page and answer that is kept, and asking for it would cost more than the rest of a
"not modified". Each database says by itself, and far more cheaply, whether anything was committed since:

- SQLite counts: `PRAGMA data_version` moves with every commit of another connection or process, and `total_changes`
  with every change that is made through this one.
- PostgreSQL tells: ledger.record() sends a notice with its commit, and every connection that Django keeps open listens.
  To see whether a notice has come is a look at the socket. It takes a fraction of a millisecond to come.

Inside a transaction the ledger is always asked: what it says there may be rolled back. From a replica a request reads
one moment of it, and that moment's serial is known (careerportal.sync.reading).
"""

from threading import local
from time import monotonic

import psycopg2
from django.db import connection

from careerportal.sync import reading

CHANNEL = "ledger"

TRUSTED_SECONDS = 5
"""So long may a serial be known: a notice that gets lost on its way, in a pooler say, does no lasting harm."""

_known = local()


class _Sqlite:
    """A connection to SQLite, and the counters that move with every commit."""

    def __init__(self):
        connection.ensure_connection()
        self.raw = connection.connection

    def mark(self):
        self.counters = self._counters()

    def is_quiet(self):
        return self.counters == self._counters()

    def _counters(self):
        return self.raw.execute("PRAGMA data_version").fetchone(), self.raw.total_changes


class _PostgreSQL:
    """A connection to PostgreSQL that listens to the ledger."""

    def __init__(self):
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        self.raw = connection.connection

    def mark(self):
        self.raw.notifies.clear()

    def is_quiet(self):
        try:
            self.raw.poll()
        except psycopg2.Error:
            return False  # The connection is lost. Whoever asks next opens another, or hears why it cannot be opened.
        return not self.raw.notifies


_WATCHES = {"sqlite": _Sqlite, "postgresql": _PostgreSQL}


def serial(ask):
    """Return the newest serial of the ledger; `ask` queries it, and is called only when it may have moved."""
    if (of_this_moment := reading.serial()) is not None:
        return of_this_moment
    if connection.in_atomic_block:
        return ask()
    watch = getattr(_known, "watch", None)
    if watch and watch.raw is connection.connection and watch.is_quiet() and monotonic() < _known.until:
        return _known.serial
    if watch is None or watch.raw is not connection.connection:
        watch = _WATCHES[connection.vendor]()
    # The mark comes before the question: what is committed between the two makes the next call ask again.
    watch.mark()
    _known.serial, _known.until, _known.watch = ask(), monotonic() + TRUSTED_SECONDS, watch
    return _known.serial


def forget():
    """Ask again at the next call, as a restart would."""
    _known.__dict__.clear()

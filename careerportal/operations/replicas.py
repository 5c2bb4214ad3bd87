"""PostgreSQL's streaming replicas as this process knows them: which of them may be read at the moment.

A replica is left out while it cannot be reached, while it lags too far behind, and while its data are older than what
this process has already shown: a reader who goes on to the next page never goes back in time. It is looked at once a
second at most, by one of the requests that come then.
"""

import logging
from functools import cache
from itertools import count
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

from careerportal.operations import patience
from careerportal.sync import reading

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 1
SECONDS_TO_LOOK = 2
SECONDS_TO_ANSWER = 3
"""For all that a page asks of a replica, which takes some thousandths of that; then the primary is asked. A connection
that was kept is opened anew once before that, which takes two more (env.replicas)."""

SECONDS_TO_LET_IT_BE = 5
"""A replica that could not be reached is not looked at again for so long: a host that is gone may take two seconds."""

_turns = count()
_newest_shown = 0


class Router:
    """Querysets read where the request reads, and write to the primary (settings.DATABASE_ROUTERS)."""

    def db_for_read(self, model, **hints):
        return reading.alias()

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True  # All hold the same rows.

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS


class Replica:
    """One replica: whether it may be read, and when it is to be looked at again (time.monotonic)."""

    def __init__(self, alias):
        self.alias = alias
        self.is_fit = False
        self._due = self._streamed_at = 0.0
        self._looking = Lock()

    def look(self):
        """See whether it may be read, if that was not seen a moment ago; nobody waits for another's look."""
        if monotonic() < self._due or not self._looking.acquire(blocking=False):
            return
        try:
            self._due = monotonic() + SECONDS_BETWEEN_LOOKS
            lag = self._lag()
            self._judge(lag <= settings.REPLICA_LAG_SECONDS, f"it is {lag:.1f} s behind")
        except Error as error:
            self.lost(error)
        finally:
            self._looking.release()

    def is_readable(self):
        """Whether it answers now, whatever its lag."""
        try:
            self._lag()
        except Error:
            return False
        return True

    def lost(self, error):
        """It could not be read."""
        self._due = monotonic() + SECONDS_TO_LET_IT_BE
        self._judge(False, f"it cannot be read: {str(error).strip()}")

    def behind(self):
        """It has not yet replayed what this process has shown."""
        self._due = monotonic() + SECONDS_BETWEEN_LOOKS
        self.is_fit = False  # Every write does this for a moment; nobody need hear of it.

    def _judge(self, is_fit, why):
        if self.is_fit and not is_fit:
            log.warning("%s is left out: %s", self.alias, why)
        self.is_fit = is_fit

    def _lag(self):
        """Seconds that it is behind. One that is cut off from its primary has been so since it was last seen joined."""
        connection = connections[self.alias]
        if connection.vendor != "postgresql":
            return 0
        with patience.within(SECONDS_TO_LOOK, connection):
            connection.close_if_unusable_or_obsolete()
            with connection.cursor() as cursor:
                cursor.execute(LAG)
                is_joined, behind = cursor.fetchone()
        if is_joined:
            self._streamed_at = monotonic()
        return max(float(behind), monotonic() - self._streamed_at)


LAG = """
    SELECT NOT pg_is_in_recovery() OR EXISTS (SELECT FROM pg_stat_wal_receiver WHERE pid IS NOT NULL),
        CASE
            WHEN NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() <= pg_last_wal_replay_lsn() THEN 0
            ELSE COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0)
        END
"""
"""Whether it receives what the primary writes (one that was promoted is the primary), and how old the last transaction
is that it has replayed, where it has received more. One that was started anew receives from the beginning of a file of
the log that it has replayed long ago."""


@cache
def known():
    """Every replica of the settings."""
    return [Replica(alias) for alias in settings.DATABASES if alias != DEFAULT_DB_ALIAS]


def fit():
    """Those that may be read, each time another first."""
    found = known()
    for replica in found:
        replica.look()
    turn = next(_turns) % len(found)
    return [replica for replica in found[turn:] + found[:turn] if replica.is_fit]


def show(serial):
    """Note that a reader was shown the data of this serial."""
    global _newest_shown
    _newest_shown = max(_newest_shown, serial)


def newest_shown():
    return _newest_shown


def forget():
    """Know nothing of them, as after a restart."""
    global _newest_shown
    _newest_shown = 0
    known.cache_clear()

"""From which database a request reads: the primary, unless a replica was chosen for it (careerportal.operations).

A request that reads from a replica reads one moment of it, in one transaction: the data serial of that moment is asked
with the transaction's first words, so whatever is made or kept under the serial was read where the serial was read.
Whoever asks the database in SQL of his own takes `connection` from here, so that he reads where the querysets read.
"""

from contextlib import contextmanager
from threading import local

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.utils.connection import ConnectionProxy

_here = local()


def alias():
    """The database that is read here; in a transaction that may write, the one that is written to."""
    chosen = getattr(_here, "alias", DEFAULT_DB_ALIAS)
    if chosen != DEFAULT_DB_ALIAS and connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return DEFAULT_DB_ALIAS
    return chosen


def serial():
    """The data serial of the moment that is read from a replica; None where the primary is read."""
    return None if alias() == DEFAULT_DB_ALIAS else _here.serial


class _ConnectionHere(ConnectionProxy):
    """The connection of the database that is read here, as django.db.connection is the primary's."""

    _alias = property(lambda self: alias())

    def __init__(self):
        self.__dict__["_connections"] = connections


connection = _ConnectionHere()


@contextmanager
def one_moment_of(replica):
    """Read from a replica, by its alias, as it stands now; give the data serial of that moment."""
    wrapper = connections[replica]
    found = _begin(wrapper)
    _here.alias, _here.serial = replica, found
    try:
        yield found
    finally:
        _here.alias = DEFAULT_DB_ALIAS
        _end(wrapper)


def _begin(wrapper):
    """Begin to read one moment. A kept connection that was lost meanwhile is opened anew, once."""
    is_kept = wrapper.connection is not None
    try:
        return _serial_of_a_new_moment(wrapper)
    except Error:
        wrapper.close()
        if not is_kept:
            raise
        return _serial_of_a_new_moment(wrapper)


def _serial_of_a_new_moment(wrapper):
    with wrapper.cursor() as cursor:
        for words in _WORDS[wrapper.vendor]:
            cursor.execute(words)
        return cursor.fetchone()[0] or 0


_NEWEST = "SELECT MAX(serial) FROM sync_change"
_WORDS = {
    # One way to the server and back for both statements.
    "postgresql": (f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {_NEWEST}",),
    "sqlite": ("BEGIN DEFERRED", _NEWEST),
}


def _end(wrapper):
    try:
        with wrapper.cursor() as cursor:
            cursor.execute("ROLLBACK")
    except Error:
        wrapper.close()

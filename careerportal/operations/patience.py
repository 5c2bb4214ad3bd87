"""Gives up on a database server that has taken a connection and never answers, as a machine that hangs does.

psycopg2 waits for an answer without end, and statement_timeout is the server's own, which hangs with it. So a thread of
each process looks at who waits, and breaks the connection of whoever has waited too long: the wait ends with the error
of a server that is gone, and whatever is done about that is done.
"""

import os
import socket
from contextlib import contextmanager
from threading import Lock, Thread, get_ident
from time import monotonic, sleep

import psycopg2

SECONDS_BETWEEN_LOOKS = 0.25

_waiting = {}
"""Thread that waits → (until when, the connection's wrapper of Django's)."""

_lock = Lock()
_looking = False


@contextmanager
def within(seconds, wrapper):
    """Whatever is asked of a database here is answered within so many seconds all in all, or fails."""
    if wrapper.vendor != "postgresql":
        yield
        return
    with _lock:
        _waiting[get_ident()] = monotonic() + seconds, wrapper
        _look_from_now_on()
    try:
        yield
    finally:
        with _lock:
            _waiting.pop(get_ident(), None)


def _look_from_now_on():
    global _looking
    if not _looking:
        _looking = True
        Thread(target=_look, daemon=True).start()


def _look():
    """Look until nobody waits any more."""
    global _looking
    while True:
        sleep(SECONDS_BETWEEN_LOOKS)
        with _lock:
            now = monotonic()
            for thread, (until, wrapper) in list(_waiting.items()):
                if until < now:
                    del _waiting[thread]
                    _break(wrapper.connection)
            if not _waiting:
                _looking = False
                return


def _break(raw):
    """Shut a connection's socket, whose descriptor stays its own: the thread that reads from it hears that it ended."""
    try:
        descriptor = os.dup(raw.fileno()) if raw else None
    except (psycopg2.Error, OSError):
        return  # It was closed meanwhile.
    if descriptor is not None:
        with socket.socket(fileno=descriptor) as ours:
            try:
                ours.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # The other end was quicker.

"""What of a load a web request may do: what ends within seconds. The rest is for the command line.

A request that works for longer is cut off by the server (gunicorn: 30 s), and on SQLite other writers wait 20 s at
most. A load that turns out longer stops by itself, and all it did is undone.
"""

from time import monotonic

SECONDS = 20
"""For so long a load may run in a request."""

MOST_GIVEN_BACK = 10_000
"""Rows that a roll-back in a request may have to give back: it does about a thousand a second."""


class TooLong(Exception):
    """The load was stopped because it would have taken too long. Nothing was changed."""


def deadline():
    """Return the function to call for each row, which raises TooLong once the time is over."""
    ends = monotonic() + SECONDS

    def row():
        if monotonic() > ends:
            raise TooLong

    return row


def can_publish(release):
    """Publishing does what previewing did, so it takes as long."""
    return release.details.get("seconds", 0) <= SECONDS


def can_roll_back(release):
    return release.rows_changed <= MOST_GIVEN_BACK

"""Which load is running now and how far it is: a note in a file, for whoever looks at the desk.

What a load writes is seen by nobody before it ends, so it cannot say in the database how far it is. The lock tells
whether it still runs; the note tells what it does. On PostgreSQL a load may run on another machine, whose note is not
here: then only the lock speaks.
"""

import json
import logging
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from django.utils import timezone

from careerportal.datasets import locks

logger = logging.getLogger(__name__)

LOOK_EVERY = 500
"""Rows between two looks at the clock."""

SAY_EVERY = 1.0
"""Seconds between two notes."""


@dataclass(frozen=True)
class Running:
    """A load that holds the lock; `rows` of `total` where that is known, and nothing but that where no note is here."""

    doing: str = "A load"
    rows: int | None = None
    total: int | None = None
    began: datetime | None = None


def now():
    """Return the load that is Running, or None."""
    if not locks.is_held():
        return None
    try:
        note = json.loads(locks.file_beside("note").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return Running()
    return Running(note["doing"], note["rows"], note["total"], datetime.fromisoformat(note["began"]))


@contextmanager
def announced(doing, *, total=None, on_row=None):
    """Keep a note for as long as a load lasts; give the function to call for each row, which calls `on_row` too."""
    note = _Note(doing, total)
    note.write()

    def row():
        if on_row:
            on_row()
        note.row()

    try:
        yield row
    finally:
        note.remove()


class _Note:
    def __init__(self, doing, total):
        self.doing, self.total, self.rows = doing, total, 0
        self.began, self.said = timezone.now(), monotonic()

    def row(self):
        self.rows += 1
        if self.rows % LOOK_EVERY == 0 and monotonic() - self.said >= SAY_EVERY:
            self.write()

    def write(self):
        self.said = monotonic()
        note = {"doing": self.doing, "rows": self.rows, "total": self.total, "began": self.began.isoformat()}
        with _spared():
            path = locks.file_beside("note")
            unfinished = path.with_suffix(".unfinished")
            unfinished.write_text(json.dumps(note), encoding="utf-8")
            unfinished.replace(path)

    def remove(self):
        with _spared():
            locks.file_beside("note").unlink(missing_ok=True)


@contextmanager
def _spared():
    """A folder that takes no file must not stop a load, which on PostgreSQL needs none: the log is told."""
    try:
        yield
    except OSError as error:
        logger.warning("The desk cannot be told how far the load is: %s", error)

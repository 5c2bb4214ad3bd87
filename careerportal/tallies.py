"""Counting in memory what is written once in a while, never for each request."""

import logging
from collections import Counter
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db import Error, transaction

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_WRITES = 60


class Tally:
    """Counts of one process. `save(counts)` writes them; what cannot be written is kept for the next time.

    A process that is killed loses what it counted since it wrote last.
    """

    def __init__(self, save):
        self._save, self._counted, self._lock, self._written_at = save, Counter(), Lock(), monotonic()

    def add(self, *names):
        """Count each of some names once; say whether it is time to write."""
        with self._lock:
            self._counted.update(names)
            return monotonic() - self._written_at >= SECONDS_BETWEEN_WRITES

    def write(self):
        """Write what was counted since the last time; not while the portal is read-only."""
        with self._lock:
            self._written_at = monotonic()
            if settings.READ_ONLY:
                return
            counted = dict(self._counted)
            self._counted.clear()
        try:
            with transaction.atomic():
                self._save(counted)
        except Error:
            logger.exception("What was counted could not be written; it is kept for the next time")
            with self._lock:
                self._counted.update(counted)

    def forget(self):
        """Let go of what was counted, as a restart would."""
        with self._lock:
            self._counted.clear()
            self._written_at = monotonic()

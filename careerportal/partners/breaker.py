"""Whether Redis is asked at the moment. All of a process know it together: its caches, its counts, all its threads.

The first who waits in vain tells the others. After a while one request, and no other, tries whether it is back.
"""

import logging
from functools import cache
from threading import Lock
from time import monotonic

import redis

log = logging.getLogger(__name__)

SECONDS_TO_WAIT = 0.1
"""For a connection and for each answer. Redis on the next machine takes a hundredth of that."""

SECONDS_TO_LET_IT_BE = 5
"""After a failure so long passes until somebody tries again."""

PATIENCE = {"socket_timeout": SECONDS_TO_WAIT, "socket_connect_timeout": SECONDS_TO_WAIT}


class Breaker:
    """Closed while Redis answers, open while it does not."""

    def __init__(self):
        self._try_at = None
        self._lock = Lock()

    def may_ask(self):
        """Whether to ask; of those who come once it is time to try again, one may."""
        if self._try_at is None:
            return True
        with self._lock:
            if self._try_at is not None and monotonic() < self._try_at:
                return False
            self._try_at = monotonic() + SECONDS_TO_LET_IT_BE
            return True

    def answered(self):
        if self._try_at is not None:
            self._try_at = None
            log.warning("Redis is back")

    def failed(self, error):
        if self._try_at is None:
            log.warning("Redis is away (%s); this process does without, and tries it again later", error)
        self._try_at = monotonic() + SECONDS_TO_LET_IT_BE

    def ask(self, question, instead):
        """Return what Redis says to a question, or what is said instead while it is away."""
        if not self.may_ask():
            return instead()
        try:
            said = question()
        except redis.RedisError as error:
            self.failed(error)
            return instead()
        self.answered()
        return said


@cache
def of(url):
    """The breaker of a Redis, by its address."""
    return Breaker()

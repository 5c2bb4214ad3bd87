"""Whether Redis is asked at the moment. All of a process know it together: its caches, its counts, all its threads.

The first who waits in vain tells the others. After that it is tried again and again whether Redis is back, in a thread
of its own: no reader waits for it any more.
"""

import logging
from functools import cache
from threading import Lock, Thread
from time import monotonic

import redis

log = logging.getLogger(__name__)

SECONDS_TO_WAIT = 0.1
"""For a connection and for each answer. Redis on the next machine takes a hundredth of that."""

SECONDS_TO_LET_IT_BE = 5
"""After a failure so long passes until it is tried again."""

PATIENCE = {"socket_timeout": SECONDS_TO_WAIT, "socket_connect_timeout": SECONDS_TO_WAIT}


class Breaker:
    """Closed while Redis answers, open while it does not."""

    def __init__(self, url):
        self._url = url
        self._try_at = None
        self._lock = Lock()

    def may_ask(self):
        """Whether to ask. The first who comes once it is time has it tried whether Redis is back, and does not wait."""
        if self._try_at is None:
            return True
        with self._lock:
            if self._try_at is None or monotonic() < self._try_at:
                return self._try_at is None
            self._try_at = monotonic() + SECONDS_TO_LET_IT_BE
        Thread(target=self._try, daemon=True).start()
        return False

    def _try(self):
        try:
            with redis.Redis.from_url(self._url, **PATIENCE) as client:
                client.ping()
        except redis.RedisError as error:
            self.failed(error)
        else:
            self.answered()

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
    return Breaker(url)

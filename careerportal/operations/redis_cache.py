"""A cache in Redis that may go away: pages get slower, none fails."""

import logging
from functools import wraps
from time import monotonic

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

log = logging.getLogger(__name__)

SECONDS_TO_WAIT = 0.25
"""For a connection and for each answer. Redis on the next machine takes a thousandth of that."""

SECONDS_TO_LET_IT_BE = 5
"""After a failure nobody waits for Redis again for so long: a Redis that hangs costs one request in five seconds."""


def _or_else(name, missing):
    """One of the client's methods, that answers `missing(arguments)` while Redis is away."""
    method = getattr(RedisCacheClient, name)

    @wraps(method)
    def careful(self, *args, **kwargs):
        if monotonic() < self.let_be_until:
            return missing(*args, **kwargs)
        try:
            return method(self, *args, **kwargs)
        except redis.RedisError as error:
            self.let_be_until = monotonic() + SECONDS_TO_LET_IT_BE
            log.warning("Redis is away (%s); the next %s s are without a cache", error, SECONDS_TO_LET_IT_BE)
            return missing(*args, **kwargs)

    return careful


def _no_such_key(key, delta):
    raise ValueError(f"Key '{key}' not found.")


class ForgivingClient(RedisCacheClient):
    """Answers as an empty cache would while Redis is away."""

    let_be_until = 0.0

    def __init__(self, servers, **options):
        limits = {"socket_timeout": SECONDS_TO_WAIT, "socket_connect_timeout": SECONDS_TO_WAIT}
        super().__init__(servers, **limits | options)

    add = _or_else("add", lambda key, value, timeout: True)
    get = _or_else("get", lambda key, default: default)
    set = _or_else("set", lambda key, value, timeout: None)
    touch = _or_else("touch", lambda key, timeout: False)
    delete = _or_else("delete", lambda key: False)
    get_many = _or_else("get_many", lambda keys: {})
    has_key = _or_else("has_key", lambda key: False)
    incr = _or_else("incr", _no_such_key)
    set_many = _or_else("set_many", lambda data, timeout: None)
    delete_many = _or_else("delete_many", lambda keys: None)
    clear = _or_else("clear", lambda: False)


class ForgivingRedisCache(RedisCache):
    """Django's own Redis cache with a client that forgives."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = ForgivingClient

"""A cache in Redis that may go away: pages get slower, none fails."""

from functools import wraps

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from careerportal.partners import breaker


def _or_else(name, missing):
    """One of the client's methods, that answers `missing(arguments)` while Redis is away."""
    method = getattr(RedisCacheClient, name)

    @wraps(method)
    def careful(self, *args, **kwargs):
        return self.breaker.ask(lambda: method(self, *args, **kwargs), lambda: missing(*args, **kwargs))

    return careful


def _no_such_key(key, delta):
    raise ValueError(f"Key '{key}' not found.")


class ForgivingClient(RedisCacheClient):
    """Answers as an empty cache would while Redis is away. Django makes one for each thread; the breaker is shared."""

    def __init__(self, servers, **options):
        super().__init__(servers, **breaker.PATIENCE | options)
        self.breaker = breaker.of(servers[0])

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

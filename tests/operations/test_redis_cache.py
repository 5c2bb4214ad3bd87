"""A Redis that is away, or hangs, makes pages slower and breaks none."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import redis

from careerportal.operations.redis_cache import ForgivingRedisCache
from careerportal.partners import breaker, counters


@contextmanager
def listener():
    """A server that takes connections and never answers, as a stopped Redis does; and its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server, server.getsockname()[1]


@pytest.fixture
def hung(monkeypatch):
    monkeypatch.setitem(breaker.PATIENCE, "socket_timeout", 0.05)
    with listener() as (_, port):
        yield ForgivingRedisCache(f"redis://127.0.0.1:{port}/0", {})


@pytest.fixture
def absent():
    with listener() as (_, port):
        pass
    return ForgivingRedisCache(f"redis://127.0.0.1:{port}/0", {})


def an_age_later(monkeypatch):
    """It is time to try Redis again, and the thread that does has ended when the request that began it goes on."""
    monkeypatch.setattr(breaker.Thread, "start", breaker.Thread.run)
    now = breaker.monotonic()
    monkeypatch.setattr(breaker, "monotonic", lambda: now + breaker.SECONDS_TO_LET_IT_BE + 1)


def as_an_empty_cache_would(cache):
    assert cache.get("page", "nothing") == "nothing"
    assert cache.get_many(["page"]) == {}
    assert cache.add("page", 1) is True
    assert cache.touch("page") is False
    assert cache.delete("page") is False
    assert "page" not in cache
    assert cache.get_or_set("page", lambda: 7) == 7
    cache.set("page", 1)
    cache.set_many({"page": 1})
    cache.delete_many(["page"])
    cache.clear()
    with pytest.raises(ValueError, match="not found"):
        cache.incr("page")


def test_absent_redis_is_an_empty_cache(absent):
    as_an_empty_cache_would(absent)


def test_hanging_redis_is_an_empty_cache(hung):
    as_an_empty_cache_would(hung)


def test_only_the_first_reader_waits_for_a_redis_that_is_away(hung, monkeypatch):
    hung.get("page")
    asked = []
    monkeypatch.setattr(redis.Redis, "get", lambda *_: asked.append("again"))
    hung.get("page")
    assert asked == []


def test_redis_is_asked_again_once_it_is_back(absent, monkeypatch):
    absent.get("page")
    an_age_later(monkeypatch)
    monkeypatch.setattr(redis.Redis, "get", lambda *_: b"7")
    assert absent.get("page") is None
    assert absent.get("page") is None
    breaker.of(absent._servers[0])._try_at = breaker.monotonic()
    monkeypatch.setattr(redis.Redis, "ping", lambda *_: True)
    assert absent.get("page") is None  # Whoever has it tried does not wait for what comes of it.
    assert absent.get("page") == 7


def test_it_is_tried_once_a_while_whether_redis_is_back_and_no_reader_waits_for_it(hung, monkeypatch):
    hung.get("page")
    an_age_later(monkeypatch)
    tried = []
    monkeypatch.setattr(breaker.Thread, "start", lambda thread: tried.append(thread))
    known = breaker.of(hung._servers[0])
    assert [known.may_ask() for _ in range(4)] == [False] * 4
    assert len(tried) == 1
    assert tried[0].daemon


def test_what_one_thread_has_found_out_all_know_and_the_counts_of_readers_too(absent, monkeypatch):
    absent.get("page")
    asked = []
    monkeypatch.setattr(redis.Redis, "get", lambda *_: asked.append("a cache"))
    monkeypatch.setattr(counters.RedisCounters, "_shared", lambda *_: asked.append("the counts"))
    with ThreadPoolExecutor(1) as another:
        another.submit(ForgivingRedisCache(absent._servers[0], {}).get, "page").result()
    counters.RedisCounters(absent._servers[0]).add(1, [("reader", 5, 60)])
    assert asked == []


def test_mistake_of_ours_is_not_forgiven(absent):
    with pytest.raises(TypeError):
        absent.get()

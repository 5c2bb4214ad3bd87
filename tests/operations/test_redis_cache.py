"""A Redis that is away, or hangs, makes pages slower and breaks none."""

import socket
from contextlib import contextmanager

import pytest
import redis

from careerportal.operations import redis_cache
from careerportal.operations.redis_cache import ForgivingRedisCache


@contextmanager
def listener():
    """A server that takes connections and never answers, as a stopped Redis does; and its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server, server.getsockname()[1]


@pytest.fixture
def hung(monkeypatch):
    monkeypatch.setattr(redis_cache, "SECONDS_TO_WAIT", 0.05)
    with listener() as (_, port):
        yield ForgivingRedisCache(f"redis://127.0.0.1:{port}/0", {})


@pytest.fixture
def absent():
    with listener() as (_, port):
        pass
    return ForgivingRedisCache(f"redis://127.0.0.1:{port}/0", {})


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


def test_redis_is_asked_again_after_a_while(absent, monkeypatch):
    absent.get("page")
    later = absent._cache.let_be_until + 1
    monkeypatch.setattr(redis_cache, "monotonic", lambda: later)
    monkeypatch.setattr(redis.Redis, "get", lambda *_: b"7")
    assert absent.get("page") == 7


def test_mistake_of_ours_is_not_forgiven(absent):
    with pytest.raises(TypeError):
        absent.get()

"""Limits: exact in a burst, true about the wait, and not to be talked out of."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from django.conf import settings as portal
from django.db import connections
from django.test import Client

from careerportal import env
from careerportal.partners import counters, keys, limits, usage
from careerportal.partners.client_address import client_of, network_of
from careerportal.partners.models import UsageDay
from tests.factories import CatalogueFactory, PartnerFactory
from tests.partners.conftest import shown

NOWHERE = "/api/v1/no-such-thing/"
"""An address that is counted like any other and costs nothing."""


def redis_counters():
    """Counts in the Redis of REDIS_URL; skipped where there is none."""
    if not env.redis_url():
        pytest.skip("REDIS_URL names no Redis")
    shared = counters.RedisCounters(env.redis_url())
    shared.clear()
    return shared


@pytest.fixture(params=["memory", "redis"])
def store(request, monkeypatch):
    made = counters.MemoryCounters() if request.param == "memory" else redis_counters()
    monkeypatch.setattr(limits, "counters", lambda: made)
    return made


@pytest.fixture
def few(settings):
    settings.ANONYMOUS_PER_MINUTE = 3


@pytest.mark.django_db
def test_a_reader_without_a_key_is_told_what_is_left_and_then_when_to_come_back(client, few, store):
    answers = [client.get(NOWHERE) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429, 429]
    assert [re.search(r"r=(\d+)", answer["RateLimit"])[1] for answer in answers] == ["2", "1", "0", "0", "0"]
    assert answers[0]["RateLimit-Policy"] == '"minute";q=3;w=60'
    refused = answers[-1]
    assert refused["Content-Type"] == "application/problem+json"
    assert 58 <= int(refused["Retry-After"]) <= 60
    assert f"{refused['Retry-After']} seconds" in refused.json()["detail"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("shows_a_key", [False, True])
def test_in_a_burst_from_eight_threads_exactly_the_limit_passes(settings, store, shows_a_key):
    settings.ANONYMOUS_PER_MINUTE = 100
    _, token = keys.issue(PartnerFactory(per_minute=100, per_day=10_000), name="burst")
    headers = shown(token) if shows_a_key else {}

    def ask(count):
        client = Client()
        statuses = [client.get(NOWHERE, headers=headers).status_code for _ in range(count)]
        connections.close_all()
        return statuses

    with ThreadPoolExecutor(8) as threads:
        statuses = [status for answers in threads.map(ask, [25] * 8) for status in answers]
    assert (statuses.count(404), statuses.count(429)) == (100, 100)


def test_the_wait_is_true_to_a_second(store):
    windows = [("reader:minute", 1, 2)]
    assert limits.charge(windows).is_allowed
    wait = int(limits.charge(windows).headers["Retry-After"])
    time.sleep(wait - 1)
    assert not limits.charge(windows).is_allowed
    time.sleep(1.05)
    assert limits.charge(windows).is_allowed


def test_a_request_that_one_window_has_no_room_for_is_counted_in_none(store):
    minute, day = ("reader:minute", 1, 60), ("reader:day", 10, 86_400)
    for _ in range(5):
        limits.charge([minute, day])
    assert limits.charge([day]).headers["RateLimit"].startswith('"day";r=8;')


@pytest.mark.django_db
def test_all_keys_of_a_partner_draw_on_one_quota_of_the_day(client, store):
    partner = PartnerFactory(per_minute=100, per_day=3)
    tokens = [keys.issue(partner, name=name)[1] for name in ("one", "other")]
    statuses = [client.get(NOWHERE, headers=shown(token)).status_code for token in tokens * 2]
    assert statuses == [404, 404, 404, 429]
    usage.write()
    assert sorted(UsageDay.objects.values_list("requests", "refused")) == [(2, 0), (2, 1)]


@pytest.mark.django_db
def test_a_partner_has_a_rate_of_his_own(client, few, store, with_key):
    assert {client.get(NOWHERE, headers=with_key).status_code for _ in range(6)} == {404}


@pytest.mark.django_db
def test_an_export_counts_as_ten(client, settings, store):
    settings.ANONYMOUS_PER_MINUTE = 25
    answers = [client.get("/api/v1/exports/no-such-export/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]


@pytest.mark.django_db
def test_the_export_of_a_catalogue_counts_as_ten_and_a_list_of_exports_as_one(client, store, token, partner):
    CatalogueFactory(partner=partner, slug="all")
    left = partner.per_minute
    for address, cost in (("catalogues/all/export.csv", 10), ("catalogues/all/programs/", 1), ("exports/", 1)):
        answer = client.get(f"/api/v1/{address}", headers=shown(token))
        left -= cost
        assert answer["RateLimit"].startswith(f'"minute";r={left};'), address


@pytest.mark.django_db
def test_whoever_is_refused_is_counted_and_told_what_is_left(client, few, store):
    _, token = keys.issue(PartnerFactory(per_minute=1, per_day=9), name="narrow", scopes=["read"])
    refusals = {401: {}, 403: shown(token)}
    for status, headers in refusals.items():
        answer = client.get("/api/v1/catalogues/", headers=headers)
        assert answer.status_code == status
        assert answer["RateLimit"].startswith(f'"minute";r={2 if status == 401 else 0};')
    assert client.get("/api/v1/catalogues/", headers=shown(token)).status_code == 429
    assert "r=1;" in client.get("/api/v1/catalogues/", headers=shown("cpk_00000000_guess"))["RateLimit"]


@pytest.mark.django_db
def test_nobody_tries_keys_by_the_thousand(client, few, store):
    tried = [client.get(NOWHERE, headers=shown(f"cpk_00000000_{guess}")).status_code for guess in range(5)]
    assert tried == [401, 401, 401, 429, 429]


@pytest.mark.django_db
def test_a_forged_forwarded_for_resets_nothing(client, few, store, settings):
    forged = [client.get(NOWHERE, headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code for n in range(5)]
    assert forged == [404, 404, 404, 429, 429]


@pytest.mark.django_db
def test_behind_a_proxy_what_the_client_writes_before_the_proxys_own_word_resets_nothing(client, few, store, settings):
    settings.TRUSTED_PROXIES = 1
    forged = [
        client.get(NOWHERE, headers={"X-Forwarded-For": f"203.0.113.{n}, 192.0.2.7"}).status_code for n in range(4)
    ]
    assert forged == [404, 404, 404, 429]
    assert client.get(NOWHERE, headers={"X-Forwarded-For": "192.0.2.8"}).status_code == 404


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, "203.0.113.1", "127.0.0.1"),
        (1, "203.0.113.1, 192.0.2.7", "192.0.2.7"),
        (2, "203.0.113.1, 192.0.2.7, 10.0.0.1", "192.0.2.7"),
        (2, "192.0.2.7", "127.0.0.1"),
        (1, "", "unknown"),
        (1, "not an address", "unknown"),
    ],
)
def test_the_address_that_is_counted_is_the_one_our_own_proxies_saw(rf, settings, proxies, forwarded, counted):
    settings.TRUSTED_PROXIES = proxies
    assert client_of(rf.get("/", headers={"X-Forwarded-For": forwarded})) == counted


def test_who_has_a_whole_network_of_ipv6_is_one_reader():
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::2") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:192.0.2.7") == "192.0.2.7"


def test_limits_still_bite_when_redis_is_down(monkeypatch, caplog):
    down = counters.RedisCounters("redis://127.0.0.1:1/0")
    monkeypatch.setattr(limits, "counters", lambda: down)
    windows = [("reader:minute", 2, 60)]
    assert [limits.charge(windows).is_allowed for _ in range(4)] == [True, True, False, False]
    assert len([record for record in caplog.records if "Redis is away" in record.message]) == 1


def test_when_redis_is_back_it_counts_again():
    shared = redis_counters()
    shared._breaker.failed("for this test")
    shared.add(1, [("reader:minute", 5, 60)])
    shared._breaker.answered()
    shared.add(1, [("reader:minute", 5, 60)])
    assert redis.Redis.from_url(env.redis_url()).get("limit:reader:minute") == b"1"


def test_memory_of_readers_long_gone_is_let_go():
    clock = [0]
    kept = counters.MemoryCounters(now=lambda: clock[0])
    kept.MOST_WINDOWS = 10
    for number in range(11):
        kept.add(1, [(f"reader-{number}", 5, 60)])
    clock[0] = 61
    kept.add(1, [("another", 5, 60)])
    assert len(kept._windows) == 1


def test_the_portal_counts_in_redis_where_there_is_one():
    limits.counters.cache_clear()
    assert isinstance(limits.counters(), counters.MemoryCounters) is not bool(portal.RATE_LIMIT_REDIS_URL)

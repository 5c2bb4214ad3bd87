"""A setting that is written wrong refuses to start, by its name and with what to write; it is never guessed at."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from careerportal import env

WRONG = {
    "READ_ONLY": ["ja", "tru", "2"],
    "BEHIND_TLS_PROXY": ["yess"],
    "DEBUG": ["maybe"],
    "METRICS": ["enabled"],
    "TRUSTED_PROXIES": ["-1", "two", "1.5"],
    "SLOW_QUERY_MS": ["abc", "-200"],
    "REPLICA_LAG_SECONDS": ["-5"],
    "ANONYMOUS_PER_MINUTE": ["lots", "0"],
    "REDIS_URL": ["nonsense", "http://127.0.0.1:6379/0", "redis://127.0.0.1:port/0"],
    "DATABASE_URL": ["nonsense", "postgres://", "mysql://127.0.0.1/portal", "postgres://portal:a/b@127.0.0.1/portal"],
    "REPLICA_URLS": ["nonsense"],
}
STARTS = "import django; django.setup(); from django.core.cache import caches; caches['pages']"


def start(told):
    """Start the portal with these settings alone, and return how it ended."""
    needed = {"PATH": os.environ["PATH"], "SECRET_KEY": os.environ["SECRET_KEY"], "ALLOWED_HOSTS": "localhost"}
    environment = needed | {"DJANGO_SETTINGS_MODULE": "careerportal.settings"} | told
    command = [sys.executable, "-c", STARTS]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_refuses_to_start_and_names_its_setting(name):
    ended = start({name: WRONG[name][0]})
    assert ended.returncode == 1
    last = ended.stderr.strip().splitlines()[-1]
    assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {name}")
    assert "Write" in last


@pytest.mark.parametrize("said", WRONG["READ_ONLY"] + WRONG["BEHIND_TLS_PROXY"] + WRONG["DEBUG"] + WRONG["METRICS"])
def test_what_is_neither_yes_nor_no_is_taken_for_neither(monkeypatch, said):
    monkeypatch.setenv("READ_ONLY", said)
    with pytest.raises(ImproperlyConfigured, match="Write READ_ONLY=true or READ_ONLY=false"):
        env.yes_or_no("READ_ONLY", default=False)


@pytest.mark.parametrize(
    ("said", "means"), [("true", True), ("YES", True), ("1", True), ("False", False), ("off", False)]
)
def test_yes_and_no_are_said_in_several_ways(monkeypatch, said, means):
    monkeypatch.setenv("READ_ONLY", said)
    assert env.yes_or_no("READ_ONLY", default=not means) is means


@pytest.mark.parametrize("default", [True, False])
def test_what_is_left_empty_is_not_set(monkeypatch, default):
    monkeypatch.setenv("READ_ONLY", "")
    monkeypatch.setenv("SLOW_QUERY_MS", " ")
    assert env.yes_or_no("READ_ONLY", default=default) is default
    assert env.whole_number("SLOW_QUERY_MS", default=7) == 7


@pytest.mark.parametrize("said", WRONG["TRUSTED_PROXIES"] + WRONG["SLOW_QUERY_MS"])
def test_what_is_no_number_or_too_small_says_how_small_it_may_be(monkeypatch, said):
    monkeypatch.setenv("TRUSTED_PROXIES", said)
    with pytest.raises(ImproperlyConfigured, match="a whole number, 0 or more"):
        env.whole_number("TRUSTED_PROXIES", default=0)


@pytest.mark.parametrize("said", WRONG["REDIS_URL"])
def test_an_address_that_is_not_of_redis_says_what_one_looks_like(monkeypatch, said):
    monkeypatch.setenv("REDIS_URL", said)
    with pytest.raises(ImproperlyConfigured, match="Write it as redis://") as refused:
        env.redis_url()
    assert said not in str(refused.value)


@pytest.mark.parametrize("said", WRONG["DATABASE_URL"])
def test_an_address_that_is_not_of_a_database_is_refused_without_its_password(monkeypatch, said):
    monkeypatch.setenv("DATABASE_URL", said)
    with pytest.raises(ImproperlyConfigured, match="Write it as postgres://USER:") as refused:
        env.database()
    assert said not in str(refused.value).replace("postgres://USER:", "")


@pytest.mark.parametrize("said", ["redis://:secret@10.0.0.1:6379/2", "rediss://10.0.0.1/0", "unix:///run/redis.sock"])
def test_addresses_of_redis_are_taken(monkeypatch, said):
    monkeypatch.setenv("REDIS_URL", said)
    assert env.redis_url() == said


def test_a_password_with_signs_in_it_is_read(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal:a%23b%2Fc%40d@127.0.0.1:5432/portal")
    assert env.database()["PASSWORD"] == "a#b/c@d"

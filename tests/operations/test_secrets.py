"""A weak secret refuses to start, with the remedy; cookies of who signs in are bound to this host and to https."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from careerportal import env

GOOD = "kX3v-9qLmZ_0aTgHsRw7yUe2iOpBnC4dF5jVxQ8tAzEl6SrWuYbMoKhDfGcJ1PN"
WEAK = {
    "": "missing or too weak",
    GOOD[:49]: "missing or too weak",
    "abcd" * 20: "missing or too weak",
    f"django-insecure-{GOOD}": "begins with django-insecure-",
    "abcdefghi" * 8: "made of 9 different characters",
}


@pytest.mark.parametrize("key", WEAK)
def test_weak_key_refuses_to_start_and_says_how_to_make_one(monkeypatch, key):
    monkeypatch.setattr(env, "DEBUG", False)
    monkeypatch.setenv("SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured, match=WEAK[key]) as refused:
        env.secret_key()
    assert "secrets.token_urlsafe(50)" in str(refused.value)
    assert not key or key not in str(refused.value)


@pytest.mark.parametrize("is_developers", [True, False])
def test_strong_key_starts(monkeypatch, is_developers):
    monkeypatch.setattr(env, "DEBUG", is_developers)
    monkeypatch.setenv("SECRET_KEY", GOOD)
    assert env.secret_key() == GOOD


def test_developers_key_starts_on_a_developers_machine(monkeypatch):
    monkeypatch.setattr(env, "DEBUG", True)
    monkeypatch.setenv("SECRET_KEY", f"django-insecure-{GOOD}")
    assert env.secret_key()


@pytest.mark.parametrize(("debug", "prefix"), [("false", "__Host-"), ("true", "")])
def test_cookies_are_bound_to_the_host_where_https_is(debug, prefix):
    asked = "SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_DOMAIN"
    code = f"from careerportal import settings; from django.conf import global_settings as g; print(*[getattr(settings, n, getattr(g, n)) for n in '{asked}'.split()])"  # fmt: skip # noqa: E501
    told = {"PATH": os.environ["PATH"], "SECRET_KEY": GOOD, "DEBUG": debug, "ALLOWED_HOSTS": "localhost"}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=told, capture_output=True, text=True, check=True
    )
    is_secure = str(debug == "false")
    assert said.stdout.split() == [f"{prefix}sessionid", f"{prefix}csrftoken", is_secure, is_secure, "None"]

"""In five minutes a password may be tried ten times under one name at one address, and forty times at an address."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import get_hasher, make_password
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from careerportal.operations.models import LoginWindow

LOGIN = reverse("admin:login")
OURS, ELSEWHERE = "203.0.113.7", "198.51.100.9"
PASSWORD = "correct horse battery staple"
ALLOWED, REFUSED = 200, 429
TEN_TRIES = [ALLOWED] * 9 + [REFUSED]
"""The answer to the tenth that failed says already that there is no eleventh."""

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("logins")]


@pytest.fixture
def owner():
    return get_user_model().objects.create_superuser("owner", password=PASSWORD)


def attempt(name="owner", password="wrong", address=OURS, **headers):
    """What the login form answers: 200 with its message, 302 for who got in, 429 for who tried too often."""
    given = {"username": name, "password": password}
    return Client(REMOTE_ADDR=address, **headers).post(LOGIN, given)


def statuses(times, **given):
    return [attempt(**given).status_code for _ in range(times)]


def test_after_ten_tries_whoever_tries_is_told_when_to_come_back(owner):
    assert statuses(10) == TEN_TRIES
    refused = attempt(password=PASSWORD)
    assert refused.status_code == REFUSED
    assert 0 < int(refused["Retry-After"]) <= 300
    assert "Please wait 5 minutes" in refused.text
    assert "Content-Security-Policy" in refused


def test_the_owner_elsewhere_is_not_locked_out(owner):
    statuses(11)
    assert attempt(password=PASSWORD, address=ELSEWHERE).status_code == 302


def test_an_address_is_full_over_all_names(owner):
    tried = [attempt(name=f"name-{number // 8}").status_code for number in range(41)]
    assert tried == [ALLOWED] * 40 + [REFUSED]
    assert attempt(password=PASSWORD).status_code == REFUSED


def test_it_is_counted_where_every_worker_sees_it_and_names_nobody(owner):
    attempt()
    kept = LoginWindow.objects.values_list("name", "used")
    assert sorted(used for _, used in kept) == [1, 1]
    assert not [name for name, _ in kept if "owner" in name or OURS in name]


def test_whoever_signs_in_rightly_is_counted_too_but_never_shut_out_by_a_day_of_work(owner):
    assert {attempt(password=PASSWORD).status_code for _ in range(9)} == {302}


@pytest.mark.parametrize("command", [["axes_reset"], ["axes_reset_username", "owner"]])
def test_operator_lets_a_name_try_again_at_once(owner, command):
    statuses(11)
    call_command(*command)
    assert attempt(password=PASSWORD).status_code == 302


@pytest.mark.parametrize("proxies", [0, 1])
def test_no_forged_address_gets_around_it(owner, proxies):
    with override_settings(TRUSTED_PROXIES=proxies):
        tried = []
        for number in range(11):
            forged = f"192.0.2.{number}"
            said = forged if proxies == 0 else f"{forged}, {OURS}"
            tried.append(attempt(HTTP_X_FORWARDED_FOR=said).status_code)
    assert tried == [*TEN_TRIES, REFUSED]


def test_known_and_unknown_names_are_answered_alike(owner):
    texts = {name: [attempt(name=name).text for _ in range(12)] for name in ("owner", "nobody")}
    for known, unknown in zip(texts["owner"], texts["nobody"], strict=True):
        assert without_token(known).replace("owner", "…") == without_token(unknown).replace("nobody", "…")


def without_token(text):
    return "".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)


def test_case_makes_no_new_name():
    assert statuses(5, name="owner") + statuses(6, name="OWNER") == [ALLOWED] * 10 + [REFUSED]


def test_five_minutes_later_it_may_be_tried_again(owner):
    statuses(11)
    LoginWindow.objects.update(ends_at=timezone.now())
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=6))
    assert attempt(password=PASSWORD).status_code == 302


def test_little_is_kept_of_who_tried(owner, caplog):
    statuses(11)
    kept = AccessAttempt.objects.get()
    assert "wrong" not in kept.post_data
    assert attempt(password=PASSWORD, address=ELSEWHERE).status_code == 302
    assert not AccessLog.objects.exists()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=6))
    attempt(name="other", address=ELSEWHERE)
    assert not AccessAttempt.objects.filter(username="owner").exists()
    assert OURS not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_burst_is_counted_exactly(owner, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("threads cannot share a SQLite database in memory")

    def one(_):
        try:
            return attempt().status_code
        finally:
            connection.close()

    tried = []
    check = ModelBackend.authenticate
    monkeypatch.setattr(ModelBackend, "authenticate", lambda *given, **named: tried.append(1) or check(*given, **named))
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(one, range(30)))
    assert len(tried) == 10


def test_passwords_are_hashed_with_argon2(settings):
    from careerportal import settings as ours

    settings.PASSWORD_HASHERS = ours.PASSWORD_HASHERS
    assert get_hasher().algorithm == "argon2"
    assert make_password(PASSWORD).startswith("argon2$argon2id$")


def test_an_older_hash_is_read_and_written_anew(settings, owner):
    from careerportal import settings as ours

    settings.PASSWORD_HASHERS = ours.PASSWORD_HASHERS
    owner.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    owner.save()
    assert attempt(password=PASSWORD).status_code == 302
    owner.refresh_from_db()
    assert owner.password.startswith("argon2$")

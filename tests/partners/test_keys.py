"""Keys: given out once, known by their digest, replaced with overlap, revoked at once, and found nowhere."""

import logging
from datetime import timedelta
from select import select
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from careerportal import tallies
from careerportal.operations import log_lines
from careerportal.partners import keys, usage
from careerportal.partners.models import ApiKey, UsageDay
from careerportal.partners.redaction import StrikeOutKeys
from careerportal.sync import freshness, ledger
from tests.factories import PartnerFactory, ProgramFactory
from tests.partners.conftest import shown

PROGRAMS = "/api/v1/programs/"


def status_of(client, token):
    return client.get(PROGRAMS, headers=shown(token)).status_code


def test_a_key_opens_the_api(client, token):
    assert status_of(client, token) == 200


def test_two_keys_of_one_partner_both_work_and_differ(client, partner):
    (first, one), (second, other) = (keys.issue(partner, name=name) for name in ("website", "app"))
    assert [status_of(client, token) for token in (one, other)] == [200, 200]
    assert first.prefix != second.prefix
    assert one.startswith(first.prefix)


def test_a_revoked_key_opens_nothing_from_the_next_request_on(client, partner):
    key, token = keys.issue(partner, name="lost laptop")
    assert status_of(client, token) == 200
    keys.revoke(key)
    assert status_of(client, token) == 401


@pytest.mark.django_db(transaction=True)
def test_a_key_that_is_known_costs_no_query_and_is_still_refused_once_another_connection_revokes_it(
    client, django_assert_num_queries, monkeypatch
):
    # What is done once in a while, whatever is asked, is not done here, however slow the machine is.
    monkeypatch.setattr(freshness, "TRUSTED_SECONDS", 600)
    monkeypatch.setattr(tallies, "SECONDS_BETWEEN_WRITES", 600)
    key, token = keys.issue(PartnerFactory(), name="mirror")
    bad_address = "/api/v1/no-such-thing/"
    client.get(bad_address, headers=shown(token))
    with django_assert_num_queries(0):
        assert client.get(bad_address, headers=shown(token)).status_code == 404

    def revoke():
        keys.revoke(key)
        connection.close()

    elsewhere = Thread(target=revoke)
    elsewhere.start()
    elsewhere.join()
    if connection.vendor == "postgresql":
        assert select([connection.connection], [], [], 10)[0]
    assert client.get(bad_address, headers=shown(token)).status_code == 401


def test_an_expired_key_opens_nothing(client, partner):
    _, token = keys.issue(partner, name="trial", expires_at=timezone.now() - timedelta(seconds=1))
    assert status_of(client, token) == 401


def test_a_key_expires_while_it_is_known(client, partner, monkeypatch):
    _, token = keys.issue(partner, name="trial", expires_at=timezone.now() + timedelta(hours=1))
    assert status_of(client, token) == 200
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("careerportal.partners.known_keys.timezone.now", lambda: later)
    assert status_of(client, token) == 401


def test_no_key_of_a_partner_who_is_not_active_works(client, partner):
    _, token = keys.issue(partner, name="mirror")
    partner.is_active = False
    partner.save()
    with transaction.atomic():
        ledger.record([("partners", str(partner.pk), "updated")])
    assert status_of(client, token) == 401


def test_a_replaced_key_works_on_for_the_overlap_and_the_new_one_at_once(client, partner):
    old, old_token = keys.issue(partner, name="mirror", scopes=["changes", "read"])
    new, new_token = keys.rotate(old, overlap=timedelta(days=2))
    assert [status_of(client, token) for token in (old_token, new_token)] == [200, 200]
    old.refresh_from_db()
    assert (old.replaced_by, new.scopes) == (new, ["changes", "read"])
    assert timedelta(days=1) < old.expires_at - timezone.now() <= timedelta(days=2)


def test_replacing_never_lets_a_key_live_longer(partner):
    ends = timezone.now() + timedelta(hours=1)
    old, _ = keys.issue(partner, name="mirror", expires_at=ends)
    keys.rotate(old)
    old.refresh_from_db()
    assert old.expires_at == ends


def test_a_scope_that_does_not_exist_is_refused(partner):
    with pytest.raises(ValidationError):
        keys.issue(partner, name="mirror", scopes=["everything"])


def test_that_a_key_was_used_is_written_with_its_usage_and_not_for_each_request(
    client, token, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(tallies, "SECONDS_BETWEEN_WRITES", 600)
    with django_assert_num_queries(3):  # The data serial; the key; and, at the end of the address, nothing but a 404.
        assert client.get("/api/v1/no-such-thing/", headers=shown(token)).status_code == 404
        client.get("/api/v1/no-such-thing/", headers=shown(token))
    assert ApiKey.objects.get().last_used_at is None
    usage.write()
    assert timezone.now() - ApiKey.objects.get().last_used_at < timedelta(minutes=1)
    day = UsageDay.objects.get()
    assert (day.requests, day.failed, day.refused, day.unchanged) == (2, 2, 0, 0)


def test_usage_adds_up_over_the_writes_of_a_day(client, token):
    for _ in range(2):
        client.get(PROGRAMS, headers=shown(token))
        usage.write()
    assert UsageDay.objects.get().requests == 2


def test_no_issued_key_is_in_a_dump_of_the_database_in_the_log_or_in_an_error(client, partner, tmp_path, capfd, caplog):
    """Everything a key passes through: issuing, reading, mistakes, a wrong place to put it, a crash."""
    ProgramFactory()
    key, token = keys.issue(partner, name="mirror")
    successor, other = keys.rotate(key)
    secrets = [token.removeprefix(key.prefix), other.removeprefix(successor.prefix)]
    answers = [
        client.get(PROGRAMS, headers=shown(token)),
        client.get(PROGRAMS, headers={"Authorization": f"Basic {token}"}),
        client.get(PROGRAMS, headers={"Authorization": token}),
        client.get(PROGRAMS, {"api_key": token}),
        client.get(PROGRAMS, {"level": token}),
        client.get(f"/api/v1/programs/{token}/"),
        client.get(PROGRAMS, headers=shown(token + "x")),
    ]
    usage.write()
    dump = tmp_path / "dump.json"
    call_command("dumpdata", output=str(dump), verbosity=0)
    printed = "".join(capfd.readouterr())
    logged = "\n".join(StrikeOutKeys().format(record) for record in caplog.records)
    for place in [dump.read_text(), printed, logged, *(answer.content.decode() for answer in answers)]:
        assert [secret for secret in secrets if secret in place] == []


@pytest.mark.django_db(transaction=True)
def test_a_crash_with_a_key_is_logged_without_it(client, monkeypatch, caplog):
    _, token = keys.issue(PartnerFactory(), name="mirror")

    def broken(*args):
        raise RuntimeError(f"a message with {token} in it")

    monkeypatch.setattr("careerportal.api.sources.meta", broken)
    client.raise_request_exception = False
    answer = client.get("/api/v1/", headers=shown(token))
    assert answer.status_code == 500
    assert token not in answer.content.decode()
    lines = [StrikeOutKeys("{message}", style="{").format(record) for record in caplog.records]
    assert any("a message with (a key, struck out) in it" in line for line in lines)
    assert token not in "".join(lines)


@pytest.mark.parametrize("formatter", [log_lines.Line(), log_lines.Json()])
def test_the_portals_own_log_strikes_keys_out(formatter):
    said = {"msg": "GET /?key=%s", "args": ("cpk_0123abcd_s3cr-et_",), "levelname": "INFO", "request_id": "1"}
    line = formatter.format(logging.makeLogRecord(said))
    assert "s3cr" not in line
    assert "GET /?key=(a key, struck out)" in line

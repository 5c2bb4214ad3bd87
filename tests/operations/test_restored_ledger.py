"""After a restore nothing that was read before is taken for what is read now: the ledger goes on far beyond it."""

import shutil
from time import time

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from careerportal.operations import backups
from careerportal.partners import keys
from careerportal.partners.scopes import Scope
from careerportal.sync import feed, ledger, restored
from careerportal.sync.models import Change
from tests.factories import CatalogueFactory, PartnerFactory, ProgramFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("backups"),
    pytest.mark.skipif(
        connection.vendor == "postgresql" and not shutil.which("pg_dump"), reason="pg_dump is not on this machine"
    ),
]


def record(key):
    with transaction.atomic():
        ledger.record([("programs", key, ledger.UPDATED)])
    return ledger.serial()


@pytest.fixture
def copy(tmp_path):
    ProgramFactory(slug="a-program", title="As it was")
    record("a-program")
    return backups.back_up(tmp_path)


def test_ledger_goes_on_beyond_all_that_the_replaced_database_gave_out(copy):
    lost = record("changed-since")
    call_command("restore", copy, yes=True)
    restored_at = ledger.serial()
    assert restored_at >= lost + restored.LEAP
    assert record("changed-after") == restored_at + 1
    assert "changed-since" not in Change.objects.values_list("key", flat=True)


def test_ledger_goes_on_beyond_a_database_that_was_lost(copy, monkeypatch):
    monkeypatch.setattr(restored, "time", lambda: time() + 3_600)
    call_command("restore", copy, yes=True)
    lost = record("changed-since")
    Change.objects.all().delete()
    monkeypatch.setattr(restored, "time", lambda: time() + 7_200)
    call_command("restore", copy, yes=True)
    assert ledger.serial() > lost


def test_line_says_which_copy_was_restored_and_partners_do_not_hear_of_it(copy, client):
    call_command("restore", copy, yes=True)
    line = Change.objects.latest("serial")
    assert (line.resource, line.key, line.serial) == ("copies", copy.name, feed.restored_at() + 1)
    after = client.get("/api/v1/changes/", {"after": line.serial})
    assert (after.status_code, after.json()["results"]) == (200, [])


@pytest.mark.parametrize("back", [0, 1])
def test_partners_cursors_of_before_are_gone_and_an_export_goes_on(copy, client, back):
    known = record("changed-since") - back
    call_command("restore", copy, yes=True)
    record("a-program")
    answer = client.get("/api/v1/changes/", {"after": known})
    assert answer.status_code == 410
    export = client.get("/api/v1/exports/programs.ndjson")
    assert b"As it was" in export.getvalue()
    assert client.get("/api/v1/changes/", {"after": export["Data-Serial"]}).status_code == 200


def test_validator_of_before_is_answered_with_what_is_there_now(copy, client):
    record("changed-since")
    before = client.get("/api/v1/programs/")["ETag"]
    assert client.get("/api/v1/programs/", headers={"If-None-Match": before}).status_code == 304
    call_command("restore", copy, yes=True)
    record("changed-after")
    assert client.get("/api/v1/programs/", headers={"If-None-Match": before}).status_code == 200


def test_catalogue_tells_everything_anew_and_goes_on_from_no_number_of_before(tmp_path, client):
    partner = PartnerFactory()
    shown = {"Authorization": f"Bearer {keys.issue(partner, name='mirror', scopes=Scope.values)[1]}"}
    CatalogueFactory(partner=partner, slug="all", query="level=masters")
    ProgramFactory(slug="kept")
    record("kept")

    def read(after):
        return client.get("/api/v1/catalogues/all/changes/", {"after": after}, headers=shown)

    read(0)
    copy = backups.back_up(tmp_path)
    ProgramFactory(slug="lost")
    record("lost")
    known = read(0).json()["continue_after"]
    call_command("restore", copy, yes=True)
    assert read(known).status_code == 410
    assert read(known - 1).status_code == 410
    anew = read(0).json()
    assert [one["program"] for one in anew["results"]] == ["kept"]
    assert read(anew["continue_after"]).json()["results"] == []

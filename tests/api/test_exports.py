"""Bulk exports: every published program as of one moment, the same rows as the API's, in constant memory."""

import csv
import gzip
import hashlib
import io
import json
import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from careerportal import tallies
from careerportal.partners import keys, usage
from careerportal.partners.models import UsageDay
from careerportal.sync import ledger
from programs.api import exports, rows
from programs.models import Program
from tests.factories import PartnerFactory, ProgramFactory

NDJSON, CSV = (f"/api/v1/exports/programs.{word}" for word in ("ndjson", "csv"))


@pytest.fixture
def catalogue(db):
    ProgramFactory(slug="listed", outcome__debt=None)
    ProgramFactory(slug="unlisted", school__unlisted=True)
    ProgramFactory(slug="ours", curated=True)
    ProgramFactory(withdrawn=True)
    ProgramFactory(is_current=False)


def body(response):
    return b"".join(response.streaming_content)


def test_an_export_holds_every_published_program_as_the_api_gives_it(client, catalogue):
    said = [json.loads(line) for line in body(client.get(NDJSON)).splitlines()]
    assert [row["slug"] for row in said] == ["listed", "unlisted", "ours"]
    for row in said:
        alone = client.get(row["links"]["api"]).json()
        del alone["meta"]
        assert alone == row


def test_an_export_as_a_table_has_the_columns_of_the_list(client, catalogue):
    exported = list(csv.reader(io.StringIO(body(client.get(CSV)).decode())))
    listed = client.get(reverse("api-v1:program-list"), {"format": "csv", "listed": "all"}).content.decode()
    assert exported == list(csv.reader(io.StringIO(listed)))


@pytest.mark.parametrize("address", [NDJSON, CSV])
def test_a_zipped_export_is_the_same(client, catalogue, address):
    zipped = client.get(f"{address}.gz", headers={"accept-encoding": "gzip"})
    assert zipped["Content-Type"] == "application/gzip"
    assert "Content-Encoding" not in zipped
    assert gzip.decompress(body(zipped)) == body(client.get(address))


def test_an_export_says_where_to_go_on_and_under_which_licence(client, catalogue):
    with transaction.atomic():
        ledger.record([("programs", "listed", "updated")])
    response = client.get(NDJSON)
    assert int(response["Data-Serial"]) == ledger.serial() > 0
    assert 'sources/scorecard-field-of-study/>; rel="license"' in response["Link"]
    assert client.get(NDJSON, headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("address", ["/api/v1/exports/programs.xml", "/api/v1/exports/%00", "/api/v1/exports/programs"])
def test_an_export_that_there_is_not_is_not_found(client, db, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_an_export_takes_no_filters(client, db):
    assert client.get(NDJSON, {"state": "TX"}).status_code == 400


@pytest.mark.parametrize(
    ("file", "word"), [("programs.csv", "json"), ("programs.ndjson", "csv"), ("programs.csv.gz", "xml")]
)
def test_an_export_has_the_format_of_its_name_and_no_other(client, db, file, word):
    assert client.get(f"/api/v1/exports/{file}", {"format": word}).status_code == 406
    assert client.get(CSV, {"format": "csv"}).status_code == 200


def test_the_list_of_exports_leads_to_each(client, catalogue):
    for row in client.get(reverse("api-v1:export-list")).json()["results"]:
        response = client.get(row["links"]["file"])
        assert response.status_code == 200
        assert response["Content-Type"].partition(";")[0] == row["media_type"]
        assert body(response)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="a database in memory lets nobody write while it is read")
def test_an_export_is_of_one_moment_whatever_is_written_meanwhile(monkeypatch):
    monkeypatch.setattr(rows, "BLOCK", 2)
    programs = ProgramFactory.create_batch(6)
    with transaction.atomic():
        ledger.record([("programs", "a", "created")])
    stood = ledger.serial()

    def write():
        with transaction.atomic():
            Program.objects.filter(pk=programs[-1].pk).update(title="Written meanwhile")
            Program.objects.filter(pk=programs[-2].pk).update(status="withdrawn")
            ledger.record([("programs", "b", "updated")])
        connection.close()

    serial, blocks = exports.begin("ndjson", "https://portal.example")
    writer = threading.Thread(target=write)
    writer.start()
    writer.join()
    said = b"".join(blocks)

    assert serial == stood < ledger.serial()
    assert len(said.splitlines()) == 6
    assert b"Written meanwhile" not in said


@pytest.mark.django_db(transaction=True)
def test_the_use_of_a_key_is_not_written_in_the_midst_of_an_export(monkeypatch):
    ProgramFactory()
    key, _ = keys.issue(PartnerFactory(), name="A key")
    monkeypatch.setattr(tallies, "SECONDS_BETWEEN_WRITES", 0)
    _, blocks = exports.begin("ndjson", "https://portal.example")

    usage.note(key, 200)
    assert not UsageDay.objects.exists()
    blocks.close()
    usage.note(key, 200)

    assert UsageDay.objects.get().requests == 2


@pytest.mark.django_db(transaction=True)
def test_an_export_that_is_given_up_leaves_nothing_behind():
    ProgramFactory.create_batch(3)
    _, blocks = exports.begin("ndjson", "https://portal.example", zipped=True)
    blocks.close()
    assert not connection.in_atomic_block
    with transaction.atomic():
        ledger.record([("programs", "a", "created")])


def test_the_command_writes_a_dated_file_with_its_checksum(catalogue, client, tmp_path):
    call_command("export", folder=tmp_path, site="https://testserver", stdout=io.StringIO())

    (file,) = tmp_path.glob("*.ndjson.gz")
    about = json.loads(file.with_name(f"{file.name}.json").read_text())
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert file.with_name(f"{file.name}.sha256").read_text() == f"{digest}  {file.name}\n"
    assert (about["sha256"], about["bytes"], about["serial"]) == (digest, file.stat().st_size, ledger.serial())
    assert "Truewise" in about["credits"][0]["credit"]
    assert len(gzip.decompress(file.read_bytes()).splitlines()) == 3
    assert not list(tmp_path.glob("*.part"))


def test_the_command_writes_a_plain_table_when_asked(catalogue, tmp_path):
    call_command("export", folder=tmp_path, format="csv", plain=True, site="https://testserver", stdout=io.StringIO())
    (file,) = tmp_path.glob("*.csv")
    assert file.read_text().startswith("slug,")

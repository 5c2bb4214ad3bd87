"""Readers that have an answer already hear "not modified", until the data change."""

import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from careerportal.sync import freshness, kept, ledger
from careerportal.sync.models import Change
from tests.factories import ProgramFactory

PROGRAMS = reverse("api-v1:program-list")
ADDRESSES = [
    *("/api/v1/", PROGRAMS, f"{PROGRAMS}?state=TX&sort=-earnings", "/api/v1/schools/", "/api/v1/levels/masters/"),
    *("/api/v1/changes/", "/api/v1/changes/?format=csv"),
]


def changed(days_ago=0):
    with transaction.atomic():
        ledger.record([("programs", "a-program", "updated")])
    Change.objects.update(at=timezone.now() - datetime.timedelta(days=days_ago))
    kept.forget()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_is_not_sent_twice(client, address):
    changed(days_ago=2)
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})
    by_time = client.get(address, headers={"if-modified-since": first["Last-Modified"]})

    for response in (again, by_time):
        assert response.status_code == 304
        assert response.content == b""
        for header in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
            assert response[header] == first[header]


@pytest.mark.django_db
def test_a_change_is_sent(client):
    changed(days_ago=2)
    first = client.get(PROGRAMS)
    changed()

    again = client.get(PROGRAMS, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]
    assert client.get(PROGRAMS, headers={"if-modified-since": first["Last-Modified"]}).status_code == 200


@pytest.mark.django_db
def test_a_time_is_not_told_while_another_change_may_share_its_second(client):
    changed()
    assert "Last-Modified" not in client.get(PROGRAMS)


@pytest.mark.django_db
def test_each_format_query_and_host_has_a_validator_of_its_own(client):
    answers = [
        client.get(PROGRAMS),
        client.get(PROGRAMS, {"format": "csv"}),
        client.get(PROGRAMS, headers={"accept": "text/csv"}),
        client.get(PROGRAMS, {"state": "TX"}),
        client.get(PROGRAMS, headers={"host": "localhost"}),
    ]
    assert len({answer["ETag"] for answer in answers}) == len(answers)
    assert {"Accept", "Authorization"} <= set(answers[0]["Vary"].split(", "))


@pytest.mark.django_db
def test_a_mistake_and_a_missing_thing_have_no_validator(client):
    for address in (f"{PROGRAMS}?levle=x", "/api/v1/programs/no-such-program/"):
        assert "ETag" not in client.get(address)


@pytest.mark.django_db(transaction=True)
def test_not_modified_asks_the_database_nothing(client):
    changed(days_ago=2)
    ProgramFactory()
    freshness.forget()
    first = client.get(PROGRAMS)

    with CaptureQueriesContext(connection) as captured:
        again = client.get(PROGRAMS, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert [query["sql"] for query in captured] == []


@pytest.mark.django_db
def test_what_depends_on_the_day_is_sent_again_on_the_next(client, monkeypatch):
    changed(days_ago=2)
    first = client.get("/api/v1/certifications/")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *args: tomorrow)
    assert client.get("/api/v1/certifications/", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{PROGRAMS}?levle=masters", 400),
        (f"{PROGRAMS}?format=xml", 406),
        ("/api/v1/programs/no-such-program/", 404),
        ("/api/v1/programs/withdrawn/", 410),
        ("/api/v1/changes/?after=one", 400),
        ("/api/v1/changes/?after=1000000", 410),
        ("/api/v1/exports/programs.csv?state=TX", 400),
    ],
)
def test_a_time_hides_no_mistake(client, address, status):
    ProgramFactory(slug="withdrawn", withdrawn=True)
    changed(days_ago=2)
    since = client.get(PROGRAMS)["Last-Modified"]
    assert client.get(address, headers={"if-modified-since": since}).status_code == status

"""Rows that come straight from the database are the rows that the serializer describes."""

import datetime
import json

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.urls import reverse

from careerportal.sync import ledger
from programs.api import rows
from programs.api.serializers import ProgramSerializer
from programs.models import Program
from tests.factories import ProgramFactory, ProgramOutcomeFactory, ProgramTopicFactory, SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("rows of programs")]


@pytest.fixture
def catalogue():
    ProgramFactory(slug="all-figures", description="Words.", delivery="hybrid", length_months=24, credits=36)
    ProgramFactory(
        slug="yes-and-no",
        capstone=True,
        internship=False,
        admission_test="waivable",
        part_time=True,
        url="https://school.example/mha",
        cip="51.0701",
    )
    ProgramFactory(slug="ours", curated=True, school=SchoolFactory(unitid=None, unlisted=True, display_name="Shown"))
    blanks = {"earnings": "withheld", "debt": "not_collected", "distance": "not_collected"}
    blank = ProgramOutcomeFactory(earnings=None, debt=None, release=None, blanks=blanks, level="associate")
    ProgramFactory(slug="blank", school=blank.school, outcome=blank, level="associate", entry_requirements="A diploma.")
    ProgramFactory(slug="at-a-distance", outcome__distance="some")
    taught = ProgramFactory(slug="taught")
    ProgramTopicFactory(program=taught, topic="quality")
    ProgramTopicFactory(program=taught, topic="finance")
    today = datetime.date(2026, 11, 1)
    for accreditor in ("Second", "First"):
        taught.accreditations.create(
            accreditor=accreditor, status="accredited", since=today, evidence_url="https://a.example/", checked_on=today
        )
    for number, name in enumerate(("Regular", "Priority")):
        day = datetime.date(2027, 3 - number, 1)
        taught.deadlines.create(name=name, due_on=day, source_url="https://a.example/apply", checked_on=today)


def serialized(site):
    request = RequestFactory().get("/", SERVER_NAME="testserver")
    programs = Program.objects.for_listing().prefetch_related("topics", "accreditations", "deadlines").order_by("id")
    return json.loads(json.dumps(ProgramSerializer(programs, many=True, context={"request": request}).data))


def test_rows_are_what_the_serializer_says(catalogue):
    said = list(rows.rows(Program.objects.order_by("id"), "http://testserver"))
    assert said == serialized("http://testserver")
    assert [list(row) for row in said] == [list(row) for row in serialized("http://testserver")]


def test_a_list_answers_these_rows(client, catalogue):
    answer = client.get(reverse("api-v1:program-list"), {"listed": "all"}).json()
    assert answer["results"] == serialized("http://testserver")


def test_a_single_program_is_the_same_row(client, catalogue):
    for row in serialized("http://testserver"):
        alone = client.get(reverse("api-v1:program-detail", args=[row["slug"]])).json()
        del alone["meta"]
        assert alone == row


def test_finished_rows_are_the_same_again_and_never_more_than_are_kept(client, catalogue, monkeypatch):
    monkeypatch.setattr(rows, "MOST_WRITTEN", 3)
    address = reverse("api-v1:program-list")
    whole = [client.get(address, {"listed": "all"}).json()["results"] for _ in range(3)]
    assert whole[0] == whole[1] == whole[2] == serialized("http://testserver")
    other = client.get(address, {"listed": "all"}, headers={"host": "localhost"}).json()["results"]
    assert other == json.loads(json.dumps(whole[0]).replace("http://testserver", "http://localhost"))


def test_a_row_that_was_written_is_written_anew_when_the_data_change(client):
    program = ProgramFactory(title="Before")
    address = reverse("api-v1:program-list")
    assert client.get(address).json()["results"][0]["title"] == "Before"

    with transaction.atomic():
        Program.objects.filter(pk=program.pk).update(title="After")
        ledger.record([("programs", program.slug, "updated")])

    assert client.get(address).json()["results"][0]["title"] == "After"


def test_the_starter_programs_are_the_same_both_ways(starter, db):
    said = rows.rows(Program.objects.order_by("id")[:300], "http://testserver")
    assert list(said) == serialized("http://testserver")[:300]

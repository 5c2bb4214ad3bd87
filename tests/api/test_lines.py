"""Lines of an export that are made of kept texts are the rows that the rest of the API gives."""

import json

import orjson
import pytest
from django.db import transaction

from careerportal.sync import ledger
from programs.api import exports, lines, rows
from programs.models import Program
from tests.factories import ProgramFactory, ProgramOutcomeFactory, ProgramTopicFactory, SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("rows of programs")]

SITE = "https://portal.example"


def exported(site=SITE):
    _, blocks = exports.begin("ndjson", site)
    return b"".join(blocks)


def said(site=SITE):
    return b"".join(orjson.dumps(row) + b"\n" for row in rows.rows(rows.catalogue(), site))


def test_names_that_json_or_a_template_could_trip_over(db):
    for name in ('Say "100 %s" College', "Back\\slash", "Universidad Ana G. Méndez", "大学 {}", "50% off %(x)s"):
        ProgramFactory(school=SchoolFactory(name=name), title=f"{name} degree")
    assert exported() == said()


def test_a_figure_that_is_blank_keeps_its_reason(db):
    blank = ProgramOutcomeFactory(earnings=None, debt=None, blanks={"earnings": "withheld", "debt": "not_collected"})
    ProgramFactory(school=blank.school, outcome=blank)
    ProgramFactory()
    outcome = json.loads(exported().splitlines()[0])["outcome"]
    assert outcome["earnings"] == {"value": None, "status": "withheld"}
    assert exported() == said()


def test_programs_of_which_more_is_known_are_told_whole_in_their_place(db):
    ProgramFactory(slug="plain")
    ProgramFactory(slug="described", description="Words.", delivery="hybrid", length_months=24)
    ProgramFactory(slug="addressed", url="https://school.example/mha")
    ProgramTopicFactory(program=ProgramFactory(slug="taught"), topic="quality")
    ProgramFactory(slug="ours", curated=True)
    ProgramFactory(slug="plain-again")
    slugs = [json.loads(line)["slug"] for line in exported().splitlines()]
    assert slugs == ["plain", "described", "addressed", "taught", "ours", "plain-again"]
    assert exported() == said()


def test_lines_change_with_the_data(db):
    program = ProgramFactory(title="Before")
    assert b"Before" in exported()
    with transaction.atomic():
        Program.objects.filter(pk=program.pk).update(title="After")
        ledger.record([("programs", program.slug, "updated")])
    assert exported() == said()
    assert b"After" in exported()


def test_each_site_has_its_own_links(db):
    ProgramFactory()
    assert [exported(site) for site in ("https://a.example", "https://b.example", "https://a.example")] == [
        said(site) for site in ("https://a.example", "https://b.example", "https://a.example")
    ]


def test_what_was_written_past_the_ledger_gets_no_other_programs_texts(db, monkeypatch):
    monkeypatch.setattr(lines, "BLOCK", 2)
    programs = [ProgramFactory(title=f"Title {number}") for number in range(5)]
    exported()
    Program.objects.filter(pk=programs[1].pk).delete()
    assert exported() == said()


def test_the_starter_programs_are_the_same_both_ways_to_the_byte(starter, db):
    assert exported() == said()

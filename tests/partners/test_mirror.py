"""A partner's mirror, kept by the example script over HTTP, has what the portal has."""

import json
import runpy
import sqlite3
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from bench.churn import Churn
from careerportal.partners import keys
from careerportal.sync import ledger
from careerportal.sync.pruning import prune
from programs.api import exports
from programs.mirror_check import check
from programs.models import Program
from tests.factories import PartnerFactory, ProgramFactory

EXAMPLES = settings.BASE_DIR / "docs" / "examples"
mirror = runpy.run_path(str(EXAMPLES / "mirror.py"))["mirror"]


def held(file):
    """What a copy holds: {slug: row}."""
    database = sqlite3.connect(file)
    rows = {slug: json.loads(row) for slug, row in database.execute("SELECT slug, row FROM program")}
    database.close()
    return rows


def ours(site):
    """What the portal has, as it would say it now."""
    _, blocks = exports.begin("ndjson", site)
    return {row["slug"]: row for row in map(json.loads, b"".join(blocks).splitlines())}


@pytest.mark.django_db(transaction=True)
def test_a_mirror_that_follows_edits_imports_and_withdrawals_ends_equal(live_server, tmp_path):
    churn = Churn(tmp_path, seed=7, rows=60)
    churn.load(drop=0.1)
    _, key = keys.issue(PartnerFactory(), name="mirror")
    copy = tmp_path / "programs.sqlite3"
    for _ in range(6):
        for _ in range(8):
            churn.deed()
        mirror(live_server.url, copy, key)
        assert held(copy) == ours(live_server.url)
    churn.load(drop=0.1, change=0.2)
    churn.deed()
    serial = mirror(live_server.url, copy, key)
    assert held(copy) == ours(live_server.url)
    assert serial == ledger.serial()
    assert Program.objects.exclude(slug__in=held(copy)).exists()
    assert check().differences == {}


@pytest.mark.django_db(transaction=True)
def test_a_mirror_that_slept_too_long_begins_anew(live_server, tmp_path):
    copy = tmp_path / "programs.sqlite3"
    ProgramFactory(slug="first")
    record(("programs", "first", "created"))
    mirror(live_server.url, copy)
    Program.objects.update(status="withdrawn")
    ProgramFactory(slug="second")
    record(("programs", "first", "withdrawn"), ("programs", "second", "created"), ("areas", "99", "updated"))
    assert prune(days=0).lines == 3
    mirror(live_server.url, copy)
    assert held(copy).keys() == {"second"}


def record(*lines):
    with transaction.atomic():
        ledger.record(lines)


@pytest.fixture
def exported(db, tmp_path, settings):
    """An export of yesterday, and what has happened since."""
    ProgramFactory(slug="stays")
    ProgramFactory(slug="goes")
    record(("programs", "stays", "created"), ("programs", "goes", "created"))
    call_command("export", folder=tmp_path, site="https://testserver", stdout=StringIO())
    Program.objects.filter(slug="goes").update(status="withdrawn")
    ProgramFactory(slug="comes")
    Program.objects.filter(slug="stays").update(description="Written anew.")
    (file,) = tmp_path.glob("*.gz")
    return file


def test_the_check_finds_no_difference_where_every_change_was_told(exported, capsys):
    record(("programs", "goes", "withdrawn"), ("programs", "comes", "created"), ("programs", "stays", "updated"))
    call_command("mirror_check", export=exported)
    assert "Replayed 3 changes" in (said := capsys.readouterr().out)
    assert "compared 2 programs.\nNo difference." in said


@pytest.mark.parametrize("forgotten", ["goes", "comes", "stays"])
def test_the_check_finds_a_change_that_nobody_told_of(exported, forgotten, capsys):
    lines = {"goes": "withdrawn", "comes": "created", "stays": "updated"}
    record(*[("programs", slug, action) for slug, action in lines.items() if slug != forgotten])
    with pytest.raises(CommandError, match="1 programs differ"):
        call_command("mirror_check", export=exported)
    assert f"  {forgotten}: " in capsys.readouterr().out


def test_the_check_takes_a_new_export_where_a_whole_release_came(exported, capsys):
    record(("programs", "goes", "withdrawn"), ("programs", "comes", "created"), ("releases", "1", "created"))
    call_command("mirror_check", export=exported)
    assert "on 2 exports" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_check_without_an_export_holds_the_ledger_against_the_database(capsys):
    ProgramFactory(slug="told")
    ProgramFactory(slug="never-told")
    record(("programs", "told", "created"))
    with pytest.raises(CommandError):
        call_command("mirror_check")
    assert "never-told: it is published, and the ledger never told of it" in capsys.readouterr().out


@pytest.mark.xdist_group("mirror-starter")
def test_the_starter_data_mirror_without_a_difference(starter, db):
    outcome = check()
    assert outcome.differences == {}
    assert outcome.programs == 3_740

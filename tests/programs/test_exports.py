"""A search to take away or to follow."""

import csv
import io
import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from careerportal.datasets import tables
from careerportal.sync import ledger
from programs import columns, csv_export, exports
from programs.filters import ProgramFilterSet
from programs.found import Found
from programs.models import Program
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def export(client, file_format, **search):
    response = client.get(reverse("programs:export", args=[file_format]), search)
    assert response.status_code == 200
    return body(response)


def slugs(client, file_format, **search):
    content = export(client, file_format, **search)
    if file_format == "csv":
        return [row["program"] for row in csv.DictReader(io.StringIO(content.decode()))]
    if file_format == "json":
        return [row["program"] for row in json.loads(content)["programs"]]
    sheet = load_workbook(io.BytesIO(content)).active
    return [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]


@pytest.mark.parametrize("file_format", ["csv", "json", "xlsx"])
def test_an_export_has_the_programs_of_the_page_in_its_order(client, file_format):
    for state, earnings in [("TX", 50_000), ("TX", 90_000), ("OH", 70_000)]:
        ProgramFactory(school__state=state, outcome__earnings=earnings)
    search = {"state": "TX", "sort": "-earnings"}
    page = client.get(reverse("programs:list"), search).context["page"]
    assert slugs(client, file_format, **search) == [program.slug for program in page]


def test_a_blank_figure_is_empty_and_says_why(client):
    ProgramFactory(outcome__earnings=None, outcome__earnings_horizon=None, outcome__blanks={"earnings": "withheld"})
    (row,) = csv.DictReader(io.StringIO(export(client, "csv").decode()))
    assert (row["earnings"], row["earnings_status"]) == ("", "withheld")
    assert row["debt_status"] == "reported"


@pytest.mark.parametrize("display_name", ["Texas Woman's University at Denton", ""])
def test_a_school_has_the_name_that_its_page_shows(client, display_name):
    program = ProgramFactory(school__name="Texas Woman's University", school__display_name=display_name)
    (row,) = csv.DictReader(io.StringIO(export(client, "csv").decode()))
    assert row["school"] == program.school.shown_name


def test_a_program_without_figures_is_exported_all_the_same(client):
    program = ProgramFactory(outcome=None)
    assert slugs(client, "csv") == [program.slug]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_no_name_becomes_a_formula(client, name):
    ProgramFactory(school__name=name)
    (row,) = csv.DictReader(io.StringIO(export(client, "csv").decode()))
    assert row["school"] == f"'{name}"
    sheet = load_workbook(io.BytesIO(export(client, "xlsx"))).active
    assert sheet.cell(row=2, column=exports.HEADER.index("school") + 1).value == f"'{name}"


def test_rows_come_in_blocks_and_none_is_lost(client, monkeypatch):
    monkeypatch.setattr(exports, "BLOCK", 2)
    monkeypatch.setattr(csv_export, "BLOCK", 2)
    ProgramFactory.create_batch(5)
    assert len(slugs(client, "csv")) == len(slugs(client, "json")) == 5


def test_the_csv_says_of_every_program_what_the_other_exports_say(client):
    ProgramFactory(title='Health "and", more', school__display_name="Comma, College", school__is_listed=False)
    ProgramFactory(outcome=None, school__unitid=None, school__state="")
    ProgramFactory(
        outcome__earnings=None, outcome__earnings_horizon=None, outcome__debt=None,
        outcome__blanks={"earnings": "withheld", "debt": "not_collected"},
    )  # fmt: skip
    ProgramFactory(outcome__completers=0, outcome__benchmark_state=None)
    ProgramFactory(outcome__debt=None, outcome__benchmark_nation=None)
    rows = exports.rows(Program.objects.published().sorted_by("name"))
    assert export(client, "csv", listed="all").decode() == "".join(tables.as_csv(exports.HEADER, rows))


def test_a_program_that_goes_while_its_lines_are_sent_is_left_out_and_no_other_takes_its_place():
    gone, withdrawn, kept = (ProgramFactory(school__name=name) for name in ("A", "B", "C"))
    serial = ledger.serial()
    lines = csv_export.as_csv(Found(ProgramFilterSet({}, Program.objects.published()), columns.at(serial)), serial)
    gone.delete()
    Program.objects.filter(pk=withdrawn.pk).update(is_current=False)
    rows = list(csv.DictReader(io.StringIO("".join(lines))))
    assert [(row["program"], row["school"]) for row in rows] == [(withdrawn.slug, "B"), (kept.slug, "C")]


@pytest.mark.parametrize("name", ["csv", "json", "xlsx"])
def test_a_wrong_value_is_an_error_and_no_silent_surplus(client, name):
    response = client.get(reverse("programs:export", args=[name]), {"level": "wizard"})
    assert response.status_code == 400
    assert "level" in response.content.decode()


def test_every_row_names_whom_to_credit(client):
    ProgramFactory()
    (row,) = csv.DictReader(io.StringIO(export(client, "csv").decode()))
    assert "truewise.dev" in row["credit"]
    assert "CC BY 4.0" in row["credit"]


def test_the_search_page_offers_just_its_own_search(client):
    program = ProgramFactory(school__state="TX")
    ProgramFactory(school__state="OH")
    page = client.get(reverse("programs:list"), {"q": "programs in texas"}).content.decode()
    for file_format in ("csv", "xlsx", "json"):
        address = reverse("programs:export", args=[file_format])
        assert f'href="{address}?state=TX"' in page
    assert f'href="{reverse("programs:feed")}?state=TX"' in page
    assert slugs(client, "csv", state="TX") == [program.slug]

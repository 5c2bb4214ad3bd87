"""The same rows as JSON, CSV, a line each, or in the words of schema.org and CTDL; any other format is not ours."""

import csv
import io
import json

import pytest
from django.urls import reverse

from careerportal.api.root import RESOURCES
from careerportal.sync import ledger
from tests.factories import (
    AreaFactory,
    OccupationFactory,
    ProgramFactory,
    ProgramTopicFactory,
    ProjectionFactory,
    RuleSetFactory,
    SchoolFactory,
    WageEstimateFactory,
)

pytestmark = pytest.mark.django_db
PROGRAMS = reverse("api-v1:program-list")
CTDL = 'application/ld+json; profile="https://credreg.net/ctdl/schema/context/json"'


@pytest.fixture
def program():
    school = SchoolFactory(unitid=229179, name="Texas Woman's University", slug="twu", state="TX", city="Denton")
    program = ProgramFactory(school=school, slug="mha", title="=Health", outcome__debt=None, length_months=24)
    ProgramTopicFactory(program=program, topic="quality")
    ProgramTopicFactory(program=program, topic="finance")
    return program


def table(response):
    return list(csv.DictReader(io.StringIO(response.content.decode())))


@pytest.mark.parametrize(
    ("word", "accept", "content_type"),
    [
        ("json", "application/json", "application/json"),
        ("csv", "text/csv", "text/csv; charset=utf-8"),
        ("ndjson", "application/x-ndjson", "application/x-ndjson"),
        ("jsonld", "application/ld+json", "application/ld+json"),
        ("ctdl", CTDL, CTDL),
    ],
)
def test_a_format_is_asked_for_by_word_or_by_accept(client, program, word, accept, content_type):
    by_word, by_accept = client.get(PROGRAMS, {"format": word}), client.get(PROGRAMS, headers={"accept": accept})
    assert by_word.status_code == by_accept.status_code == 200
    assert by_word["Content-Type"] == by_accept["Content-Type"] == content_type
    assert by_word.content == by_accept.content or word == "json"  # JSON says its own address in next.
    assert "Accept" in by_accept["Vary"]


def test_csv_has_a_column_for_each_value(client, program):
    (row,) = table(client.get(PROGRAMS, {"format": "csv"}))

    assert row["slug"] == "mha"
    assert row["school.name"] == "Texas Woman's University"
    assert row["outcome.earnings.value"] == "70000"
    assert (row["outcome.debt.value"], row["outcome.debt.status"]) == ("", "unknown")
    assert row["outcome.source.edition"] == "June 2026"
    assert row["school.listed"] == "true"
    assert row["topics"] == "quality; finance"


def test_csv_has_no_cell_that_a_spreadsheet_would_run(client, program):
    (row,) = table(client.get(PROGRAMS, {"format": "csv"}))
    assert row["title"] == "'=Health"


def test_csv_keeps_its_columns_where_there_is_nothing_in_them(client, program):
    full = client.get(PROGRAMS, {"format": "csv"}).content.decode().splitlines()[0]
    ProgramFactory(curated=True)
    for query in ({"state": "WY"}, {"has": "!earnings"}):
        assert client.get(PROGRAMS, query | {"format": "csv"}).content.decode().splitlines()[0] == full


def test_csv_holds_the_fields_asked_for(client, program):
    response = client.get(PROGRAMS, {"format": "csv", "fields": "slug,outcome.earnings,school.name"})
    assert response.content.decode().splitlines() == [
        "slug,school.name,outcome.earnings.value,outcome.earnings.status",
        "mha,Texas Woman's University,70000,reported",
    ]


@pytest.mark.parametrize("resource", RESOURCES)
def test_lines_and_tables_hold_the_rows_of_the_json(client, program, resource):
    RuleSetFactory()
    WageEstimateFactory(area=AreaFactory(texas=True))
    ProjectionFactory()
    ledger.record([("programs", "mha", "updated")])
    address = reverse(f"api-v1:{RESOURCES[resource]}")
    rows = client.get(address).json()["results"]

    lines = client.get(address, {"format": "ndjson"}).content.decode().splitlines()

    assert [json.loads(line) for line in lines] == rows
    assert len(table(client.get(address, {"format": "csv"}))) == len(rows) > 0


def test_no_rows_on_no_lines_are_of_a_type_too(client, db):
    response = client.get(PROGRAMS, {"format": "ndjson"})
    assert (response.content, response["Content-Type"]) == (b"", "application/x-ndjson")


def test_what_has_no_place_beside_the_rows_stands_in_the_headers(client, program):
    ProgramFactory()
    response = client.get(PROGRAMS, {"format": "ndjson", "page_size": 1})

    assert 'rel="next"' in response["Link"]
    assert '<http://testserver/api/v1/sources/scorecard-field-of-study/>; rel="license"' in response["Link"]
    assert response["Data-Serial"] == "0"
    assert client.get(PROGRAMS)["Data-Serial"] == "0"


def test_programs_in_the_words_of_schema_org(client, program):
    whole = client.get(PROGRAMS, {"format": "jsonld"}).json()
    alone = client.get(reverse("api-v1:program-detail", args=["mha"]), {"format": "jsonld"}).json()

    assert whole["@context"] == alone["@context"] == "https://schema.org"
    (thing,) = whole["@graph"]
    assert thing["@type"] == "EducationalOccupationalProgram"
    assert thing["provider"]["name"] == "Texas Woman's University"
    assert thing["timeToComplete"] == "P24M"
    assert {"@context": "https://schema.org"} | thing == alone


def test_programs_in_the_words_of_ctdl(client, program):
    (thing,) = client.get(PROGRAMS, {"format": "ctdl"}).json()["@graph"]

    assert thing["@type"] == "ceterms:MasterDegree"
    (organization,) = thing["ceterms:offeredBy"]
    assert organization["ceterms:ipedsID"] == "229179"
    (place,) = organization["ceterms:address"]
    assert place["ceterms:addressLocality"] == {"en-US": "Denton"}
    (field,) = thing["ceterms:instructionalProgramType"]
    assert field["ceterms:codedNotation"] == "51.07"


@pytest.mark.parametrize(
    ("address", "word", "kind"),
    [
        ("/api/v1/schools/229179/", "jsonld", "CollegeOrUniversity"),
        ("/api/v1/schools/229179/", "ctdl", "ceterms:CredentialOrganization"),
        ("/api/v1/certifications/certified-medical-manager/", "jsonld", "EducationalOccupationalCredential"),
        ("/api/v1/certifications/certified-medical-manager/", "ctdl", "ceterms:Certification"),
        ("/api/v1/occupations/11-9111/", "jsonld", "Occupation"),
    ],
)
def test_other_things_in_the_words_of_others(client, program, address, word, kind):
    RuleSetFactory()
    OccupationFactory()
    thing = client.get(address, {"format": word}).json()
    assert thing["@type"] == kind
    assert thing["@context"]


def test_a_thing_in_the_words_of_others_is_told_whole(client, program):
    response = client.get(PROGRAMS, {"format": "jsonld", "fields": "slug"})
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == ["fields"]


@pytest.mark.parametrize(
    ("address", "query", "accept"),
    [
        (PROGRAMS, {"format": "xml"}, "*/*"),
        (PROGRAMS, {}, "application/xml"),
        (PROGRAMS, {}, "text/xml"),
        ("/api/v1/wages/", {"format": "jsonld"}, "*/*"),
        ("/api/v1/occupations/", {"format": "ctdl"}, "*/*"),
        ("/api/v1/", {"format": "csv"}, "*/*"),
    ],
)
def test_a_format_that_is_not_ours_is_refused_with_those_that_are(client, address, query, accept):
    response = client.get(address, query, headers={"accept": accept})
    assert response.status_code == 406
    assert response["Content-Type"] == "application/problem+json"
    assert "application/json" in response.json()["detail"]


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("text/csv;q=0.9, application/json;q=0.1", "text/csv; charset=utf-8"),
        ("text/csv;q=0.1, application/json;q=0.9", "application/json"),
        ("*/*;q=0.1, text/csv", "text/csv; charset=utf-8"),
        ("*/*, text/csv", "text/csv; charset=utf-8"),
        ("application/json;q=0, */*", "text/csv; charset=utf-8"),
        ("application/json;q=0.2, application/*;q=0.5", "application/x-ndjson"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        ("application/ld+json, application/json;q=0.5", "application/ld+json"),
        ("", "application/json"),
    ],
)
def test_of_several_formats_the_one_that_is_liked_best_is_given(client, program, accept, content_type):
    assert client.get(PROGRAMS, headers={"accept": accept})["Content-Type"] == content_type


@pytest.mark.parametrize("accept", ["application/json;q=0", "application/json;q=0, text/xml", ",;q=x"])
def test_what_is_not_wanted_is_not_given(client, program, accept):
    assert client.get(PROGRAMS, headers={"accept": accept}).status_code == 406


@pytest.mark.parametrize("word", ["csv", "ndjson"])
def test_changes_alone_name_their_licences_too(client, word):
    response = client.get("/api/v1/changes/", {"format": word})
    assert '<http://testserver/api/v1/sources/oews/>; rel="license"' in response["Link"]

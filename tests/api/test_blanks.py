"""Every value that can be blank says why: beside it, or in the `blanks` of the object that it stands in."""

import datetime
import json
from fnmatch import fnmatchcase

import pytest
from django.core.management import call_command

from careerportal.api.blanks import REASONS
from careerportal.datasets.models import Release
from tests.factories import (
    AreaFactory,
    CertificationFactory,
    OccupationFactory,
    ProgramFactory,
    ProgramOutcomeFactory,
    ProjectionFactory,
    RuleSetFactory,
    SchoolFactory,
    WageEstimateFactory,
)

SAYS_ITSELF = {
    "*.next": "the end of a list",
    "*.previous": "the beginning of a list",
    "*Rule*.valid_from": "in force since before our records",
    "*Rule*.valid_until": "still in force",
    "certifications.*.rules.valid_from": "in force since before our records",
    "certifications.*.rules.valid_until": "still in force",
    "certifications.*.source_url": "the source has no address",
    "occupations.*.source_url": "the source has no address",
    "certifications.*.topic": "no coursework of ours leads to it",
    "certifications.*.occupation": "it belongs to no occupation of ours",
    "certifications.*.body.website": "the body has none",
    "areas.*.state": "the nation",
    "wages.*.area.state": "the nation",
    "sources.*.credit": "no line is asked for",
    "sources.*.credit_url": "the line leads nowhere",
    "*.meta.credits.credit": "no line is asked for",
    "*.meta.credits.credit_url": "the line leads nowhere",
    "*Change.successor": "nothing took its place, or several things did",
    "changes.*.successor": "nothing took its place, or several things did",
    "GoneProblem.successor": "nothing took its place, or several things did",
    "Change.release": "no release brought it",
    "changes.*.release": "no release brought it",
    "*Change.row": "the program went out",
    "Eligibility.earliest_date": "as the words of the answer say",
    "RulesOfAnswer.checked_on": "no rules are in force",
    "Standing.unit": "membership is not measured",
    "Standing.needed": "not known, as the outcome says",
    "Standing.has": "not told by who asked",
    "Standing.short": "nothing is short",
    "Completions.source": "not offered, as the status of the awards says",
    "Charge*.source": "the status of the figures says why they are blank",
    "*.links.college_scorecard": "a school without a UNITID",
    "*.links.college_navigator": "a school without a UNITID",
    "programs.*.links.website": "named in the blanks of the program",
}
"""Blanks of one meaning, which their description gives: where they stand in an answer, or in the schema."""

LISTS = (
    *("programs", "schools", "levels", "fields", "certifications", "occupations", "areas", "wages", "projections"),
    *("sources", "releases", "changes", "exports"),
)


@pytest.fixture
def sparse(db):
    """Rows of which as little is known as may be."""
    nowhere = SchoolFactory(unitid=None, unlisted=True, state="", city="", website="", note="")
    ProgramFactory(curated=True, school=nowhere)
    ended = SchoolFactory(activity="closed")
    outcome = ProgramOutcomeFactory(school=ended, earnings=None, earnings_horizon=None, debt=None, release=None)
    known = ProgramFactory(school=ended, outcome=outcome)
    known.accreditations.create(
        accreditor="One", status="accredited", evidence_url="https://a.example/", checked_on=datetime.date(2026, 11, 1)
    )
    WageEstimateFactory(area=AreaFactory(ohio=True), release=None, annual_p50=None)
    ProjectionFactory(release=None, entry_education="", experience="")
    OccupationFactory(soc="43-3021", popular_title="", summary="")
    RuleSetFactory(certification=CertificationFactory(soc=""), experience_field="", credit_field="", source_url="")
    Release.objects.update(published_on=None)


def unexplained(value, where):
    """The places of blanks in an answer that nothing explains."""
    if isinstance(value, list):
        for one in value:
            yield from unexplained(one, where)
    if isinstance(value, dict):
        explained = {"value"} if {"value", "status"} <= value.keys() else value.get("blanks", {})
        for name, inner in value.items():
            place = f"{where}.{name}"
            if inner in (None, "") and name not in explained and not says_itself(place):
                yield place
            yield from unexplained(inner, place)


def says_itself(place):
    return any(fnmatchcase(place, pattern) for pattern in SAYS_ITSELF)


@pytest.mark.parametrize("resource", LISTS)
def test_no_blank_is_left_unexplained(client, sparse, resource):
    answer = client.get(f"/api/v1/{resource}/", {"listed": "all"} if resource == "programs" else {})
    assert answer.status_code == 200, answer.text
    assert list(unexplained(answer.json(), resource)) == []


def test_a_blank_that_nothing_explains_is_found():
    pay = {"value": None, "status": "withheld"}
    answer = {"results": [{"city": None, "zip": "", "blanks": {"zip": "unknown"}, "pay": pay}]}
    assert list(unexplained(answer, "schools")) == ["schools.results.city"]


def test_blanks_name_only_what_is_blank(client, sparse):
    for school in client.get("/api/v1/schools/").json()["results"]:
        for name, reason in school["blanks"].items():
            assert school[name] in (None, ""), name
            assert reason in REASONS


@pytest.mark.django_db
class TestASchool:
    def said(self, client, school):
        return client.get(f"/api/v1/schools/{school.unitid or school.slug}/").json()

    def test_that_no_directory_was_read_for(self, client):
        school = self.said(client, SchoolFactory(city="", directory_release=None))
        assert school["blanks"]["city"] == school["blanks"]["website"] == school["blanks"]["source"] == "not_collected"
        assert set(school["own_pages"]["blanks"].values()) == {"not_collected"}

    def test_of_which_the_directory_says_nothing(self, client):
        directory = Release.objects.create(source="ipeds-directory", edition="2024-25", state="ready", sha256="0" * 64)
        school = self.said(client, SchoolFactory(city="Denton", website="", directory_release=directory))
        assert "city" not in school["blanks"]
        assert school["blanks"]["website"] == "unknown"
        assert (school["source"]["key"], school["source"]["edition"]) == ("ipeds-directory", "2024-25")

    def test_that_is_open_has_no_day_on_which_it_closed(self, client):
        assert self.said(client, SchoolFactory(activity="open"))["blanks"]["closed_on"] == "not_offered"
        assert self.said(client, SchoolFactory(activity="closed"))["blanks"]["closed_on"] == "unknown"


def test_every_null_of_the_schema_has_its_reason(tmp_path):
    file = tmp_path / "schema.json"
    call_command("spectacular", format="openapi-json", file=str(file))
    schemas = json.loads(file.read_text())["components"]["schemas"]
    bare = [
        f"{name}.{member}"
        for name, schema in schemas.items()
        for member, described in schema.get("properties", {}).items()
        if can_be_null(described, schemas) and member not in explained_in(schema["properties"])
    ]
    assert [place for place in bare if not says_itself(place)] == []


def explained_in(members):
    return {"value"} if {"value", "status"} <= members.keys() else members.get("blanks", {}).get("properties", {})


def can_be_null(described, schemas):
    if "$ref" in described:
        return can_be_null(schemas[described["$ref"].rsplit("/", 1)[1]], schemas)
    kinds = described.get("type", [])
    if kinds == "null" or "null" in kinds or None in described.get("enum", []):
        return True
    return any(can_be_null(one, schemas) for one in (*described.get("oneOf", []), *described.get("anyOf", [])))

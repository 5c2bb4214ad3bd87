"""The OpenAPI description: it is complete, and what we answer is what it says."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse
from jsonschema import Draft202012Validator

from careerportal.api.root import RESOURCES
from careerportal.sync import ledger
from tests.factories import (
    LevelGuideFactory,
    OccupationFactory,
    ProfileSectionFactory,
    ProgramFactory,
    ProgramOutcomeFactory,
    ProjectionFactory,
    RuleSetFactory,
    SchoolFactory,
    WageEstimateFactory,
)


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    file = tmp_path_factory.mktemp("schema") / "openapi.json"
    call_command("spectacular", format="openapi-json", file=str(file), validate=True, fail_on_warn=True)
    return json.loads(file.read_text())


def validate(schema, described, answer):
    """Check an answer against a schema whose $refs lead into the whole document."""
    document = described | {"components": schema["components"]}
    errors = [f"{list(error.path)}: {error.message}" for error in Draft202012Validator(document).iter_errors(answer)]
    assert errors == []


def answer_schema(schema, path, status="200"):
    contents = schema["paths"][path]["get"]["responses"][status]["content"]
    return contents["application/json" if status == "200" else "application/problem+json"]["schema"]


@pytest.fixture
def catalogue(db):
    ProgramFactory(slug="a-program", school=SchoolFactory(unitid=229179))
    ProgramFactory(curated=True, school=SchoolFactory(unitid=None, unlisted=True))
    blank = ProgramOutcomeFactory(earnings=None, debt=None, release=None, level="associate")
    ProgramFactory(school=blank.school, outcome=blank, level="associate")
    LevelGuideFactory()
    ProfileSectionFactory(occupation=OccupationFactory())
    WageEstimateFactory()
    ProjectionFactory()
    RuleSetFactory(exam_minutes=None)
    ledger.record([("programs", "a-program", "updated"), ("wages", "11-9111:99:2025", "created")])


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_list_is_as_described(client, catalogue, schema, resource):
    path = reverse(f"api-v1:{RESOURCES[resource]}")
    answer = client.get(path, {"listed": "all"} if resource in ("programs", "schools") else {}).json()
    assert answer["results"]
    validate(schema, answer_schema(schema, path), answer)


@pytest.mark.parametrize(
    ("template", "key"),
    [
        ("/api/v1/programs/{slug}/", "a-program"),
        ("/api/v1/schools/{key}/", "229179"),
        ("/api/v1/levels/{level}/", "masters"),
        ("/api/v1/fields/{code}/", "51.07"),
        ("/api/v1/occupations/{soc}/", "11-9111"),
        ("/api/v1/areas/{code}/", "99"),
        ("/api/v1/certifications/{slug}/", "certified-medical-manager"),
        ("/api/v1/sources/{key}/", "oews"),
    ],
)
def test_every_single_thing_is_as_described(client, catalogue, schema, template, key):
    address = template.replace(template[template.index("{") : template.index("}") + 1], key)
    answer = client.get(address)
    assert answer.status_code == 200
    validate(schema, answer_schema(schema, template), answer.json())


def test_the_root_is_as_described(client, db, schema):
    validate(schema, answer_schema(schema, "/api/v1/"), client.get("/api/v1/").json())


def test_every_operation_documents_its_problems(schema):
    for path, operations in schema["paths"].items():
        responses = operations["get"]["responses"]
        problems = {"400", "401", "403", "404", "406", "429"}
        assert {"200", *problems} <= responses.keys(), path
        for status in problems:
            assert list(responses[status]["content"]) == ["application/problem+json"], path
        assert list(operations) == ["get"], path


def test_problems_are_as_described(client, db, schema):
    path = "/api/v1/programs/"
    validate(schema, answer_schema(schema, path, "400"), client.get(path, {"level": "x", "levle": "y"}).json())
    validate(schema, answer_schema(schema, path, "404"), client.get(f"{path}no-such-program/").json())
    validate(schema, answer_schema(schema, path, "406"), client.get(path, {"format": "xml"}).json())
    gone = client.get(reverse("api-v1:program-detail", args=[ProgramFactory(withdrawn=True).slug])).json()
    validate(schema, answer_schema(schema, "/api/v1/programs/{slug}/", "410"), gone)


def test_examples_are_as_described(schema):
    checked = 0
    for operations in schema["paths"].values():
        for response in operations["get"]["responses"].values():
            for content in response["content"].values():
                examples = [example["value"] for example in content.get("examples", {}).values()]
                examples += [content["example"]] if "example" in content else []
                for example in examples:
                    validate(schema, content["schema"], example)
                    checked += 1
    assert checked > 20


def test_every_operation_has_an_example_of_its_answer_and_of_its_path(schema):
    for path, operations in schema["paths"].items():
        contents = operations["get"]["responses"]["200"]["content"]
        if "application/json" in contents:
            assert {"example", "examples"} & contents["application/json"].keys(), path
        for parameter in operations["get"].get("parameters", ()):
            if parameter["in"] == "path":
                assert "example" in parameter, (path, parameter["name"])


def test_every_figure_says_its_unit(schema):
    figures = 0
    for component in schema["components"]["schemas"].values():
        for name, described in component.get("properties", {}).items():
            refs = [part.get("$ref", "") for part in [described, *described.get("allOf", [])]]
            if "#/components/schemas/Figure" in refs:
                assert "Unit: " in described["description"], name
                figures += 1
    assert figures > 25


def test_the_schema_says_under_which_licence(schema):
    assert schema["openapi"].startswith("3.1")
    assert "public domain" in schema["info"]["license"]["name"]


@pytest.mark.parametrize(("accept", "starts"), [("application/json", "{"), ("*/*", "openapi: 3.1")])
def test_the_schema_is_served(client, db, accept, starts):
    response = client.get(reverse("api-schema"), headers={"accept": accept})
    assert response.status_code == 200
    assert response.content.decode().startswith(starts)


@pytest.mark.parametrize("page", ["api-docs", "api-reference"])
def test_the_documentation_has_no_inline_code(client, db, page):
    page = client.get(reverse(page)).content.decode()
    assert "<style" not in page
    assert "style=" not in page
    assert all("src=" in tag for tag in page.split("<script")[1:])


@pytest.mark.parametrize("page", ["api-docs", "api-reference"])
def test_the_documentation_loads_nothing_from_elsewhere(client, db, page):
    response = client.get(reverse(page))
    assert "://" not in response.content.decode()
    assert "unsafe" not in response["Content-Security-Policy"].partition("style-src")[0]

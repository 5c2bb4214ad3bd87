"""The API says of eligibility what function and page say, and names whatever is wrong with a question."""

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.forms import EligibilityForm
from tests.certification.eligibility_cases import CASES, TODAY
from tests.factories import CertificationFactory, RuleSetFactory

pytestmark = pytest.mark.django_db

SLUG = "certified-medical-manager"
ENOUGH = {"experience_years": "3", "credit_hours": "12", "member": "yes"}


@pytest.fixture(autouse=True)
def fixed_today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


def ask(client, query, slug=SLUG):
    return client.get(reverse("api-v1:certification-eligibility", args=[slug]), query)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_api_agrees_with_the_table(client, case):
    RuleSetFactory()
    said = ask(client, {name: value for name, value in case.query.items() if value}).json()
    missing = " ".join(rule["rule"] for rule in said["rules"] if rule["outcome"] == "missing")
    assert (said["outcome"], missing, said["earliest_date"]) == (case.outcome, case.missing, case.earliest.isoformat())


def test_an_answer_is_whole(client):
    RuleSetFactory()
    response = ask(client, ENOUGH | {"credit_hours": "10.5", "member": "no"})
    said = response.json()
    assert said["rules"][1] == {
        "rule": "coursework",
        "outcome": "missing",
        "unit": "credit hours",
        "needed": 12.0,
        "has": 10.5,
        "short": 1.5,
        "asks": "12 credit hours in health care or business management",
        "closes": [
            "Earn 1.5 credit hours more in health care or business management.",
            "Or work on: each full year beyond 3 years takes 1 credit hour off, so from November 23, 2028 the hours "
            "that you have are enough.",
        ],
    }
    assert said["ways"] == [
        {"credit_hours_to_earn": 0.0, "date": "2028-11-23"},
        {"credit_hours_to_earn": 0.5, "date": "2027-11-23"},
        {"credit_hours_to_earn": 1.5, "date": "2026-11-23"},
    ]
    assert said["rules_in_force"]["checked_on"] == "2026-11-01"
    assert said["body"]["abbreviation"] == "PAHCOM"
    assert said["meta"]["credits"] == []
    assert "private" in response["Cache-Control"]


def test_what_is_asked_counts_the_years_beyond_the_minimum(client):
    RuleSetFactory()
    rules = ask(client, ENOUGH | {"experience_years": "5"}).json()["rules"]
    assert (rules[1]["needed"], rules[1]["asks"]) == (10.0, "10 credit hours, with your experience")


def test_an_answer_leads_to_the_page_that_says_the_same(client):
    RuleSetFactory()
    said = ask(client, ENOUGH | {"credit_hours": "11"}).json()
    page = client.get(said["links"]["page"])
    assert page.context["headline"] == said["headline"]
    assert page.context["on_the_date"] == said["on_the_date"]


def test_a_planned_program_is_counted(client):
    RuleSetFactory()
    program = {"program_credits": "12", "program_start": "2027-01-11", "program_months": "9"}
    assert ask(client, ENOUGH | {"credit_hours": "0"} | program).json()["earliest_date"] == "2027-10-11"


def test_rules_that_nobody_recorded_are_not_known(client):
    CertificationFactory()
    said = ask(client, ENOUGH).json()
    assert said["outcome"] == "not_known"
    assert {rule["outcome"] for rule in said["rules"]} == {"not_known"}
    assert said["earliest_date"] is None
    assert said["rules_in_force"]["checked_on"] is None


@pytest.mark.parametrize("value", ["-1", "1e400", "NaN", "many", "\x00", "9" * 10_000])
@pytest.mark.parametrize("field", EligibilityForm.base_fields)
def test_a_wrong_value_is_a_problem_that_names_it(client, field, value):
    RuleSetFactory()
    response = ask(client, ENOUGH | {field: value})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    errors = {error["parameter"]: error for error in response.json()["errors"]}
    assert errors[field]["value"] == value[:200]
    assert errors[field]["expected"]


def test_everything_that_is_wrong_is_said_at_once(client):
    RuleSetFactory()
    response = client.get(
        f"/api/v1/certifications/{SLUG}/eligibility/?experience_years=3&experience_years=4&meber=yes&credit_hours="
    )
    said = {error["parameter"]: error["detail"] for error in response.json()["errors"]}
    assert said.keys() == {"experience_years", "meber", "credit_hours", "member"}
    assert "Did you mean member?" in said["meber"]


def test_an_unknown_certification_is_a_problem(client):
    response = ask(client, ENOUGH, slug="no-such-thing")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_the_schema_describes_every_parameter(client):
    schema = client.get(reverse("api-schema"), {"format": "json"}, headers={"accept": "application/json"}).json()
    operation = schema["paths"]["/api/v1/certifications/{slug}/eligibility/"]["get"]
    assert {one["name"] for one in operation["parameters"]} == {"slug", *EligibilityForm.base_fields}
    required = {one["name"] for one in operation["parameters"] if one.get("required")}
    assert required == {"slug", *(name for name, field in EligibilityForm.base_fields.items() if field.required)}
    assert operation["responses"].keys() == {"200", "400", "401", "403", "404", "406", "429"}

"""Certifications in the API, with the rules of every time."""

import datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from careerportal.taxonomy.topics import Topic
from tests.factories import ExamAreaFactory, RuleSetFactory

pytestmark = pytest.mark.django_db


def test_a_certification_brings_all_its_rules_along(client):
    RuleSetFactory(valid_until=datetime.date(2026, 1, 31), exam_minutes=None)
    RuleSetFactory(valid_from=datetime.date(2026, 2, 1), exam_minutes=180)

    row = client.get(reverse("api-v1:certification-detail", args=["certified-medical-manager"])).json()

    assert row["body"]["abbreviation"] == "PAHCOM"
    assert row["occupation"] == "11-9111"
    by_start = {rules["valid_from"]: rules["exam_minutes"] for rules in row["rules"]}
    assert by_start == {
        None: {"value": None, "status": "unknown"},
        "2026-02-01": {"value": 180, "status": "reported"},
    }


def test_a_rule_that_is_no_is_not_a_blank(client):
    RuleSetFactory(membership_required=False, credit_reduction_per_extra_year=0)

    rules = client.get(reverse("api-v1:certification-list")).json()["results"][0]["rules"][0]

    assert rules["membership_required"] == {"value": False, "status": "reported"}
    assert rules["credit_reduction_per_extra_year"] == {"value": 0, "status": "reported"}


def test_areas_of_the_exam_are_named_with_their_source(client):
    area = ExamAreaFactory(name="Claims", topic=Topic.FINANCE)
    ExamAreaFactory(name="Something else", topic="")

    row = client.get(reverse("api-v1:certification-detail", args=[area.certification.slug])).json()

    assert row["exam_areas"] == [
        {"name": "Claims", "topic": "finance", "source": "made up for tests"},
        {"name": "Something else", "topic": "", "source": "made up for tests"},
    ]


def test_a_list_of_certifications_takes_four_queries(client):
    for slug in ("first", "second", "third"):
        ExamAreaFactory(certification=RuleSetFactory(certification__slug=slug, certification__name=slug).certification)
    # 1 the page with bodies, 2 all its rules, 3 the areas of the exams, 4 the ledger's serial.
    with assertNumQueries(4):
        client.get(reverse("api-v1:certification-list"))

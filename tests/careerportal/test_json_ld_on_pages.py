"""What the pages tell search engines: it can be read, and it is what the page itself says."""

import json
import re

import pytest
from django.urls import reverse

from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db

HOST = "http://testserver"


def things(client, address):
    """What a page says in JSON-LD, {type: thing}."""
    html = client.get(address).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {thing["@type"]: thing for thing in map(json.loads, found)}


def way(client, address):
    """The breadcrumbs of a page: (name, path) pairs."""
    steps = things(client, address)["BreadcrumbList"]["itemListElement"]
    return [(step["name"], step["item"].removeprefix(HOST)) for step in steps]


@pytest.fixture
def program():
    return ProgramFactory(school__name="O'Brien & Daughters <College>", school__state="TX", length_months=24)


def test_program_page_names_the_program_its_credential_and_its_school(client, program):
    said = things(client, program.get_absolute_url())["EducationalOccupationalProgram"]
    assert said["name"] == program.title
    assert said["url"] == HOST + program.get_absolute_url()
    assert said["educationalCredentialAwarded"] == "Master's degree"
    assert said["timeToComplete"] == "P24M"
    assert said["provider"]["name"] == "O'Brien & Daughters <College>"


def test_school_page_names_the_school_and_its_state(client, program):
    said = things(client, program.school.get_absolute_url())["CollegeOrUniversity"]
    assert said["name"] == "O'Brien & Daughters <College>"
    assert said["address"]["addressRegion"] == "TX"


def test_program_and_school_pages_say_the_way_to_them(client, program):
    assert way(client, program.get_absolute_url()) == [
        ("Programs", "/programs/"),
        ("Master's degree", "/levels/masters/"),
        ("O'Brien & Daughters <College>", program.get_absolute_url()),
    ]
    school = program.school.get_absolute_url()
    assert way(client, school) == [("Schools", "/schools/"), ("O'Brien & Daughters <College>", school)]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/programs/?level=masters&page=2", [("Programs", "/programs/")]),
        ("/schools/?q=college", [("Schools", "/schools/")]),
        ("/levels/", [("Levels", "/levels/")]),
        ("/levels/masters/", [("Levels", "/levels/"), ("Master's degree", "/levels/masters/")]),
    ],
)
def test_lists_say_the_way_to_them(client, address, expected):
    assert way(client, address) == expected


def test_home_page_names_a_search_that_works(client, program):
    said = things(client, reverse("home"))["WebSite"]
    assert (said["name"], said["url"]) == ("Career Portal", f"{HOST}/")
    template = said["potentialAction"]["target"]["urlTemplate"]
    found = client.get(template.removeprefix(HOST).replace("{search_term_string}", "daughters"))
    assert [card.program for card in found.context["cards"]] == [program]

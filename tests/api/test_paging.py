"""Lists a page at a time: the way on and back, walks while the data change, and cursors that nobody can make up."""

import random
import re

import pytest
from django.urls import reverse

from careerportal.api.root import RESOURCES
from programs.models import Program
from tests.factories import ProgramFactory, ReleaseFactory, SchoolFactory, WageEstimateFactory

pytestmark = pytest.mark.django_db
PROGRAMS = reverse("api-v1:program-list")
SORTS = ["", "name", "-earnings", "earnings", "debt", "-debt", "payback", "-completers"]


def slugs(page):
    return [row["slug"] for row in page["results"]]


def walk(client, address, direction="next"):
    """Every page from an address on."""
    while address:
        page = client.get(address).json()
        yield page
        address = page[direction]


@pytest.fixture
def catalogue():
    school = SchoolFactory(name="Twice the same name")
    ProgramFactory(school=school, level="bachelors", outcome__earnings=None, outcome__debt=None)
    ProgramFactory(school=school, level="masters", outcome__earnings=50_000)
    for earnings in (70_000, 50_000, None, 90_000):
        ProgramFactory(outcome__earnings=earnings, outcome__debt=earnings and 20_000)
    ProgramFactory(curated=True)


@pytest.mark.parametrize("query", [*(f"sort={sort}" for sort in SORTS), "q=college", "near=76201&miles=500"])
def test_a_walk_meets_each_row_once_and_in_order_forth_and_back(client, catalogue, query):
    for program in Program.objects.select_related("school"):
        program.school.latitude, program.school.longitude = 33.2, -97.1 - program.pk / 1_000
        program.school.save()
    whole = slugs(client.get(f"{PROGRAMS}?{query}").json())

    forth = list(walk(client, f"{PROGRAMS}?{query}&page_size=2"))
    back = list(walk(client, forth[-1]["previous"], "previous"))

    assert [slug for page in forth for slug in slugs(page)] == whole
    assert [slugs(page) for page in reversed(back)] == [slugs(page) for page in forth[:-1]]
    assert forth[0]["previous"] is None


def test_a_walk_meets_each_row_once_while_rows_come_change_and_go(client):
    rows = ProgramFactory.create_batch(40)
    chance, gone, seen = random.Random(5107), set(), []
    for page in walk(client, f"{PROGRAMS}?page_size=3"):
        seen += slugs(page)
        for _ in range(2):
            one = chance.choice(rows)
            Program.objects.filter(pk=one.pk).update(title=f"Renamed {chance.random()}", cip="51.0701")
            one.school.name = f"A school {chance.random()}"
            one.school.save()
        going = chance.choice(rows)
        gone.add(going.slug)
        Program.objects.filter(pk=going.pk).update(status="withdrawn")
        ProgramFactory()

    assert len(seen) == len(set(seen))
    assert {row.slug for row in rows} - gone <= set(seen)


def test_the_total_is_given_when_asked_for(client, catalogue):
    assert "count" not in client.get(PROGRAMS).json()
    assert client.get(PROGRAMS, {"count": "true", "page_size": 2}).json()["count"] == 7
    assert "count" not in client.get(PROGRAMS, {"count": "false"}).json()


def test_the_way_on_and_back_also_stands_in_the_header(client, catalogue):
    second = client.get(client.get(f"{PROGRAMS}?level=masters&page_size=2").json()["next"])

    said = dict(re.findall(r'<([^>]+)>; rel="(\w+)"', second["Link"]))

    assert {relation: address for address, relation in said.items()} == {
        "next": second.json()["next"],
        "prev": second.json()["previous"],
    }


def test_a_list_of_one_page_has_no_link(client):
    ProgramFactory()
    assert "Link" not in client.get(PROGRAMS)


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_list_goes_on_from_a_cursor(client, resource):
    ProgramFactory.create_batch(3)
    WageEstimateFactory(year=2024)
    WageEstimateFactory()
    ReleaseFactory()
    address = reverse(f"api-v1:{RESOURCES[resource]}")
    whole = client.get(address).json()["results"]

    pages = list(walk(client, f"{address}?page_size=1"))

    assert [row for page in pages for row in page["results"]] == whole


@pytest.mark.parametrize("cursor", ["0", "abc", "WzEsMCwxXQ", "WzEsMCwxXQ~forged", "~", "é", "\x00", "a" * 5_000])
def test_a_cursor_that_we_did_not_give_is_a_mistake(client, cursor):
    response = client.get(PROGRAMS, {"cursor": cursor})
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["parameter"] == "cursor"
    assert error["expected"]


@pytest.mark.parametrize(
    "other", ["/api/v1/schools/?", "/api/v1/levels/?", f"{PROGRAMS}?sort=debt&", f"{PROGRAMS}?q=a&"]
)
def test_a_cursor_of_another_list_or_order_is_a_mistake(client, catalogue, other):
    following = client.get(f"{PROGRAMS}?sort=-earnings&page_size=2").json()["next"]
    cursor = following.partition("cursor=")[2]
    assert client.get(f"{other}cursor={cursor}").status_code == 400


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("page_size", "0"), ("page_size", "-1"), ("page_size", "501"), ("page_size", "many"), ("page_size", "9" * 5_000),
     ("page_size", "\u0661"), ("count", "yes"), ("page", "2")],
)  # fmt: skip
def test_wrong_paging_is_a_mistake_that_says_what_was_expected(client, parameter, value):
    response = client.get(PROGRAMS, {parameter: value})
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["parameter"] == parameter
    assert error["expected"]


def test_the_largest_page_is_500(client):
    assert client.get(PROGRAMS, {"page_size": 500}).status_code == 200

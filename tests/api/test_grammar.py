"""The grammar of queries: ranges, several values, values to leave out, and answers cut down to what is needed."""

import pytest
from django.urls import reverse

from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.api.serializers import ProgramSerializer
from tests.factories import AreaFactory, ProgramFactory, ProgramTopicFactory, WageEstimateFactory

pytestmark = pytest.mark.django_db
PROGRAMS = reverse("api-v1:program-list")


@pytest.fixture
def catalogue():
    ProgramFactory(slug="low", outcome__earnings=40_000, outcome__debt=10_000, school__state="TX")
    ProgramFactory(slug="middle", outcome__earnings=60_000, outcome__debt=20_000, school__state="OH")
    ProgramFactory(slug="high", outcome__earnings=90_000, outcome__debt=40_000, school__state="CA", delivery="online")
    ProgramFactory(slug="blank", outcome__earnings=None, outcome__debt=None, school__state="TX", level="bachelors")
    ProgramFactory(slug="ours", curated=True, school__state="", school__undergraduates=500)


def found(client, query):
    answer = client.get(f"{PROGRAMS}?{query}")
    assert answer.status_code == 200, answer.json()
    return {row["slug"] for row in answer.json()["results"]}


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("earnings__gte=60000", {"middle", "high"}),
        ("earnings__lte=60000", {"low", "middle"}),
        ("earnings__gte=50000&earnings__lte=70000", {"middle"}),
        ("earnings=50000..80000", {"middle"}),
        ("earnings=60000..", {"middle", "high"}),
        ("earnings=..60000", {"low", "middle"}),
        ("earnings=60000", {"middle"}),
        ("debt__lte=20000", {"low", "middle"}),
        ("debt=20000..", {"middle", "high"}),
        ("debt__gte=40000", {"high"}),
        ("completers=1..100", {"low", "middle", "high", "blank"}),
        ("state=TX,OH", {"low", "middle", "blank"}),
        ("state=TX&state=OH", {"low", "middle", "blank"}),
        ("state=!TX", {"middle", "high", "ours"}),
        ("state=!TX,!OH", {"high", "ours"}),
        ("state=TX,OH,!OH", {"low", "blank"}),
        ("region=!south", {"middle", "high", "ours"}),
        ("level=!bachelors", {"low", "middle", "high", "ours"}),
        ("control=!public", set()),
        ("delivery=!online", {"low", "middle", "blank", "ours"}),
        ("size=!small", {"low", "middle", "high", "blank"}),
        ("has=!earnings", {"blank", "ours"}),
        ("has=!earnings,!debt", {"blank", "ours"}),
        ("cip=51.07", {"low", "middle", "high", "blank", "ours"}),
        ("cip=51.0701", set()),
        ("state=&level=", {"low", "middle", "high", "blank", "ours"}),
        ("q=college&state=!TX&sort=-earnings", {"middle", "high", "ours"}),
    ],
)
def test_programs_are_narrowed(client, catalogue, query, slugs):
    assert found(client, query) == slugs


def test_a_topic_is_left_out_where_it_is_recorded(client, catalogue):
    taught = ProgramTopicFactory(topic="finance").program
    assert taught.slug not in found(client, "topic=!finance")
    assert "low" in found(client, "topic=!finance")


def test_a_sentence_gives_way_to_what_is_left_out(client, catalogue):
    assert found(client, "q=programs in texas&state=!TX") == {"middle", "high", "ours"}


@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [
        ("state=!XX", "state", "!XX"),
        ("state=TX,XX", "state", "XX"),
        ("state=TX,", "state", "TX,"),
        ("state=,", "state", ","),
        ("state=!", "state", "!"),
        ("fields=slug,", "fields", ""),
        ("state=TX,!tx", "state", "!tx"),
        ("earnings=much", "earnings", "much"),
        ("earnings=..", "earnings", ".."),
        ("earnings=1...2", "earnings", "1...2"),
        ("earnings=-5..", "earnings", "-5.."),
        ("earnings=99999999999999999999", "earnings", "99999999999999999999"),
        ("earnings__gte=x", "earnings__gte", "x"),
        ("earnings__gt=5", "earnings__gt", "5"),
        ("cip=5107", "cip", "5107"),
        ("cip=51.07!", "cip", "51.07!"),
        ("fields=slug,nmae", "fields", "nmae"),
        ("fields=school.nmae", "fields", "school.nmae"),
        ("fields=slug.name", "fields", "slug.name"),
        ("include=scool", "include", "scool"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_right(client, query, parameter, value):
    response = client.get(f"{PROGRAMS}?{query}")
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert (error["parameter"], error["value"]) == (parameter, value)
    assert error["expected"]


def test_all_mistakes_come_at_once(client):
    query = "state=!XX&earnings=much&fields=nmae&include=scool&cursor=x&page_size=0&count=maybe&unknown=1"
    errors = client.get(f"{PROGRAMS}?{query}").json()["errors"]
    assert {error["parameter"] for error in errors} == {
        "state", "earnings", "fields", "include", "cursor", "page_size", "count", "unknown",
    }  # fmt: skip


def test_wages_take_several_values_and_leave_some_out(client):
    WageEstimateFactory()
    WageEstimateFactory(area=AreaFactory(texas=True))
    WageEstimateFactory(area=AreaFactory(ohio=True))

    def places(query):
        rows = client.get(f"{reverse('api-v1:wage-list')}?{query}").json()["results"]
        return {row["area"]["code"] for row in rows}

    assert places("state=TX,OH") == {"48", "39"}
    assert places("kind=!nation") == {"48", "39"}
    assert places("area=99,48") == {"99", "48"}
    assert places("area=!48") == {"99", "39"}


def test_an_answer_holds_only_the_fields_asked_for(client, catalogue):
    rows = client.get(f"{PROGRAMS}?fields=slug,school.name,outcome.earnings,links&state=OH").json()["results"]

    assert [list(row) for row in rows] == [["slug", "school", "outcome", "links"]]
    assert list(rows[0]["school"]) == ["name"]
    assert rows[0]["outcome"] == {"earnings": {"value": 60_000, "status": "reported"}}


def test_a_whole_field_outweighs_a_part_of_it(client, catalogue):
    (row,) = client.get(f"{PROGRAMS}?fields=school.name,school&state=OH").json()["results"]
    assert list(row) == ["school"]
    assert {"name", "unitid", "state"} <= row["school"].keys()


@pytest.mark.parametrize(
    ("include", "held"),
    [("", {"school", "outcome"}), ("school", {"school"}), ("school,outcome", {"school", "outcome"})],
)
def test_related_things_come_along_as_asked(client, catalogue, include, held):
    (row,) = client.get(f"{PROGRAMS}?state=OH&include={include}").json()["results"]
    assert {"school", "outcome"} & row.keys() == held
    assert set(ProgramSerializer().fields) - row.keys() == {"school", "outcome"} - held


def test_a_single_thing_is_cut_down_too_and_keeps_its_credits(client, catalogue):
    row = client.get(reverse("api-v1:program-detail", args=["low"]), {"fields": "title,level"}).json()
    assert list(row) == ["title", "level", "meta"]


def test_every_level_word_can_be_left_out(client, catalogue):
    assert found(client, "level=" + ",".join(f"!{level}" for level in DegreeLevel.values)) == set()


@pytest.mark.parametrize("fields", ["outcome", "slug,outcome.earnings"])
def test_what_include_leaves_out_cannot_be_asked_for(client, catalogue, fields):
    answer = client.get(PROGRAMS, {"include": "school", "fields": fields})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["parameter"], error["value"]) == (400, "fields", fields.rpartition(",")[2])

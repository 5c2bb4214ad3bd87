"""Programs in the API: what a partner reads of each, and how few queries a list takes."""

import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from careerportal.sync import kept, ledger
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.topics import Topic
from programs.api.rows import LISTS
from programs.models import Program
from tests.factories import ProgramFactory, ProgramOutcomeFactory, ProgramTopicFactory, SchoolFactory

pytestmark = pytest.mark.django_db
LIST = reverse("api-v1:program-list")


def detail(program):
    return reverse("api-v1:program-detail", args=[program.slug])


def slugs(response):
    return [row["slug"] for row in response.json()["results"]]


def test_figures_come_with_their_status_and_source(client):
    program = ProgramFactory(outcome__earnings=90_503, outcome__debt=38_475)

    outcome = client.get(detail(program)).json()["outcome"]

    assert outcome["earnings"] == {"value": 90_503, "status": "reported"}
    assert outcome["earnings_horizon"] == 4
    assert outcome["debt"] == {"value": 38_475, "status": "reported"}
    assert outcome["source"] == {
        "key": "scorecard-field-of-study",
        "title": "College Scorecard, data by field of study",
        "publisher": "US Department of Education",
        "edition": "June 2026",
        "url": "https://collegescorecard.ed.gov/data/",
    }


def test_a_blank_says_why_and_is_never_zero(client):
    blanks = {"earnings": "withheld"}
    program = ProgramFactory(outcome__earnings=None, outcome__earnings_horizon=None, outcome__blanks=blanks)

    earnings = client.get(detail(program)).json()["outcome"]["earnings"]

    assert earnings == {"value": None, "status": "withheld"}


def test_what_no_curator_has_written_is_unknown(client):
    program = ProgramFactory(length_months=24, internship=False)

    row = client.get(detail(program)).json()

    assert row["length_months"] == {"value": 24, "status": "reported"}
    assert row["internship"] == {"value": False, "status": "reported"}
    assert row["capstone"] == {"value": None, "status": "unknown"}
    assert row["delivery"] == {"value": None, "status": "unknown"}


def test_a_program_that_only_we_list_has_no_outcome(client):
    program = ProgramFactory(curated=True)
    assert client.get(detail(program)).json()["outcome"] is None


def test_a_program_brings_its_school_along(client):
    school = SchoolFactory(unitid=229179, slug="texas-womans-university", name="Texas Woman's University", state="TX")
    program = ProgramFactory(school=school)

    nested = client.get(detail(program)).json()["school"]

    assert {name: nested[name] for name in ("unitid", "slug", "name", "control", "state", "listed")} == {
        "unitid": 229179,
        "slug": "texas-womans-university",
        "name": "Texas Woman's University",
        "control": "public",
        "state": "TX",
        "listed": True,
    }
    assert nested["links"]["api"] == "http://testserver/api/v1/schools/229179/"
    assert nested["links"]["college_scorecard"] == "https://collegescorecard.ed.gov/school/?229179"


def test_links_lead_to_the_page_and_back(client):
    program = ProgramFactory(slug="a-program")

    links = client.get(detail(program)).json()["links"]

    assert links["page"] == "http://testserver/programs/a-program/"
    assert links["api"] == "http://testserver/api/v1/programs/a-program/"
    assert links["website"] is None


def test_a_program_of_an_unlisted_school_is_found_by_its_address_only(client):
    program = ProgramFactory(school__unlisted=True)

    assert slugs(client.get(LIST)) == []
    assert slugs(client.get(LIST, {"listed": "all"})) == [program.slug]
    found = client.get(detail(program))
    assert found.status_code == 200
    assert found.json()["school"]["listed"] is False
    assert found.json()["school"]["state"] is None


def test_a_withdrawn_program_is_gone_and_names_its_successor(client):
    successor = ProgramFactory(slug="the-new-one")
    program = ProgramFactory(withdrawn=True, successor=successor)

    response = client.get(detail(program))

    assert response.status_code == 410
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["successor"] == "http://testserver/api/v1/programs/the-new-one/"
    assert slugs(client.get(LIST)) == ["the-new-one"]


def test_a_program_that_the_newest_release_dropped_is_gone(client):
    program = ProgramFactory(is_current=False)

    response = client.get(detail(program))

    assert response.status_code == 410
    assert response.json()["successor"] is None


def test_the_list_is_ordered_as_asked(client):
    for slug, earnings in (("low", 40_000), ("blank", None), ("high", 90_000)):
        ProgramFactory(slug=slug, outcome__earnings=earnings)
    assert slugs(client.get(LIST, {"sort": "-earnings"})) == ["high", "low", "blank"]


def test_a_list_of_many_takes_as_many_queries_as_a_list_of_one(client):
    for level in (DegreeLevel.MASTERS, DegreeLevel.BACHELORS, DegreeLevel.DOCTORAL):
        ProgramFactory.create_batch(5, level=level)
    ProgramFactory(curated=True)
    client.get(LIST)

    # The ledger's serial. Which programs are on the page, and what is said of them, is kept until the data change.
    with assertNumQueries(1):
        response = client.get(LIST)
    assert len(response.json()["results"]) == 16

    kept.forget()
    # 1 the ledger's serial, 2 which programs, 3 all that stands in one row, 4 whom to credit, then for each list
    # whether there is any.
    with assertNumQueries(4 + len(LISTS)):
        client.get(LIST)


def test_a_page_that_was_asked_for_before_tells_of_what_has_changed_since(client):
    first = ProgramFactory(level=DegreeLevel.MASTERS)
    assert slugs(client.get(LIST, {"level": "masters"})) == [first.slug]
    second = ProgramFactory(level=DegreeLevel.MASTERS)
    with transaction.atomic():
        ledger.record([("programs", second.slug, "created")])
    assert slugs(client.get(LIST, {"level": "masters"})) == [first.slug, second.slug]


def test_programs_of_a_state_stand_in_the_order_of_their_ids_on_every_page(client):
    schools = [SchoolFactory(state=state) for state in ("TX", "OH", "TX")]
    for number in range(12):
        ProgramFactory(school=schools[number % 3], cip=f"51.07{number:02}", outcome=None)
    expected = list(Program.objects.filter(school__state="TX").order_by("id").values_list("slug", flat=True))
    walked, address = [], f"{LIST}?state=TX&page_size=3"
    while address:
        page = client.get(address).json()
        walked += [row["slug"] for row in page["results"]]
        address = page["next"]
    assert walked == expected


def test_one_program_takes_six_queries(client):
    program = ProgramFactory()
    client.get(detail(program))
    # 1 program, school, outcome and release, 2 its topics, 3 accreditations, 4 deadlines, 5 and 6 the ledger's serial,
    # which is asked for again in a test's transaction and nowhere else; of which years completions are is kept by it.
    with assertNumQueries(6):
        client.get(detail(program))


def test_recorded_topics_are_named_and_missing_ones_are_not_guessed(client):
    taught = ProgramTopicFactory(topic=Topic.QUALITY).program
    ProgramTopicFactory(program=taught, topic=Topic.FINANCE)

    assert client.get(detail(taught)).json()["topics"] == ["quality", "finance"]
    assert client.get(detail(ProgramFactory())).json()["topics"] == []


def test_two_programs_may_share_one_outcome(client):
    outcome = ProgramOutcomeFactory()
    first = ProgramFactory(school=outcome.school, outcome=outcome, cip="51.0701", federal_key="a")
    second = ProgramFactory(school=outcome.school, outcome=outcome, cip="51.0705", federal_key="b")

    rows = client.get(LIST).json()["results"]

    assert {row["slug"] for row in rows} == {first.slug, second.slug}
    assert {row["field"] for row in rows} == {"51.07"}

"""Page and API show the same programs in the same order: one filter, every surface."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.filters import ProgramFilterSet
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db

QUERIES = [
    "",
    "q=university",
    "q=texas+woman",
    "q=kaplan",
    "q=ohio",
    "q=no+such+words",
    "level=masters",
    "level=masters&level=doctoral",
    "level=postmasters",
    "field=51.0705",
    "field=51.0705&field=51.0701&level=masters",
    "field=51.07",
    "field=51.9999",
    "q=medical+office+management+masters",
    "state=TX",
    "state=TX&state=OH",
    "state=WY",
    "control=public",
    "control=nonprofit&control=for-profit",
    "region=midwest",
    "region=new-england&region=west",
    "delivery=online",
    "study=no-test",
    "study=no-test&study=part-time&unsaid=keep",
    "unsaid=keep",
    "topic=finance",
    "topic=finance&topic=quality&level=masters",
    "earnings_max=60000",
    "debt_min=30000",
    "q=ohio&exact=1",
    "q=online+mha+in+texas",
    "q=bachelors+in+indiana+kaplan",
    "q=best+paid+masters",
    "q=mha&level=bachelors",
    "earnings_min=60000",
    "earnings_min=0",
    "debt_max=30000",
    "has=earnings",
    "has=earnings&has=debt",
    "listed=all",
    "listed=all&level=bachelors",
    "size=small",
    "size=small&size=large",
    "near=76201",
    "near=Denton,+TX&miles=500",
    "near=76201&miles=500&sort=-earnings",
    "near=76201&miles=500&q=university&sort=distance",
    "sort=name",
    "sort=-earnings",
    "sort=earnings",
    "sort=debt",
    "sort=-debt",
    "sort=payback",
    "sort=-completers",
    "q=university&sort=relevance",
    "q=university&level=masters&state=TX&control=public&earnings_min=50000&debt_max=40000&has=earnings&sort=-earnings",
    "q=&level=&state=&control=&earnings_min=&debt_max=&has=&listed=&sort=",
]

WRONG = [
    "topic=money",
    "study=asleep",
    "unsaid=drop",
    "level=master",
    "field=51",
    "field=health",
    "state=tx",
    "control=private",
    "region=southwest",
    "delivery=postal",
    "earnings_max=much",
    "debt_min=-1",
    "exact=yes",
    "earnings_min=much",
    "debt_max=-1",
    "has=fame",
    "listed=no",
    "sort=luck",
    "sort=distance",
    "size=huge",
    "near=nowhere",
    "miles=20",
    "q=%00",
]


def asked(query):
    """A query string as parameters, with the total."""
    return dict(QueryDict(query).lists()) | {"count": "true"}


@pytest.fixture
def catalogue():
    woman = ProgramFactory(school__name="Texas Woman's University", school__state="TX", outcome__earnings=90_503)
    woman.school.latitude, woman.school.longitude, woman.school.undergraduates = 33.226421, -97.128417, 9_878
    woman.school.save()
    ProgramFactory(school=woman.school, level=DegreeLevel.DOCTORAL, outcome__earnings=None, outcome__debt=None)
    ProgramFactory(
        school__name="Purdue University Global",
        school__former_names="Kaplan University",
        school__control=Control.NONPROFIT,
        school__state="IN",
        level=DegreeLevel.BACHELORS,
        outcome__earnings=57_546,
        outcome__debt=28_000,
    )
    ProgramFactory(
        school__name="Corner University", school__latitude=32.7831, school__longitude=-96.8067,
        school__undergraduates=800,
    )  # fmt: skip
    ProgramFactory(school__name="Corner College", school__control=Control.FOR_PROFIT, outcome__completers=200)
    ProgramFactory(school__name="Told Apart", cip="51.0705", title="Medical Office Management/Administration")
    ProgramFactory(school__name="Closed University", school__unlisted=True, level=DegreeLevel.BACHELORS)
    ProgramFactory(school__name="Our Own University", curated=True, admission_test="waivable", part_time=True)
    ProgramFactory(school__name="Withdrawn University", withdrawn=True)
    ProgramFactory(school__name="Dropped University", is_current=False)


@pytest.mark.parametrize("query", QUERIES)
def test_page_and_api_show_the_same_programs_in_the_same_order(client, catalogue, query):
    shown = client.get(f"{reverse('programs:list')}?{query}").context
    in_that_order = {} if shown["filterset"].order in ("relevance", "distance") else {"sort": shown["filterset"].order}
    answer = client.get(reverse("api-v1:program-list"), asked(query) | in_that_order)

    assert answer.status_code == 200
    assert [row["slug"] for row in answer.json()["results"]] == [program.slug for program in shown["page"]]
    assert answer.json()["count"] == shown["page"].paginator.count


@pytest.mark.parametrize("query", QUERIES)
def test_without_an_order_the_api_has_the_same_programs(client, catalogue, query):
    shown = client.get(f"{reverse('programs:list')}?{query}").context["page"]
    answer = client.get(f"{reverse('api-v1:program-list')}?{query}")

    assert {row["slug"] for row in answer.json()["results"]} == {program.slug for program in shown}


@pytest.mark.parametrize("query", WRONG)
def test_what_the_page_leaves_out_with_a_notice_the_api_refuses(client, catalogue, query):
    page = client.get(f"{reverse('programs:list')}?{query}")
    answer = client.get(f"{reverse('api-v1:program-list')}?{query}")

    assert page.status_code == 200
    noticed = [notice["parameter"] for notice in page.context["filterset"].notices]
    assert noticed == [error["parameter"] for error in answer.json()["errors"]] == [query.partition("=")[0]]
    assert answer.status_code == 400


def test_no_filter_is_left_out_of_the_comparison():
    asked = {part.partition("=")[0] for query in QUERIES for part in query.split("&") if part}
    assert asked == set(ProgramFilterSet.known_parameters())

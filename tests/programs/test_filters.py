"""How programs can be narrowed, and what happens to values that are wrong."""

import pytest
from django.http import QueryDict

from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.topics import Topic
from programs.filters import ProgramFilterSet
from programs.models import Program
from programs.queries import ORDERS
from tests.factories import ProgramFactory, ProgramTopicFactory

pytestmark = pytest.mark.django_db


def found(query):
    """The schools that a query finds, in its order."""
    filterset = ProgramFilterSet.forgiving(QueryDict(query), Program.objects.published())
    return [program.school.name for program in filterset.qs.for_listing()]


def notices(query):
    return ProgramFilterSet.forgiving(QueryDict(query), Program.objects.published()).notices


def test_each_filter_keeps_what_it_names():
    ProgramFactory(
        school__name="Kept",
        school__state="TX",
        school__control=Control.NONPROFIT,
        level=DegreeLevel.DOCTORAL,
        outcome__earnings=90_000,
        outcome__debt=10_000,
    )
    ProgramFactory(school__name="Other", outcome__earnings=None, outcome__debt=None)
    for query in (
        "q=kept",
        "level=doctoral",
        "state=TX",
        "control=nonprofit",
        "earnings_min=90000",
        "debt_max=10000",
        "has=earnings",
        "has=debt",
        "has=earnings&has=debt",
    ):
        assert found(query) == ["Kept"], query


def test_values_of_one_filter_widen_and_filters_together_narrow():
    ProgramFactory(school__name="A", school__state="TX", level=DegreeLevel.MASTERS)
    ProgramFactory(school__name="B", school__state="OH", level=DegreeLevel.MASTERS)
    ProgramFactory(school__name="C", school__state="OH", level=DegreeLevel.BACHELORS)
    assert found("state=TX&state=OH") == ["A", "B", "C"]
    assert found("state=TX&state=OH&level=masters") == ["A", "B"]


def test_programs_of_unlisted_schools_are_found_only_when_asked_for():
    ProgramFactory(school__name="Listed")
    ProgramFactory(school__name="Unlisted", school__unlisted=True)
    assert found("") == ["Listed"]
    assert found("listed=all") == ["Listed", "Unlisted"]


def test_withdrawn_programs_and_those_of_an_older_release_are_never_found():
    ProgramFactory(withdrawn=True)
    ProgramFactory(is_current=False)
    assert found("listed=all") == []


@pytest.mark.parametrize(
    ("sort", "schools"),
    [
        ("", ["A", "B", "C"]),
        ("name", ["A", "B", "C"]),
        ("relevance", ["A", "B", "C"]),
        ("-earnings", ["B", "A", "C"]),
        ("earnings", ["A", "B", "C"]),
        ("debt", ["C", "A", "B"]),
        ("-debt", ["A", "C", "B"]),
        ("-completers", ["C", "B", "A"]),
    ],
)
def test_blanks_stand_last_in_every_order(sort, schools):
    ProgramFactory(school__name="A", outcome__earnings=1, outcome__debt=3, outcome__completers=None)
    ProgramFactory(school__name="B", outcome__earnings=2, outcome__debt=None, outcome__completers=1)
    ProgramFactory(school__name="C", outcome__earnings=None, outcome__debt=2, outcome__completers=2)
    assert found(f"sort={sort}") == schools


def test_programs_of_one_school_stand_in_the_order_of_the_ladder():
    first = ProgramFactory(level=DegreeLevel.BACHELORS)
    ProgramFactory(school=first.school, level=DegreeLevel.CERTIFICATE)
    ProgramFactory(school=first.school, level=DegreeLevel.ASSOCIATE)
    filterset = ProgramFilterSet.forgiving(QueryDict(), Program.objects.published())
    assert [program.level for program in filterset.qs] == ["certificate", "associate", "bachelors"]


def test_a_keyword_brings_the_best_match_first_unless_another_order_is_asked_for():
    ProgramFactory(school__name="Abilene College", title="Ohio health law")
    ProgramFactory(school__name="Ohio College")
    assert found("q=ohio college") == ["Ohio College", "Abilene College"]
    assert found("q=ohio college&sort=name") == ["Abilene College", "Ohio College"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("state=ZZ", ["state=ZZ is not a state we know", "postal code"]),
        ("state=texas", ["did you mean state=TX?"]),
        ("level=phd", ["level=phd is not a level we know", "doctoral"]),
        ("control=private", ["control=private", "nonprofit"]),
        ("earnings_min=-3", ["earnings_min=-3", "whole dollars from 0 to 10,000,000"]),
        ("earnings_min=many", ["earnings_min=many"]),
        ("debt_max=10000001", ["debt_max=10000001"]),
        ("debt_max=1.5", ["debt_max=1.5"]),
        ("has=jobs", ["has=jobs", "earnings and debt"]),
        ("listed=no", ["listed=no", "listed=all"]),
        ("sort=best", ["sort=best", "-earnings"]),
        ("q=" + "a" * 201, ["keyword was left out", "200"]),
        ("q=a%00b", ["keyword was left out"]),
        ("state=%00", ["is not a state we know"]),
    ],
)
def test_a_wrong_value_is_named_with_what_would_be_right_and_the_rest_applies(query, words):
    ProgramFactory(school__name="Kept", level=DegreeLevel.MASTERS)
    ProgramFactory(school__name="Filtered out", level=DegreeLevel.ASSOCIATE)
    [notice] = notices(f"level=masters&{query}")
    assert all(word in notice["text"] for word in words), notice
    assert found(f"level=masters&{query}") == ["Kept"]


def test_a_wrong_value_beside_right_ones_of_the_same_filter_is_left_out_alone():
    ProgramFactory(school__name="Kept", school__state="TX")
    ProgramFactory(school__name="Filtered out", school__state="OH")
    assert found("state=TX&state=ZZ") == ["Kept"]


def test_a_long_wrong_value_is_repeated_in_part():
    [notice] = notices("level=" + "x" * 10_000)
    assert len(notice["text"]) < 300


def test_empty_values_are_no_filters_and_no_mistakes():
    ProgramFactory()
    query = "q=&level=&state=&control=&earnings_min=&debt_max=&has=&listed=&sort="
    assert notices(query) == []
    assert len(found(query)) == 1
    assert ProgramFilterSet(QueryDict(query), Program.objects.published()).is_valid()


def test_zero_is_an_amount():
    ProgramFactory(school__name="No debt", outcome__debt=0)
    ProgramFactory(school__name="Debt")
    assert found("debt_max=0") == ["No debt"]


def test_strict_use_tells_errors_and_names_its_parameters():
    filterset = ProgramFilterSet(QueryDict("state=ZZ&earnings_min=-1"), Program.objects.published())
    assert set(filterset.errors) == {"state", "earnings_min"}
    named = {"q", "level", "state", "control", "earnings_min", "debt_max", "has", "listed", "sort"}
    assert named <= set(ProgramFilterSet.known_parameters())


def test_every_order_of_the_queries_can_be_asked_for():
    choices = {word for word, _ in ProgramFilterSet.base_filters["sort"].extra["choices"]}
    assert choices == {"relevance", *ORDERS}


def test_topics_keep_what_is_recorded_and_nothing_that_only_may_be():
    taught = ProgramTopicFactory(topic=Topic.FINANCE, program__school__name="Kept").program
    ProgramTopicFactory(program=taught, topic=Topic.QUALITY)
    ProgramTopicFactory(topic=Topic.POLICY, program__school__name="Another topic")
    ProgramFactory(school__name="Nobody has said")
    assert found("topic=finance&topic=quality") == ["Kept"]
    assert len(found("topic=finance&topic=policy")) == 2


def test_a_topic_is_said_in_words_and_can_be_taken_away(client):
    ProgramTopicFactory(topic=Topic.HUMAN_RESOURCES)
    page = client.get("/programs/?topic=human-resources")
    assert page.context["sentence"] == "1 program known to teach human resources development and management"
    assert page.context["chips"] == [
        {"group": "Topics taught", "label": "Human resources development and management", "remove_url": "/programs/"}
    ]


def test_a_topic_that_we_do_not_know_is_left_out_with_the_ones_that_we_do():
    assert notices("topic=astrology") == [
        {
            "parameter": "topic",
            "text": "topic=astrology is not a topic we know; the topics are finance, policy, human-resources, "
            "organization, quality.",
        }
    ]


def test_the_first_search_of_a_process_is_narrowed_like_any_other(monkeypatch):
    """The class of the form is made once, by whoever asks first."""
    monkeypatch.delattr(ProgramFilterSet, "_form_class", raising=False)
    kept = ProgramFactory(school__state="TX")
    ProgramFactory(school__state="OH")
    filterset = ProgramFilterSet({"state": ["TX"]}, Program.objects.all())
    assert filterset.is_valid()
    assert list(filterset.matches) == [kept]

"""Topics among the filters of the search page."""

import pytest
from django.urls import reverse

from careerportal.sync import ledger
from careerportal.taxonomy.topics import Topic
from tests.factories import ProgramFactory, ProgramTopicFactory

pytestmark = pytest.mark.django_db


def search(client, query=""):
    return client.get(f"{reverse('programs:list')}?{query}")


def test_topics_can_be_chosen_only_where_one_is_recorded(client):
    program = ProgramFactory()
    assert "Topics taught" not in search(client).text
    ProgramTopicFactory(program=program)
    ledger.record([("programs", program.slug, "updated")])  # As the desk does.
    assert "Topics taught" in search(client).text


def test_counts_of_topics_ignore_the_choice_of_topics_and_heed_the_others(client):
    texan = ProgramTopicFactory(topic=Topic.FINANCE, program__school__state="TX").program
    ProgramTopicFactory(topic=Topic.QUALITY, program=texan)
    ProgramTopicFactory(topic=Topic.POLICY, program__school__state="TX")
    ProgramTopicFactory(topic=Topic.POLICY, program__school__state="OH")
    ProgramTopicFactory(topic=Topic.POLICY, program__withdrawn=True)
    response = search(client, "topic=finance&state=TX")
    choices = response.context["facets"]["topic"]
    assert {choice["value"]: choice["count"] for choice in choices} == {
        "finance": 1,
        "policy": 1,
        "human-resources": 0,
        "organization": 0,
        "quality": 1,
    }
    assert [choice["value"] for choice in choices if choice["checked"]] == ["finance"]
    assert response.context["count"] == 1


def test_a_keyword_narrows_the_counts_of_topics(client):
    ProgramTopicFactory(program__school__name="Sunrise College")
    ProgramTopicFactory(program__school__name="Other College")
    response = search(client, "q=sunrise")
    assert next(choice["count"] for choice in response.context["facets"]["topic"]) == 1

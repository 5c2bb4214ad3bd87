"""What the search box offers while somebody types."""

import pytest
from django.urls import reverse

from programs.suggestions import suggest
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def offered(text):
    return [(suggestion.kind, suggestion.label, suggestion.count) for suggestion in suggest(text)]


def test_schools_levels_states_and_fields_are_offered_with_their_counts():
    ProgramFactory.create_batch(2, school__state="TX", level="masters", school__name="Texas Woman's University")
    ProgramFactory(school__state="OH", level="doctoral", school__name="Ohio College")
    assert offered("tex") == [
        ("State", "Texas", 2),
        ("School", "Texas Woman's University", 1),
        ("School", "Texas Woman's University", 1),
    ]
    assert offered("mast") == [("Level", "Master's degree", 2)]
    assert offered("administrative services") == [("Field", "Health and Medical Administrative Services", 3)]


def test_a_former_name_offers_the_school_by_its_name_of_today():
    ProgramFactory(school__name="Purdue University Global", school__former_names="Kaplan University")
    assert offered("kapl") == [("School", "Purdue University Global", 1)]


def test_schools_that_left_the_list_are_not_offered():
    ProgramFactory(school__unlisted=True, school__name="Closed College")
    assert offered("closed") == []


def test_many_schools_do_not_crowd_out_the_state():
    ProgramFactory.create_batch(9, school__state="TX", school__name="Texas College")
    assert len(offered("texas")) == 5
    assert offered("texas")[0] == ("State", "Texas", 9)


@pytest.mark.parametrize("text", ["", " ", "zzz", "😀", "\x00", "x" * 10_000, '"*('])
def test_other_texts_offer_nothing(text):
    ProgramFactory()
    assert offered(text) == []


def test_the_answer_is_a_list_of_links(client):
    program = ProgramFactory(school__name="Pace University")
    response = client.get(reverse("programs:suggest"), {"q": "pace"})
    assert program.school.get_absolute_url() in response.content.decode()


def test_after_the_first_time_one_query_is_enough(client, django_assert_num_queries):
    ProgramFactory(school__name="Pace University")
    client.get(reverse("programs:suggest"), {"q": "pace"})
    with django_assert_num_queries(1):  # the data serial
        client.get(reverse("programs:suggest"), {"q": "pa"})


def test_the_prefix_of_ids_is_made_of_plain_characters(client):
    ProgramFactory(school__name="Pace University")
    response = client.get(reverse("programs:suggest"), {"q": "pace", "stem": '"><script>'})
    assert "<script" not in response.content.decode()


def test_spanish_pages_suggest_levels_by_their_spanish_names(client):
    ProgramFactory(level="masters")
    text = client.get("/es/programs/suggest/", {"q": "maest"}).text
    assert "Maestría" in text
    assert 'href="/es/programs/?level=masters"' in text

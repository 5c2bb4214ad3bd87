"""A page during whose making the data moved is made anew, so that none shows a part of a release."""

import pytest
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from careerportal.sync import kept_pages, ledger, whole_pages

pytestmark = pytest.mark.django_db(transaction=True)


def move_the_data():
    with transaction.atomic():
        ledger.record([("releases", "1", "created")])


def ask(view, method="get", path="/programs/"):
    return whole_pages.made_whole(view)(getattr(RequestFactory(), method)(path))


class Moving:
    """A view whose data move while it is made, as often as said; it answers how often it was asked."""

    def __init__(self, times, answer=HttpResponse):
        self.times, self.answer, self.asked = times, answer, 0

    def __call__(self, request):
        self.asked += 1
        assert not hasattr(request, "written_on")
        request.written_on = True
        if self.asked <= self.times:
            move_the_data()
        return self.answer(str(self.asked))


@pytest.mark.parametrize(("moves", "asked"), [(0, 1), (1, 2), (2, 3), (9, whole_pages.MOST_TIMES)])
def test_page_is_made_until_the_data_stood_still_but_not_for_ever(moves, asked):
    assert ask(Moving(moves)).content == str(asked).encode()


@pytest.mark.parametrize(("method", "path"), [("post", "/report/"), ("get", "/admin/"), ("get", "/healthz/ready")])
def test_what_writes_or_shows_no_data_is_asked_once(method, path):
    view = Moving(1)
    ask(view, method, path)
    assert view.asked == 1


def test_stream_is_asked_once():
    view = Moving(1, StreamingHttpResponse)
    ask(view)
    assert view.asked == 1


def test_page_that_is_of_two_states_is_not_kept():
    kept = kept_pages.until_change()(Moving(1))
    first = ask(kept)
    assert first.content == b"2"
    assert ask(kept).content == b"2"


def test_standing_still_costs_no_query(django_assert_num_queries):
    view = Moving(0)
    ask(view)
    with django_assert_num_queries(0):
        ask(view)

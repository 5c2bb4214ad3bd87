"""The desk's long lists: each page has its rows in order, and rows without a value come last, either way round."""

import pytest
from django.urls import reverse

from careerportal.datasets.narrow_lists import NarrowPaginator
from programs.models import Program
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db

EARNINGS = (50_000, None, 40_000, 60_000, None, "no outcome")


@pytest.fixture
def programs():
    for earnings in EARNINGS:
        if earnings == "no outcome":
            ProgramFactory(outcome=None)
        else:
            ProgramFactory(outcome__earnings=earnings)


def pages(rows, size=2):
    paginator = NarrowPaginator(rows, size)
    return [list(paginator.page(number)) for number in paginator.page_range]


def earnings_of(program):
    return program.outcome.earnings if program.outcome else None


@pytest.mark.parametrize("size", [1, 2, 3, 4, 6, 50])
@pytest.mark.parametrize(
    ("order", "expected"), [("outcome__earnings", [40, 50, 60]), ("-outcome__earnings", [60, 50, 40])]
)
def test_programs_by_earnings_end_with_those_that_have_none(programs, order, expected, size):
    shown = [program for page in pages(Program.objects.order_by(order, "-id"), size) for program in page]
    assert [earnings_of(program) for program in shown] == [*(1_000 * one for one in expected), None, None, None]
    blank = [program.pk for program in shown[3:]]
    assert blank == sorted(blank, reverse=True)


def test_a_list_that_is_narrowed_is_ordered_in_the_same_way(programs):
    rows = Program.objects.filter(outcome__isnull=False).order_by("-outcome__earnings", "-id")
    assert [[earnings_of(program) for program in page] for page in pages(rows)] == [
        [60_000, 50_000],
        [40_000, None],
        [None],
    ]


def test_the_first_page_by_earnings_asks_only_for_what_it_shows(programs, django_assert_num_queries):
    paginator = NarrowPaginator(Program.objects.order_by("outcome__earnings", "-id"), 2)
    assert paginator.count == len(EARNINGS)
    with django_assert_num_queries(2):  # the keys that have a value; the rows
        assert len(paginator.page(1)) == 2


def test_the_list_of_programs_opens_in_the_order_of_earnings(programs, admin_client):
    address = reverse("admin:programs_program_changelist")
    column = admin_client.get(address).context["cl"].list_display.index("earnings")
    for direction, first in (("", "$40,000"), ("-", "$60,000")):
        text = admin_client.get(address, {"o": f"{direction}{column}"}).text
        assert text.index(first) < text.index("$50,000")

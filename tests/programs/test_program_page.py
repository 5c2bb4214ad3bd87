"""The page of one program."""

import pytest
from django.urls import reverse

from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.figures import FigureStatus
from programs import neighbours
from programs.models import Program, ProgramOutcome
from tests.factories import AreaFactory, ProgramFactory, SchoolFactory, WageEstimateFactory

pytestmark = pytest.mark.django_db


def page(client, program):
    return client.get(program.get_absolute_url())


def text(response):
    return " ".join(response.content.decode().split())


def bars(response):
    return {bar["label"]: bar["value"] for bar in response.context["bars"]}


def test_page_shows_the_figures_with_their_source(client):
    program = ProgramFactory(school__name="Texas Woman's University", outcome__earnings=90_503, outcome__debt=38_475)
    html = text(page(client, program))
    assert "$90,503" in html
    assert "$38,475" in html
    assert "June 2026 edition" in html
    assert "Truewise" in html


def test_picture_sets_the_program_beside_medians_and_benchmarks(client):
    program = ProgramFactory(school__state="OH", outcome__earnings=80_000)
    for earnings in (70_000, 70_000, 60_000, 60_000):
        ProgramFactory(school__state="OH", outcome__earnings=earnings)
    ProgramFactory.create_batch(2, school__state="TX", outcome__earnings=50_000)
    assert bars(page(client, program)) == {
        "This program": 80_000,
        "Master's degree in Ohio: median of 5 programs": 70_000,
        "Master's degree in the nation: median of 7 programs": 60_000,
        "High-school graduates in Ohio": 36_000,
        "High-school graduates in the nation": 37_000,
    }


def test_of_a_handful_of_programs_no_median_is_worked_out(client):
    program = ProgramFactory(school__state="OH")
    ProgramFactory.create_batch(3, school__state="OH")
    found = {bar["label"]: (bar["value"], bar["text"]) for bar in page(client, program).context["bars"]}
    assert found["Master's degree in Ohio: 4 programs"] == (None, "Too few for a median")


def test_medians_leave_out_what_cannot_be_compared(client):
    program = ProgramFactory(outcome__earnings=80_000)
    for earnings in (80_000, 70_000, 60_000, 60_000):
        ProgramFactory(outcome__earnings=earnings)
    ProgramFactory(outcome__earnings=1, level=DegreeLevel.BACHELORS)
    ProgramFactory(outcome__earnings=1, cip="51.10")
    ProgramFactory(outcome__earnings=1, school__is_listed=False)
    ProgramFactory(outcome__earnings=1, withdrawn=True)
    ProgramFactory(outcome__earnings=1, outcome__earnings_horizon=ProgramOutcome.Horizon.ONE_YEAR)
    ProgramFactory(outcome__earnings=None)
    assert bars(page(client, program))["Master's degree in the nation: median of 5 programs"] == 70_000


def test_median_of_the_program_alone_is_left_out(client):
    assert list(bars(page(client, ProgramFactory()))) == [
        "This program",
        "High-school graduates in Ohio",
        "High-school graduates in the nation",
    ]


def test_blank_figures_say_why_and_nothing_is_worked_out_from_them(client):
    program = ProgramFactory(
        outcome__earnings=None,
        outcome__debt=None,
        outcome__blanks={"earnings": FigureStatus.WITHHELD.value, "debt": FigureStatus.UNKNOWN.value},
    )
    html = text(page(client, program))
    assert "Not released" in html
    assert "Not published" in html
    assert "there is nothing to begin with" in html
    assert "Cost: write a number" not in html
    assert 'aria-invalid="true"' not in page(client, program).content.decode()


def test_one_year_figure_is_not_passed_off_as_a_four_year_one(client):
    program = ProgramFactory(outcome__earnings_horizon=ProgramOutcome.Horizon.ONE_YEAR)
    html = text(page(client, program))
    assert "one year after completing" in html
    assert "expect it to be lower for that reason alone" in html


def test_program_of_an_unlisted_school_warns_at_the_top(client):
    response = page(client, ProgramFactory(school__unlisted=True))
    html = text(response)
    assert response.status_code == 200
    assert "no longer in the Department of Education's current list" in html
    assert html.index("Do not rely on this program") < html.index("<h1>")


def test_program_without_outcome_shows_blanks(client):
    assert "Not published" in text(page(client, ProgramFactory(curated=True)))


def test_curated_facts_are_shown_and_missing_ones_named_in_one_line(client):
    html = text(page(client, ProgramFactory(length_months=24, delivery=Program.Delivery.ONLINE, capstone=False)))
    assert "24 months" in html
    assert "Online" in html
    assert "Not required" in html
    assert "Not recorded yet: credit hours, internship, entry requirements." in html


def test_similar_programs_are_of_the_same_level_and_state_at_other_schools(client):
    school = SchoolFactory(state="OH")
    program = ProgramFactory(school=school)
    sibling = ProgramFactory(school=school, level=DegreeLevel.BACHELORS)
    near = ProgramFactory(school__state="OH")
    ProgramFactory(school__state="TX")
    ProgramFactory(school__state="OH", level=DegreeLevel.BACHELORS)
    context = page(client, program).context
    assert [card.program for card in context["similar"]] == [near]
    assert [card.program for card in context["at_school"]] == [sibling]
    assert not context["has_more_at_school"]


def test_page_at_a_school_of_many_programs_names_those_of_its_field_and_leads_to_all(client):
    program = ProgramFactory(cip="51.0701", level=DegreeLevel.MASTERS)
    for number in range(neighbours.SHOWN_AT_SCHOOL):
        ProgramFactory(school=program.school, cip=f"11.{number:02}01", level=DegreeLevel.BACHELORS)
    same_field = ProgramFactory(school=program.school, cip="51.0702", level=DegreeLevel.DOCTORAL)
    answer = client.get(program.get_absolute_url())
    shown = [card.program for card in answer.context["at_school"]]
    assert shown[0] == same_field
    assert len(shown) == neighbours.SHOWN_AT_SCHOOL
    assert f'href="{program.school.get_absolute_url()}#programs"' in answer.content.decode()


def test_similar_programs_of_a_school_without_a_state_are_from_the_whole_nation(client):
    program = ProgramFactory(school__state="")
    elsewhere = ProgramFactory(school__state="TX")
    ProgramFactory(school__state="TX", cip="51.10")
    response = page(client, program)
    assert [card.program for card in response.context["similar"]] == [elsewhere]
    assert "We do not know which state this school is in, so these are from the whole nation." in text(response)
    assert 'href="/programs/?level=masters"' in text(response)


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ([50, 40], "The largest first."),
        ([50, None], "The largest first; those whose size is not published come last."),
        ([None, None], "How many graduates they have is not published."),
    ],
)
def test_similar_programs_say_how_they_are_ordered_as_far_as_sizes_are_known(client, sizes, said):
    for size in sizes:
        ProgramFactory(outcome__completers=size)
    assert f"<p>{said} <a" in text(page(client, ProgramFactory()))


def test_page_says_of_whom_the_figures_are(client):
    html = text(page(client, ProgramFactory()))
    assert "Earnings and debt are of graduates who received federal student aid." in html
    assert "Graduates in one year counts awards to all students" in html


def test_page_links_to_the_departments_own_pages(client):
    html = text(page(client, ProgramFactory(school__unitid=229179)))
    assert "https://collegescorecard.ed.gov/school/?229179" in html
    assert "https://nces.ed.gov/collegenavigator/?id=229179" in html


def test_withdrawn_program_leads_to_its_successor_through_a_chain(client):
    last = ProgramFactory()
    middle = ProgramFactory(withdrawn=True, successor=last)
    first = ProgramFactory(withdrawn=True, successor=middle)
    response = page(client, first)
    assert (response.status_code, response["Location"]) == (301, last.get_absolute_url())


def test_withdrawn_program_without_successor_is_gone_but_helps(client):
    program = ProgramFactory(withdrawn=True, school__state="OH")
    sibling = ProgramFactory(school=program.school, level=DegreeLevel.BACHELORS)
    response = page(client, program)
    assert response.status_code == 410
    assert sibling.get_absolute_url() in text(response)
    assert "/programs/?level=masters&amp;state=OH" in text(response)


def test_program_that_the_newest_release_no_longer_lists_is_gone(client):
    assert page(client, ProgramFactory(is_current=False)).status_code == 410


def test_successors_in_a_circle_end_in_gone(client):
    first = ProgramFactory(withdrawn=True)
    second = ProgramFactory(withdrawn=True, successor=first)
    first.successor = second
    first.save()
    assert page(client, first).status_code == 410


def test_misspelled_address_offers_near_programs(client):
    meant = ProgramFactory(slug="texas-womans-university-health-masters")
    ProgramFactory(slug="ohio-college-health-masters")
    response = client.get("/programs/texas-womens-universty-health-masters/")
    assert response.status_code == 404
    assert response.context["near"][0]["url"] == meant.get_absolute_url()


@pytest.mark.parametrize("slug", ["x", "-", "a" * 5_000, "%00", "%F0%9F%92%89", "a--b"])
def test_strange_addresses_are_not_found(client, slug):
    assert client.get(f"/programs/{slug}/").status_code == 404


@pytest.mark.usefixtures("pages_made_anew")
def test_program_page_asks_the_database_few_times(client, django_assert_num_queries):
    program = ProgramFactory()
    ProgramFactory(school=program.school, level=DegreeLevel.BACHELORS)
    ProgramFactory.create_batch(3)
    WageEstimateFactory(area=AreaFactory(ohio=True))
    page(client, program)
    # program with school, outcome and release; areas; pay there; serial of the data (medians are cached); similar; at
    # the school; charges; topics; accreditations; deadlines; certifications; the serial twice again (the page is kept).
    # Years of completions, the glossary, definitions and the crosswalk are kept by the serial that the page knows.
    with django_assert_num_queries(13):
        page(client, program)


def test_unknown_slug_is_not_found_on_an_empty_database(client):
    assert client.get(reverse("programs:detail", args=["nothing-here"])).status_code == 404

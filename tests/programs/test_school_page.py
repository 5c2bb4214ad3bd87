"""The list of schools and the page of one school."""

import pytest
from django.urls import reverse

from careerportal.taxonomy.degree_levels import DegreeLevel
from tests.factories import ProgramFactory, SchoolFactory

pytestmark = pytest.mark.django_db

LIST = "/schools/"


def names(response):
    return [school.name for school in response.context["page"]]


def test_list_holds_listed_schools_that_have_programs(client):
    ProgramFactory(school__name="Kept")
    ProgramFactory(school__name="Unlisted", school__unlisted=True)
    ProgramFactory(school__name="Withdrawn alone", withdrawn=True)
    SchoolFactory(name="Without programs")
    assert names(client.get(LIST)) == ["Kept"]


def test_list_counts_each_schools_programs(client):
    school = ProgramFactory().school
    ProgramFactory(school=school, level=DegreeLevel.BACHELORS)
    ProgramFactory(school=school, level=DegreeLevel.ASSOCIATE, withdrawn=True)
    ProgramFactory(school=school, level=DegreeLevel.DOCTORAL, is_current=False)
    [listed] = client.get(LIST).context["page"]
    assert listed.program_count == 2


def test_schools_are_found_by_name_former_name_and_state(client):
    ProgramFactory(
        school__name="Purdue University Global", school__former_names="Kaplan University", school__state="IN"
    )
    ProgramFactory(school__name="Other College", school__state="TX")
    for query in ("q=purdue", "q=kaplan", "state=IN", "state=in", "q=kaplan&state=IN"):
        assert names(client.get(f"{LIST}?{query}")) == ["Purdue University Global"], query


def test_a_page_of_schools_that_is_not_there_is_said(client):
    ProgramFactory()
    assert "This list has no page “7”. You see page 1 of 1." in client.get(f"{LIST}?page=7").content.decode()


def test_wrong_state_is_said_and_the_name_still_applies(client):
    ProgramFactory(school__name="Kept")
    ProgramFactory(school__name="Other")
    response = client.get(f"{LIST}?state=ZZ&q=kept")
    assert "state=ZZ is not a state we know" in response.content.decode()
    assert names(response) == ["Kept"]


@pytest.mark.parametrize("query", ["q=%00", "state=%00", "page=abc", "page=-4", "q=" + "a%20" * 5_000])
def test_hostile_values_never_break_the_list(client, query):
    ProgramFactory()
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_list_asks_the_database_three_times(client, django_assert_num_queries):
    ProgramFactory.create_batch(3)
    # serial of the data (the page is kept); count; the page with its program counts
    with django_assert_num_queries(3):
        client.get(LIST)


def test_school_page_shows_its_ladder_and_links_out(client):
    school = SchoolFactory(name="Purdue University Global", former_names="Kaplan University", unitid=489779)
    ProgramFactory(school=school, level=DegreeLevel.BACHELORS, outcome__earnings=57_546)
    ProgramFactory(school=school, level=DegreeLevel.CERTIFICATE)
    response = client.get(school.get_absolute_url())
    html = response.content.decode()
    assert [card.program.level for card in response.context["cards"]] == ["certificate", "bachelors"]
    assert "Formerly Kaplan University" in html
    assert "$57,546" in html
    assert "https://collegescorecard.ed.gov/school/?489779" in html
    assert "<dd>489779</dd>" in html


def test_unlisted_school_warns_and_stays_out_of_search_engines(client):
    school = ProgramFactory(school__unlisted=True).school
    html = client.get(school.get_absolute_url()).content.decode()
    assert "Do not rely on this school's programs" in html
    assert "no longer in the Department of Education" in html
    assert "noindex" in html


def test_school_without_programs_or_number_says_so(client):
    response = client.get(SchoolFactory(unitid=None).get_absolute_url())
    assert response.status_code == 200
    assert "reports no health administration program" in response.content.decode()


def test_misspelled_school_offers_near_ones(client):
    meant = SchoolFactory(slug="texas-womans-university")
    response = client.get("/schools/texas-womens-university/")
    assert response.status_code == 404
    assert [page["url"] for page in response.context["near"]] == [meant.get_absolute_url()]


def test_near_names_are_looked_for_among_a_bounded_number(client, django_assert_max_num_queries):
    SchoolFactory.create_batch(150, name="College")
    # serial of the data (pages are kept); the school; those that share words with the address
    with django_assert_max_num_queries(3):
        response = client.get(reverse("programs:school", args=["college-of-health-and-business-and-law-and-art"]))
    assert len(response.context["near"]) <= 5

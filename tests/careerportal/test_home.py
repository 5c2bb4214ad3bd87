"""The home page, and the pages for addresses that lead nowhere."""

import pytest
from django.test import Client
from django.urls import reverse

from careerportal.taxonomy.degree_levels import DegreeLevel
from salaries.models import ProfileSection
from tests.factories import (
    AreaFactory,
    LevelGuideFactory,
    OccupationFactory,
    ProfileSectionFactory,
    ProgramFactory,
    ProjectionFactory,
    ReleaseFactory,
    RuleSetFactory,
    WageEstimateFactory,
)

pytestmark = pytest.mark.django_db


def home(client):
    response = client.get(reverse("home"))
    assert response.status_code == 200
    return response


def test_home_of_an_empty_database_is_friendly(client):
    html = home(client).content.decode()
    assert "No wages are loaded yet" in html
    assert "No release of federal data is loaded yet" in html


def test_home_offers_one_search_box_that_leads_to_the_programs(client):
    html = home(client).content.decode()
    assert html.count('role="search"') == 1
    assert 'action="/programs/"' in html


def test_home_shows_the_ladder_with_live_counts(client):
    LevelGuideFactory(level=DegreeLevel.DOCTORAL)
    ProgramFactory.create_batch(2, level=DegreeLevel.MASTERS)
    ProgramFactory(level=DegreeLevel.MASTERS, school__unlisted=True)
    response = home(client)
    assert [(rung["level"].value, rung["program_count"]) for rung in response.context["rungs"]] == [
        ("masters", 2),
        ("doctoral", 0),
    ]
    assert "Compare 2 health administration programs at 2 schools" in " ".join(response.content.decode().split())


def test_home_shows_the_newest_national_wages_with_their_source(client):
    WageEstimateFactory(year=2024, annual_p50=117_960)
    WageEstimateFactory(year=2025, annual_p50=123_860)
    ProjectionFactory()
    html = home(client).content.decode()
    assert "$123,860" in html
    assert "$117,960" not in html
    assert "62,100" in html
    assert "May 2025" in html


def test_home_shows_where_the_jobs_are_largest_first_and_leaves_blanks_out(client):
    WageEstimateFactory(area=AreaFactory(ohio=True), employment=24_390)
    WageEstimateFactory(area=AreaFactory(texas=True), employment=58_420)
    WageEstimateFactory(area=AreaFactory(code="06", kind="state", title="California", state="CA"), employment=None)
    assert [(bar["label"], bar["value"]) for bar in home(client).context["job_bars"]] == [
        ("Texas", 58_420),
        ("Ohio", 24_390),
    ]


def test_home_tells_how_to_become_one_and_the_certification_in_short(client):
    ProfileSectionFactory(
        occupation=OccupationFactory(), kind=ProfileSection.Kind.PATH, body="Start with a bachelor's degree."
    )
    RuleSetFactory()
    html = home(client).content.decode()
    assert "Start with a bachelor's degree." in html
    assert "Certified Medical Manager (CMM)" in html
    assert "3 years in health care" in html


def test_home_says_how_fresh_the_figures_are(client):
    ReleaseFactory(edition="June 2025")
    ReleaseFactory(edition="June 2026")
    html = home(client).content.decode()
    assert "June 2026 edition" in html
    assert "June 2025" not in html


def test_home_asks_the_database_few_times(client, django_assert_max_num_queries):
    ProgramFactory.create_batch(3)
    WageEstimateFactory()
    WageEstimateFactory(area=AreaFactory(ohio=True))
    ProjectionFactory()
    ProfileSectionFactory()
    RuleSetFactory()
    # occupation; national wages; certification and its rules; the ladder's two; programs; schools; projection;
    # wages of states; path; releases; the glossary; the serial of the data thrice, which is free outside of a test
    with django_assert_max_num_queries(16):
        home(client)


def test_address_that_leads_nowhere_offers_a_search(client):
    response = client.get("/nothing/like/this/")
    assert response.status_code == 404
    assert 'action="/programs/"' in response.content.decode()


def test_address_is_shown_escaped(client):
    response = client.get("/programs/<script>alert(1)</script>/")
    assert response.status_code == 404
    assert b"<script>alert" not in response.content


def test_error_on_our_side_has_a_page_of_its_own(client, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("careerportal.pages.live_releases", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert b"Something went wrong on our side" in response.content


def test_form_without_its_token_is_refused_in_words():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x", "password": "x"})
    assert response.status_code == 403
    assert b"Please send the form again" in response.content

import pytest
from django.urls import reverse

from careerportal.taxonomy import soc
from careerportal.taxonomy.figures import FigureStatus
from salaries.models import Area
from tests.factories import (
    AreaFactory,
    CertificationFactory,
    OccupationFactory,
    ProjectionFactory,
    ReleaseFactory,
    WageEstimateFactory,
)

pytestmark = pytest.mark.django_db

MAIN_PAGE = "/salaries/11-9111/"


def state(code, name, **figures):
    area = AreaFactory(code=code, kind=Area.Kind.STATE, title=name, slug=name.lower(), state=code)
    return WageEstimateFactory(area=area, **figures)


def names_in(response):
    return [row["estimate"].area.title for row in response.context["rows"]]


def test_the_list_begins_with_the_main_occupation_and_shows_its_pay(client):
    OccupationFactory(soc="11-3012", title="Administrative Services Managers")
    WageEstimateFactory()
    response = client.get(reverse("salaries:list"))
    assert [row["occupation"].soc for row in response.context["rows"]] == ["11-9111", "11-3012"]
    assert "$123,860" in response.text
    assert "No national estimate is loaded" in response.text


def test_the_list_takes_two_queries_however_many_occupations_there_are(client, django_assert_num_queries):
    for code in soc.OCCUPATIONS:
        WageEstimateFactory(occupation=OccupationFactory(soc=code, title=code))
    # Occupations; their newest national estimates.
    with django_assert_num_queries(2):
        client.get(reverse("salaries:list"))


def test_the_page_of_an_occupation_shows_its_national_figures_in_picture_and_words(client):
    WageEstimateFactory()
    page = client.get(MAIN_PAGE).text
    for figure in ("$73,390", "$94,700", "$123,860", "$166,100", "$224,340", "$140,970", "597,080"):
        assert figure in page, figure
    assert "May 2025" in page
    assert "/data/#oews" in page


def test_the_page_takes_six_queries_however_many_states_and_years_there_are(client, django_assert_num_queries):
    WageEstimateFactory()
    WageEstimateFactory(year=2024)
    state("TX", "Texas")
    state("OH", "Ohio")
    ProjectionFactory()
    # The occupation; its newest year; the nation year by year; the states of that year; the projection;
    # its certifications.
    with django_assert_num_queries(6):
        client.get(MAIN_PAGE)


def test_the_newest_year_is_shown_and_older_ones_are_history(client):
    WageEstimateFactory(year=2024, annual_p50=117_960)
    WageEstimateFactory(year=2025)
    state("TX", "Texas", year=2024)
    response = client.get(MAIN_PAGE)
    assert response.context["year"] == 2025
    assert response.context["rows"] == []
    assert "$117,960" in response.text


def test_the_break_in_method_is_said_in_words(client):
    WageEstimateFactory(year=2020)
    WageEstimateFactory(year=2021)
    assert "Do not read all years as one line" in client.get(MAIN_PAGE).text


def test_no_break_is_claimed_where_every_year_uses_the_new_method(client):
    WageEstimateFactory(year=2024)
    WageEstimateFactory(year=2025)
    assert "Do not read all years as one line" not in client.get(MAIN_PAGE).text


def test_history_names_each_source_once(client):
    typed_in = ReleaseFactory(source="oews-history", edition="May 2019 to May 2024")
    survey = ReleaseFactory(source="oews", edition="May 2025")
    WageEstimateFactory(year=2023, release=typed_in)
    WageEstimateFactory(year=2024, release=typed_in)
    WageEstimateFactory(year=2025, release=survey)
    assert client.get(MAIN_PAGE).context["history_releases"] == [typed_in, survey]


def test_the_projection_is_said_with_its_years(client):
    ProjectionFactory()
    page = client.get(MAIN_PAGE).text
    assert "Jobs expected, 2024 to 2034" in page
    assert "62,100" in page
    assert "759,100" in page


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["Texas", "Ohio", "Guam"]),
        ("-median", ["Texas", "Ohio", "Guam"]),
        ("median", ["Ohio", "Texas", "Guam"]),
        ("-employment", ["Ohio", "Texas", "Guam"]),
        ("name", ["Guam", "Ohio", "Texas"]),
        ("-name", ["Texas", "Ohio", "Guam"]),
        ("-lq", ["Ohio", "Texas", "Guam"]),
    ],
)
def test_states_are_sorted_by_a_word_and_blanks_come_last(client, sort, expected):
    state("TX", "Texas", annual_p50=114_000, employment=10, location_quotient=0.9)
    state("OH", "Ohio", annual_p50=106_000, employment=20, location_quotient=1.2)
    state("GU", "Guam", annual_p50=None, employment=None, location_quotient=None)
    assert names_in(client.get(MAIN_PAGE, {"sort": sort})) == expected


def test_a_second_press_on_a_heading_turns_the_order_round(client):
    state("TX", "Texas")
    page = client.get(MAIN_PAGE, {"sort": "-employment", "show": "p90"}).text
    assert 'aria-sort="descending"' in page
    assert "?sort=employment&amp;show=p90#table" in page


def test_a_wrong_word_is_named_and_the_other_one_is_kept(client):
    state("TX", "Texas", annual_p90=200_000)
    response = client.get(MAIN_PAGE, {"sort": "wealth<b>", "show": "p90"})
    assert response.status_code == 200
    assert "“wealth&lt;b&gt;” is not a way to sort" in response.text
    assert response.context["shown"].word == "p90"


def test_the_tile_of_a_state_leads_to_its_row_and_says_the_same_figure(client):
    state("TX", "Texas", annual_p50=114_000)
    page = client.get(MAIN_PAGE).text
    assert 'href="#tx"' in page
    assert 'id="tx"' in page
    assert "Texas: $114,000" in page


def test_blanks_and_top_codes_are_said_in_words_and_explained(client):
    state(
        "TX", "Texas", employment=None, annual_p90=239_200, blanks={"employment": "withheld", "annual_p90": "top_coded"}
    )
    page = client.get(MAIN_PAGE).text
    assert "$239,200 or more" in page
    assert "Not released" in page
    assert FigureStatus.WITHHELD.label in page


def test_a_year_is_never_written_with_a_comma(client):
    WageEstimateFactory(year=2024)
    WageEstimateFactory()
    ProjectionFactory()
    state("TX", "Texas")
    page = client.get(MAIN_PAGE).text
    assert "2,0" not in page


@pytest.mark.parametrize("code", ["99-9999", "doctor", "11-9111%0A", "11-9111%00", "%00", "'; --", "11-91111"])
def test_an_unknown_code_is_not_found_and_the_known_ones_are_offered(client, code):
    OccupationFactory()
    response = client.get(f"/salaries/{code}/")
    assert response.status_code == 404
    assert "Medical and Health Services Managers" in response.text


def test_the_pages_are_friendly_before_any_wages_are_loaded(client):
    assert "No wage data are loaded yet" in client.get(reverse("salaries:list")).text
    assert client.get(MAIN_PAGE).status_code == 404
    OccupationFactory()
    response = client.get(MAIN_PAGE)
    assert response.status_code == 200
    assert "No wage data are loaded yet" in response.text


def test_the_page_leads_to_the_certification_of_the_work(client):
    WageEstimateFactory()
    certification = CertificationFactory()
    assert certification.get_absolute_url() in client.get(MAIN_PAGE).text

import gzip

import pytest
from django.urls import reverse
from django.utils.text import slugify

from careerportal import charts
from careerportal.taxonomy import soc, states
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
    area = AreaFactory(code=code, kind=Area.Kind.STATE, title=name, slug=slugify(name), state=code)
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


def test_the_list_takes_as_many_queries_however_many_occupations_there_are(client, django_assert_num_queries):
    for code in soc.OCCUPATIONS:
        WageEstimateFactory(occupation=OccupationFactory(soc=code, title=code))
    # Occupations; their newest national estimates; the serial of the data; the glossary, which is kept.
    with django_assert_num_queries(4):
        client.get(reverse("salaries:list"))


def test_the_page_of_an_occupation_shows_its_national_figures_in_picture_and_words(client):
    WageEstimateFactory()
    page = client.get(MAIN_PAGE).text
    for figure in ("$73,390", "$94,700", "$123,860", "$166,100", "$224,340", "$140,970", "597,080"):
        assert figure in page, figure
    assert "May 2025" in page
    assert "/data/#oews" in page


def test_the_page_takes_as_many_queries_however_many_states_and_years_there_are(client, django_assert_num_queries):
    WageEstimateFactory()
    WageEstimateFactory(year=2024)
    state("TX", "Texas")
    state("OH", "Ohio")
    ProjectionFactory()
    # The occupation; its newest year; the nation year by year; the projection; the states of that year; the areas with
    # the highest and with the lowest medians; its certifications; the serial of the data; the glossary, which is kept.
    with django_assert_num_queries(10):
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


def test_an_occupation_that_was_counted_with_others_says_why_it_has_no_earlier_years(client):
    records = OccupationFactory(soc="29-2072", title="Medical Records Specialists")
    for year in (2021, 2022):
        WageEstimateFactory(year=year, occupation=records)
        WageEstimateFactory(year=year)
    said = "no figure of this occupation alone before May 2021"
    assert said in client.get(records.salary_url).text
    assert said not in client.get(MAIN_PAGE).text


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


def test_the_tile_and_the_row_of_a_state_lead_to_its_page_and_say_the_same_figure(client):
    state("TX", "Texas", annual_p50=114_000)
    page = client.get(MAIN_PAGE).text
    assert page.count('href="/salaries/11-9111/texas/"') >= 2
    assert "Texas: $114,000" in page


def test_blanks_and_top_codes_are_said_in_words_and_explained(client):
    state(
        "TX", "Texas", employment=None, annual_p90=239_200, blanks={"employment": "withheld", "annual_p90": "top_coded"}
    )
    page = client.get(MAIN_PAGE).text
    assert "$239,200 or more" in page
    assert "Not released" in page
    assert str(FigureStatus.WITHHELD.label) in page


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


def metropolitan(number, dollars, **figures):
    area = AreaFactory(
        code=f"{10_000 + number}",
        kind=Area.Kind.METROPOLITAN,
        title=f"Town {number}, OH",
        slug=f"town-{number}-oh",
        state="OH",
    )
    return WageEstimateFactory(area=area, annual_p50=dollars, **figures)


def test_the_areas_at_both_ends_are_shown_with_a_caution_where_the_sample_is_small(client):
    state("OH", "Ohio")
    for number in range(20):
        metropolitan(number, 90_000 + 1_000 * number, mean_rse=25 if number == 19 else 3)
    metropolitan(20, None)
    response = client.get(MAIN_PAGE)
    (_, highest), (_, lowest) = response.context["ends"]
    assert [row.estimate.annual_p50 for row in highest][:2] == [109_000, 108_000]
    assert [row.estimate.annual_p50 for row in lowest][:2] == [90_000, 91_000]
    assert [row.is_shaky for row in highest][:2] == [True, False]
    assert '<span class="badge badge--warn">very rough</span>' in response.text


def test_a_handful_of_areas_has_no_ends(client):
    state("OH", "Ohio")
    metropolitan(1, 90_000)
    assert client.get(MAIN_PAGE).context["ends"] == []


def test_a_place_is_found_by_name_and_a_single_hit_opens_at_once(client):
    state("OH", "Ohio")
    metropolitan(1, 90_000)
    metropolitan(2, 90_000)
    one = client.get(MAIN_PAGE, {"place": " town  1"})
    assert (one.status_code, one["Location"]) == (302, "/salaries/11-9111/town-1-oh/")
    several = client.get(MAIN_PAGE, {"place": "town"})
    assert [area.slug for area in several.context["search"]["found"]] == ["town-1-oh", "town-2-oh"]


@pytest.mark.parametrize("words", ["nowhere at all", "\x00", "%", "<b>", "x" * 5_000])
def test_a_place_that_nobody_knows_is_said_and_nothing_breaks(client, words):
    state("OH", "Ohio")
    response = client.get(MAIN_PAGE, {"place": words})
    assert response.status_code == 200
    assert "<b>" not in response.text


def test_a_misspelled_place_offers_the_nearest_names(client):
    state("OH", "Ohio")
    metropolitan(1, 90_000)
    assert "Did you mean" in client.get(MAIN_PAGE, {"place": "tovn 1"}).text


def test_the_map_page_is_light(client):
    for code in charts.TILES:
        state(code, states.PLACES[code])
    for number in range(40):
        metropolitan(number, 90_000 + number)
    ProjectionFactory()
    WageEstimateFactory()
    assert len(gzip.compress(client.get(MAIN_PAGE).content)) <= 60 * 1024

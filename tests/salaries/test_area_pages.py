"""The page of one occupation in one place."""

import re
from html import unescape

import pytest
from django.urls import reverse

from careerportal.sync import ledger
from careerportal.taxonomy.figures import FigureStatus
from salaries import areas, surroundings
from salaries.models import Area
from tests.factories import AreaFactory, OccupationFactory, ProgramFactory, WageEstimateFactory

pytestmark = pytest.mark.django_db

AKRON = "/salaries/11-9111/akron-oh/"


def metropolitan(title, slug, state="OH", **figures):
    area = AreaFactory(
        code=slug[:7], slug=slug, title=title, state=state, kind=figures.pop("kind", Area.Kind.METROPOLITAN)
    )
    return WageEstimateFactory(area=area, **figures)


@pytest.fixture
def akron():
    return metropolitan(
        "Akron, OH", "akron-oh", annual_p50=101_000, employment=1_370, jobs_per_1000=4.25, location_quotient=1.11
    )


@pytest.fixture
def ohio():
    return WageEstimateFactory(area=AreaFactory(ohio=True), annual_p50=105_000)


def shown(soc="11-9111", slug="akron-oh"):
    """What the page of a place shows."""
    place = surroundings.place(slug, ledger.serial())
    here = next(estimate for estimate in place.estimates if estimate.occupation.soc == soc)
    return areas.what_it_shows(here, place, ledger.serial())


def text(response):
    return " ".join(response.text.split())


def test_the_place_stands_beside_its_state_and_the_nation(client, akron, ohio):
    WageEstimateFactory()
    WageEstimateFactory(area=AreaFactory(texas=True))
    assert [row.estimate.area.title for row in shown()["scale"]] == ["Akron, OH", "Ohio", "United States"]
    assert {bar["label"]: bar["text"] for bar in shown()["bars"]} == {
        "Akron, OH": "$101,000",
        "Ohio": "$105,000",
        "United States": "$123,860",
    }


def test_figures_are_named_with_year_and_source(client, akron):
    page = text(client.get(AKRON))
    for words in ("May 2025", "$101,000", "1,370", ">4.2<", "/data/#oews", "1.11 times as common as in the nation"):
        assert words in page, words


def test_hourly_pay_stands_apart_and_is_never_worked_out_from_yearly_pay(client):
    metropolitan("Akron, OH", "akron-oh", hourly_p50=48.55)
    response = client.get(AKRON)
    hourly = {label: words for label, words, _ in shown()["hourly"]}
    assert (hourly["Median"], hourly["Mean"]) == ("$48.55", "Not published")
    assert "as the Bureau publishes it" in response.text


def test_neighbours_are_the_areas_of_the_state_by_median_and_blanks_come_last(client, akron, ohio):
    metropolitan("Toledo, OH", "toledo-oh", annual_p50=99_000)
    metropolitan("Lima, OH", "lima-oh", annual_p50=None, blanks={"annual_p50": "withheld"})
    metropolitan("Cincinnati, OH-KY-IN", "cincinnati-oh-ky-in", annual_p50=120_000)
    metropolitan("Wheeling, WV-OH", "wheeling-wv-oh", state="WV", annual_p50=110_000)
    metropolitan("Boise-Ohara City, ID", "boise-id", state="ID")
    response = client.get(AKRON)
    rows = shown()["neighbours"]
    assert [row.estimate.area.title for row in rows] == [
        "Cincinnati, OH-KY-IN",
        "Wheeling, WV-OH",
        "Akron, OH",
        "Toledo, OH",
        "Lima, OH",
    ]
    marked = re.findall(r'<tr class="row--emphasis"><th scope="row">([^<]*)</th>', response.text)
    assert marked == ["Akron, OH", "Akron, OH"]  # for scale and among its neighbours


def test_an_area_of_several_states_is_set_beside_each_of_them(client, ohio):
    metropolitan("Wheeling, WV-OH", "wheeling-wv-oh", state="WV")
    WageEstimateFactory(area=AreaFactory(code="54", kind="state", title="West Virginia", slug="wv", state="WV"))
    scale = shown(slug="wheeling-wv-oh")["scale"]
    assert [row.estimate.area.title for row in scale] == ["Wheeling, WV-OH", "West Virginia", "Ohio"]


def test_a_small_sample_is_said_aloud(client, ohio):
    metropolitan("Lima, OH", "lima-oh", mean_rse=24.0)
    page = text(client.get("/salaries/11-9111/lima-oh/"))
    assert "Take care with these figures" in page
    assert "very rough" in page
    assert "Do not rank places" in page


def test_blanks_and_top_codes_are_said_in_words_and_explained(client):
    metropolitan(
        "Akron, OH",
        "akron-oh",
        annual_p90=239_200,
        employment=None,
        location_quotient=None,
        blanks={"annual_p90": "top_coded", "employment": "withheld", "location_quotient": "withheld"},
    )
    page = text(client.get(AKRON))
    for words in ("$239,200 or more", "Not released", FigureStatus.WITHHELD.label, FigureStatus.TOP_CODED.label):
        assert str(words) in page, words
    assert "times as common" not in page


@pytest.mark.parametrize(
    ("quotient", "words"), [(1.0, "about as common"), (1.2, "1.20 times as common"), (0.5, "less common")]
)
def test_the_location_quotient_is_said_in_a_sentence(client, quotient, words):
    metropolitan("Akron, OH", "akron-oh", location_quotient=quotient)
    assert words in text(client.get(AKRON))


def test_programs_of_the_states_are_counted_by_level_and_lead_to_the_search(client):
    metropolitan("Wheeling, WV-OH", "wheeling-wv-oh", state="WV")
    ProgramFactory.create_batch(2, school__state="OH", level="masters")
    ProgramFactory(school__state="WV", level="masters")
    ProgramFactory(school__state="TX", level="masters")
    ProgramFactory(school__state="OH", level="masters", withdrawn=True)
    page = text(client.get("/salaries/11-9111/wheeling-wv-oh/"))
    assert '<a class="chip" href="/programs/?level=masters&amp;state=WV&amp;state=OH">' in page
    assert '<span class="chip__count">3</span>' in page


def test_programs_at_schools_in_the_metropolitan_area_itself_are_counted_where_their_place_is_known(client):
    area = AreaFactory(code="10420", slug="akron-oh", title="Akron, OH", state="OH", kind=Area.Kind.METROPOLITAN)
    WageEstimateFactory(area=area)
    ProgramFactory.create_batch(2, school__state="OH", school__cbsa="10420", level="masters")
    ProgramFactory(school__state="OH", level="masters")
    assert '<span class="chip__count">3, 2 in this area</span>' in text(client.get(AKRON))


def test_a_state_without_programs_says_so(client, akron):
    assert "We list no program at a school in Ohio" in text(client.get(AKRON))


def test_other_jobs_of_the_same_place_and_year_are_offered(client, akron):
    clerks = OccupationFactory(soc="43-3021", title="Billing and Posting Clerks")
    WageEstimateFactory(occupation=clerks, area=akron.area)
    WageEstimateFactory(occupation=OccupationFactory(soc="11-3012", title="Other"), area=akron.area, year=2024)
    response = client.get(AKRON)
    assert re.findall(r'href="../../([^"]*)"', shown()["job_rows"]) == ["43-3021/akron-oh/"]
    assert 'href="../../43-3021/akron-oh/"' in response.text


def test_the_newest_year_is_shown(client, akron):
    WageEstimateFactory(area=akron.area, year=2024, annual_p50=1)
    assert shown()["here"].year == 2025


def test_the_page_takes_three_queries_however_many_areas_there_are_and_its_neighbours_page_one(
    client, akron, ohio, django_assert_num_queries
):
    for number in range(12):
        metropolitan(f"Town {number}, OH", f"town{number}-oh")
    ProgramFactory(school__state="OH")
    WageEstimateFactory(occupation=OccupationFactory(soc="43-3021", title="Clerks"), area=akron.area)
    # What jobs pay in the place, with release; the same job in its state, nation and neighbours; programs by level and
    # state; and three times the serial of the data, which outside of a test's transaction is no query;
    # and the glossary, which is kept.
    with django_assert_num_queries(7):
        client.get(AKRON)
    # What jobs pay in the place; the rest is kept since the page of its neighbour.
    with django_assert_num_queries(1 + 3):
        client.get("/salaries/11-9111/town0-oh/")
    with django_assert_num_queries(1):  # the serial
        client.get(AKRON)


def test_the_nation_has_a_page_without_neighbours(client):
    WageEstimateFactory()
    assert client.get("/salaries/11-9111/area-99/").status_code == 200
    assert shown(slug="area-99")["neighbours"] == []


def test_a_place_without_an_estimate_is_not_found_but_helps(client, akron, ohio):
    lima = AreaFactory(code="30620", slug="lima-oh", title="Lima, OH", state="OH", kind=Area.Kind.METROPOLITAN)
    WageEstimateFactory(occupation=OccupationFactory(soc="43-3021", title="Clerks"), area=lima)
    response = client.get("/salaries/11-9111/lima-oh/")
    assert response.status_code == 404
    page = text(response)
    assert "publishes no estimate of medical and health services managers for Lima, OH" in page
    for address in (AKRON, "/salaries/43-3021/lima-oh/", "/salaries/11-9111/"):
        assert address in page, address


def test_a_misspelled_place_is_not_found_and_the_likeliest_is_offered(client, akron):
    response = client.get("/salaries/11-9111/acron-oh/")
    assert response.status_code == 404
    assert AKRON in response.text


@pytest.mark.parametrize("code", ["99-9999", "doctor", "%00", "11-9111%0A"])
def test_an_unknown_occupation_is_not_found_in_any_place(client, akron, code):
    response = client.get(f"/salaries/{code}/akron-oh/")
    assert response.status_code == 404
    assert "Medical and Health Services Managers" in response.text


def test_the_map_leads_to_the_page_of_the_state(client, ohio):
    page = client.get(reverse("salaries:occupation", args=["11-9111"])).text
    assert ohio.get_absolute_url() == "/salaries/11-9111/ohio/"
    assert page.count('href="/salaries/11-9111/ohio/"') >= 2


def descriptions(page):
    """What the pictures of a page say to somebody who cannot see them."""
    return [" ".join(unescape(said).split()) for said in re.findall(r"<desc[^>]*>(.*?)</desc>", page, re.DOTALL)]


def test_pictures_say_the_figures_that_they_draw(client, akron, ohio):
    WageEstimateFactory()
    spread, bars = descriptions(client.get(AKRON).text)
    assert spread == "From $73,390 (lowest tenth) over $101,000 (median) to $224,340 (highest tenth)."
    assert bars == "Akron, OH: $101,000. Ohio: $105,000. United States: $123,860."

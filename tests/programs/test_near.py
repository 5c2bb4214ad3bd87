"""Near me: a ZIP code or a city, some miles, and an honest word about the programs whose place nobody knows."""

import math

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from programs import distance, places
from programs.filters import ProgramFilterSet
from programs.models import Program
from tests.factories import ProgramFactory

DENTON, DALLAS, HOUSTON = (33.2289, -97.1314), (32.7831, -96.8067), (29.7604, -95.3698)
CITIES = {"Denton": DENTON, "Dallas": DALLAS, "Houston": HOUSTON}


@pytest.fixture
def texas(db):
    for city, (latitude, longitude) in CITIES.items():
        ProgramFactory(
            school__name=f"{city} College", school__state="TX", school__city=city,
            school__latitude=latitude, school__longitude=longitude,
        )  # fmt: skip
    ProgramFactory(school__name="Anywhere College", school__state="TX")


def search(client, query=""):
    return client.get(f"{reverse('programs:list')}?{query}")


def names(response):
    return [card.program.school.name for card in response.context["cards"]]


class TestPlaces:
    @pytest.mark.parametrize(
        ("text", "label"),
        [
            ("76201", "Denton, TX 76201"), (" 76201 ", "Denton, TX 76201"), ("76201-1234", "Denton, TX 76201"),
            ("Denton, TX", "Denton, TX"), ("denton tx", "Denton, TX"), ("DENTON,TX", "Denton, TX"),
            ("Denton, Texas", "Denton, TX"), ("St. Louis, MO", "Saint Louis, MO"), ("O'Fallon, IL", "O Fallon, IL"),
            ("new york new york", "New York, NY"), ("Washington DC", "Washington, DC"), ("Hagåtña, GU", "Hagatna, GU"),
            ("Manhattan, KS", "Manhattan, KS"), ("Winston-Salem, NC", "Winston Salem, NC"),
        ],
    )  # fmt: skip
    def test_zip_codes_and_cities_are_found_however_they_are_written(self, text, label):
        assert str(places.find(text)) == label

    @pytest.mark.parametrize(
        "text", ["99999", "09001", "7620", "762011", "Denton", "TX", "Nowhere, TX", "Denton, ZZ", ",", "", "x" * 500]
    )
    def test_what_is_no_place_of_ours_is_none(self, text):
        assert places.find(text) is None

    @given(some.text(max_size=80))
    def test_no_text_breaks_it(self, text):
        assert places.find(text) is None or places.find(text).latitude

    def test_a_place_has_the_coordinates_that_a_map_has(self):
        assert (
            distance.miles_between((33.215, -97.133), (places.find("76201").latitude, places.find("76201").longitude))
            < 2
        )


class TestDistance:
    def test_a_quarter_of_the_globe(self):
        assert math.isclose(distance.miles_between((0, 0), (0, 90)), math.pi / 2 * distance.EARTH_RADIUS)

    def test_the_other_side_of_the_globe_and_no_distance_at_all(self):
        half_around = math.pi * distance.EARTH_RADIUS
        assert math.isclose(distance.miles_between((10, 20), (-10, -160)), half_around, rel_tol=1e-6)
        assert distance.miles_between(DENTON, DENTON) == 0

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("here", "there"),
        [(DENTON, DALLAS), (DENTON, DENTON), ((13.45, 144.8), (15.15, 145.7)), ((13.45, 179.9), (13.45, -179.9)),
         ((89.5, 0), (89.5, 180)), ((71.3, -156.7), (64.8, -147.7))],
    )  # fmt: skip
    def test_the_database_measures_as_python_does(self, here, there):
        miles = distance.miles_between(here, there)
        ProgramFactory(school__latitude=there[0], school__longitude=there[1])
        found = Program.objects.near(*here, miles + 0.01).get()
        assert math.isclose(found.distance, miles, abs_tol=1e-6)
        assert not Program.objects.near(*here, miles - 0.01).exists()

    @pytest.mark.django_db
    def test_a_program_without_a_known_place_is_near_nothing(self):
        ProgramFactory()
        assert not Program.objects.near(*DENTON, 20_000).exists()

    @pytest.mark.parametrize(
        ("miles", "words"),
        [(0, "less than a mile away"), (1.2, "1 mile away"), (22.6, "23 miles away"), (1_234, "1,234 miles away")],
    )
    def test_a_distance_in_words(self, miles, words):
        assert distance.in_words(miles) == words


def test_a_student_sees_what_is_near_nearest_first_and_how_far(client, texas):
    response = search(client, "near=76201")
    assert names(response) == ["Denton College", "Dallas College"]
    html = response.content.decode()
    assert "<strong>less than a mile away</strong> from Denton, TX 76201, in a straight line" in html
    assert "<strong>36 miles away</strong>" in html
    assert "2 programs within 50 miles of Denton, TX 76201" in html


def test_the_page_says_how_many_programs_have_no_known_place(client, texas):
    assert "1 program of this search is left out because we do not know where exactly the school is." in (
        search(client, "near=76201&miles=300").content.decode()
    )
    assert search(client, "near=76201&state=OH").context["lacking"] == []


def test_miles_and_other_filters_and_orders_go_together(client, texas):
    assert names(search(client, "near=Denton,+TX&miles=300&sort=name")) == [
        "Dallas College", "Denton College", "Houston College",
    ]  # fmt: skip
    assert names(search(client, "near=76201&miles=300&q=houston")) == ["Houston College"]
    assert names(search(client, "near=76201&miles=300&sort=distance&q=college"))[-1] == "Houston College"
    assert names(search(client, "near=76201&miles=1")) == ["Denton College"]


def test_the_chip_of_a_place_takes_its_miles_along(client, texas):
    (chip, _) = search(client, "near=76201&miles=10&state=TX&sort=distance").context["chips"][::-1]
    assert (chip["label"], chip["remove_url"]) == ("Within 10 miles of Denton, TX 76201", "/programs/?state=TX")


def test_nothing_near_offers_the_search_without_the_place(client, texas):
    offers = search(client, "near=99501&miles=10").context["looser"]
    assert [(offer["label"], offer["count"]) for offer in offers] == [("Without near", 4)]


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("near=99999", "near", "near=99999 is not a place that we know; write a ZIP code such as 76201"),
        ("near=76201&miles=0", "miles", "miles=0 cannot be used; write whole miles from 1 to 500"),
        ("near=76201&miles=501", "miles", "miles=501 cannot be used"),
        ("near=76201&miles=1.5", "miles", "miles=1.5 cannot be used"),
        ("miles=25", "miles", "miles=25 cannot be used"),
        ("sort=distance", "sort", "sort=distance needs a place"),
    ],
)
def test_what_cannot_be_measured_is_said_and_the_rest_applies(client, texas, query, parameter, words):
    response = search(client, f"{query}&state=TX")
    assert [notice["parameter"] for notice in response.context["filterset"].notices] == [parameter]
    assert words in response.content.decode()
    assert response.context["filterset"].chosen["state"] == ["TX"]
    refusal = client.get(f"/api/v1/programs/?{query}")
    assert refusal.status_code == 400
    assert [error["parameter"] for error in refusal.json()["errors"]] == [parameter]
    assert client.get(f"{reverse('programs:export', args=['csv'])}?{query}").status_code == 400


def test_an_unknown_place_is_said_once_though_miles_and_order_hang_on_it(client, texas):
    notices = search(client, "near=nowhere&miles=10&sort=distance").context["filterset"].notices
    assert [notice["parameter"] for notice in notices] == ["near"]


def test_page_api_and_exports_agree(client, texas):
    query = "near=76201&miles=300"
    slugs = [card.program.slug for card in search(client, query).context["cards"]]
    answer = client.get(f"/api/v1/programs/?{query}").json()
    assert [program["slug"] for program in answer["results"]] == slugs
    exported = client.get(reverse("programs:export", args=["json"]) + f"?{query}")
    text = b"".join(exported.streaming_content).decode()
    assert [text.index(slug) for slug in slugs] == sorted(text.index(slug) for slug in slugs)


def test_nearness_is_offered_only_where_a_place_is_known(client, db):
    ProgramFactory()
    assert 'name="near"' not in search(client).content.decode()


def test_nearness_is_offered_with_labels(client, texas):
    html = search(client).content.decode()
    assert '<label class="field__label" for="near">ZIP code, or city and state</label>' in html
    assert '<option value="distance">' not in html
    assert '<option value="">Nearest first</option>' in search(client, "near=76201").content.decode()


def test_the_filterset_alone_finds_the_same(texas):
    filterset = ProgramFilterSet({"near": "76201", "miles": "300"}, Program.objects.all())
    assert [program.school.name for program in filterset.qs] == ["Denton College", "Dallas College", "Houston College"]

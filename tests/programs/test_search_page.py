"""The search page: results, counts, and the ways out when nothing is found."""

import pytest
from django.urls import reverse

from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def search(client, query="", **headers):
    return client.get(f"{reverse('programs:list')}?{query}", headers=headers)


def schools(response):
    return [card.program.school.name for card in response.context["cards"]]


def count_of(response, facet, value):
    return next(choice["count"] for choice in response.context["facets"][facet] if choice["value"] == value)


def test_student_sees_only_programs_at_the_chosen_level(client):
    ProgramFactory(level=DegreeLevel.MASTERS, school__name="Kept")
    ProgramFactory(level=DegreeLevel.ASSOCIATE, school__name="Filtered out")
    response = search(client, "level=masters")
    assert schools(response) == ["Kept"]
    assert (
        b'<p role="status"><strong id="count-sentence">1 program at master&#x27;s level</strong></p>'
        in response.content
    )


def test_card_says_earnings_beside_the_benchmark_and_why_a_blank_is_blank(client):
    ProgramFactory(outcome__earnings=70_000, outcome__benchmark_state=36_000, outcome__debt=None)
    html = search(client).content.decode()
    assert "$70,000" in html
    assert "$34,000 more than high-school graduates in Ohio" in html
    assert "Not published" in html


def test_wrong_value_is_said_and_the_other_filters_stand(client):
    ProgramFactory(level=DegreeLevel.MASTERS, school__name="Kept")
    ProgramFactory(level=DegreeLevel.ASSOCIATE, school__name="Filtered out")
    response = search(client, "level=masters&state=ZZ&unheard_of=1")
    assert response.status_code == 200
    assert "state=ZZ is not a state we know" in response.content.decode()
    assert schools(response) == ["Kept"]


def test_several_wrong_values_are_said_in_one_message(client):
    html = " ".join(search(client, "state=ZZ&level=wizard&earnings_min=much").content.decode().split())
    assert html.count("alert--warning") == 1
    assert "3 filters were left out" in html
    assert "<li>state=ZZ is not a state we know" in html


@pytest.mark.parametrize(("asked", "shown"), [("999", 2), ("abc", 1), ("-1", 2), ("0", 2)])
def test_a_page_that_is_not_there_is_said(client, asked, shown):
    ProgramFactory.create_batch(26)
    notice = f"This list has no page “{asked}”. You see page {shown} of 2."
    assert notice in search(client, f"page={asked}").content.decode()
    assert notice in search(client, f"page={asked}", **HTMX).content.decode()


@pytest.mark.parametrize("query", ["", "page=", "page=1", "page=2"])
def test_of_a_page_that_is_there_nothing_is_said(client, query):
    ProgramFactory.create_batch(26)
    assert search(client, query).context["page_notice"] == ""


@pytest.mark.parametrize(
    ("query", "address", "is_indexed"),
    [
        ("", "/programs/", True),
        ("page=1", "/programs/", True),
        ("page=2", "/programs/?page=2", True),
        ("page=999", "/programs/?page=2", True),
        ("unheard_of=1", "/programs/", True),
        ("level=masters&page=2", "/programs/?level=masters&amp;page=2", False),
    ],
)
def test_every_page_of_a_search_is_its_own_canonical_and_narrowed_ones_are_not_indexed(
    client, query, address, is_indexed
):
    ProgramFactory.create_batch(26, level=DegreeLevel.MASTERS)
    html = search(client, query).content.decode()
    assert f'<link rel="canonical" href="http://testserver{address}">' in html
    assert f'<meta property="og:url" content="http://testserver{address}">' in html
    assert ("noindex" not in html) == is_indexed


@pytest.mark.parametrize(
    "query",
    [
        "page=abc", "page=99999", "page=-1", "page=" + "9" * 5_000, "page=%00", "q=%00", "q=" + "a" * 10_000,
        "level=%00&state=%00&control=%00&has=%00&listed=%00&sort=%00", "earnings_min=" + "9" * 400,
        "debt_max=1e5", "earnings_min=NaN", "q=C%2B%2B+%22unbal%27+OR+-x*+(", "q=%F0%9F%92%89", "q=%ff%fe",
    ],
)  # fmt: skip
def test_hostile_values_never_break_the_page(client, query):
    ProgramFactory()
    assert search(client, query).status_code == 200


def test_page_repeats_no_endless_text(client):
    ProgramFactory.create_batch(26)
    plain = len(search(client).content)
    assert len(search(client, "q=" + "a" * 10_000).content) < plain + 1_000


def test_one_line_says_how_many_programs_are_left_out_and_why(client):
    ProgramFactory()
    ProgramFactory.create_batch(2, school__unlisted=True)
    response = search(client)
    assert response.context["left_out"] == 2
    html = " ".join(response.content.decode().split())
    assert (
        "2 programs are left out because their schools are closed, or no longer in the Department of"
        " Education's current list of schools." in html
    )
    assert 'href="/programs/?listed=all"' in html


def test_left_out_programs_are_counted_with_the_same_filters(client):
    ProgramFactory(school__unlisted=True, level=DegreeLevel.MASTERS)
    ProgramFactory(school__unlisted=True, level=DegreeLevel.ASSOCIATE)
    assert search(client, "level=masters").context["left_out"] == 1
    assert search(client, "level=masters&state=OH").context["left_out"] == 0


def test_programs_of_unlisted_schools_are_marked_when_shown(client):
    ProgramFactory(school__unlisted=True)
    response = search(client, "listed=all")
    assert "School not in the current list" in response.content.decode()
    assert response.context["left_out"] == 0


def test_counts_of_a_facet_ignore_its_own_choice_and_heed_the_others(client):
    ProgramFactory(school__state="TX", level=DegreeLevel.MASTERS)
    ProgramFactory(school__state="OH", level=DegreeLevel.MASTERS)
    ProgramFactory(school__state="OH", level=DegreeLevel.BACHELORS, school__control=Control.FOR_PROFIT)
    response = search(client, "state=TX&level=masters")
    assert count_of(response, "state", "TX") == 1
    assert count_of(response, "state", "OH") == 1
    assert count_of(response, "level", "masters") == 1
    assert count_of(response, "level", "bachelors") == 0
    assert count_of(response, "control", "public") == 1


def test_counts_of_figures_say_how_many_programs_have_them(client):
    ProgramFactory(outcome__earnings=None)
    ProgramFactory(outcome__debt=None)
    ProgramFactory()
    response = search(client, "has=earnings")
    assert (count_of(response, "has", "earnings"), count_of(response, "has", "debt")) == (2, 2)


def test_each_chip_leads_to_the_search_without_it(client):
    ProgramFactory()
    response = search(client, "state=OH&state=TX&level=masters&sort=-earnings")
    chips = {chip["label"]: chip["remove_url"] for chip in response.context["chips"]}
    assert chips == {
        "Master's degree": "/programs/?state=OH&state=TX&sort=-earnings",
        "Ohio": "/programs/?level=masters&state=TX&sort=-earnings",
        "Texas": "/programs/?level=masters&state=OH&sort=-earnings",
    }


def test_search_without_results_offers_looser_ones_with_their_counts(client):
    ProgramFactory(school__state="OH", level=DegreeLevel.MASTERS)
    ProgramFactory(school__state="OH", level=DegreeLevel.MASTERS)
    ProgramFactory(school__state="TX", level=DegreeLevel.BACHELORS)
    response = search(client, "state=TX&level=masters")
    offers = [(offer["label"], offer["count"], offer["url"]) for offer in response.context["looser"]]
    assert offers == [
        ("Without state", 2, "/programs/?level=masters"),
        ("Without level", 1, "/programs/?state=TX"),
    ]


def test_twenty_five_programs_stand_on_a_page(client):
    ProgramFactory.create_batch(26)
    assert len(search(client).context["cards"]) == 25
    assert len(search(client, "page=2").context["cards"]) == 1
    assert len(search(client, "page=99999").context["cards"]) == 1


def test_links_to_other_pages_repeat_only_what_was_understood(client):
    ProgramFactory.create_batch(26)
    html = search(client, "level=masters&state=ZZ&q=&junk=1").content.decode()
    assert 'href="?level=masters&amp;page=2"' in html


def test_htmx_gets_the_results_and_the_counts_alone_with_a_clean_address(client):
    ProgramFactory(level=DegreeLevel.MASTERS)
    response = search(client, "q=&level=masters&earnings_min=", **HTMX)
    html = response.content.decode()
    assert "<html" not in html
    assert '<div id="results"' in html
    assert 'id="count-level-masters" hx-swap-oob="true">1<' in html
    assert '<strong id="count-sentence" hx-swap-oob="true">1 program at master&#x27;s level</strong>' in html
    assert response["HX-Push-Url"] == "/programs/?level=masters"


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_boosted_links_and_restored_history_get_the_whole_page(client, header):
    assert b"<html" in search(client, **HTMX, **{header: "true"}).content


def test_caches_keep_page_and_piece_apart(client):
    assert "HX-Request" in search(client)["Vary"]
    assert "HX-History-Restore-Request" in search(client)["Vary"]


def test_filtered_pages_stay_out_of_search_engines(client):
    assert b"noindex" not in search(client).content
    assert b"noindex" in search(client, "level=masters").content


def test_form_sends_no_order_unless_one_is_chosen(client):
    assert search(client).context["filterset"].orders[""] == "School, A to Z"
    assert search(client, "q=sunrise").context["filterset"].orders[""] == "Best match"


def test_empty_catalogue_says_so(client):
    response = search(client)
    assert response.status_code == 200
    assert "No programs are loaded yet" in response.content.decode()


def test_search_page_asks_the_database_twice(client, django_assert_num_queries):
    ProgramFactory.create_batch(26, level="masters", school__state="OH")
    search(client, "state=TX")  # Reads the columns that every count comes from, once until the data change.
    # the data serial; the programs of the page with their schools, outcomes and releases
    with django_assert_num_queries(2):
        search(client, "level=masters&state=OH")
    # the data serial; the cards are kept until it changes
    with django_assert_num_queries(1):
        search(client, "level=masters")


def test_keyword_adds_one_question(client, django_assert_num_queries):
    ProgramFactory(school__name="Ohio College")
    search(client, "q=college")  # Reads the columns and the vocabulary.
    # the data serial; which programs have the words, anywhere and in the school's name
    with django_assert_num_queries(2):
        search(client, "q=colleg")
    # the data serial; the hits of a text are kept while a reader narrows on
    with django_assert_num_queries(1):
        search(client, "q=colleg&level=masters")


def test_states_that_are_ticked_or_have_most_programs_stand_before_the_fold(client):
    ProgramFactory.create_batch(2, school__state="WY")
    ProgramFactory(school__state="TX")
    words = [choice["value"] for choice in search(client, "state=VT").context["facets"]["state"]]
    assert words[:5] == ["VT", "WY", "TX", "AL", "AK"]
    assert len(words) == len(set(words)) == 59


def test_address_that_htmx_shows_keeps_the_page(client):
    ProgramFactory.create_batch(26)
    assert search(client, "page=2", **HTMX)["HX-Push-Url"] == "/programs/?page=2"
    assert search(client, "level=masters&page=2", **HTMX)["HX-Push-Url"] == "/programs/?level=masters&page=2"


class TestSentences:
    def test_a_sentence_becomes_filters_that_can_be_taken_away(self, client):
        ProgramFactory(school__name="Kept", school__state="TX", level="masters")
        ProgramFactory(school__name="Filtered out", school__state="TX", level="doctoral")
        response = search(client, "q=online mha in texas")
        assert schools(response) == ["Kept"]
        assert [chip["label"] for chip in response.context["chips"]] == [
            "Master's degree",
            "Texas",
            "Online, or not said",
        ]
        assert "We read “online mha in texas” as" in response.content.decode()

    def test_exact_words_are_searched_for_as_they_stand(self, client):
        ProgramFactory(school__name="Ohio Valley College", school__state="WV")
        ProgramFactory(school__name="Elsewhere", school__state="OH")
        assert schools(search(client, "q=ohio&exact=1")) == ["Ohio Valley College", "Elsewhere"]
        assert schools(search(client, "q=ohio")) == ["Elsewhere"]

    def test_what_is_chosen_by_hand_outranks_the_sentence(self, client):
        ProgramFactory(school__name="Doctoral", level="doctoral")
        ProgramFactory(school__name="Masters", level="masters")
        assert schools(search(client, "q=mha&level=doctoral")) == ["Doctoral"]

    def test_an_amount_that_could_mean_two_things_is_asked_about_and_not_guessed(self, client):
        ProgramFactory(school__name="Kept", level="masters")
        response = search(client, "q=mha under 30k")
        assert schools(response) == ["Kept"]
        (question,) = response.context["questions"]
        assert question["text"] == "under 30k"
        assert [choice["url"].partition("?")[2] for choice in question["choices"]] == [
            "level=masters&debt_max=30000",
            "level=masters&earnings_max=30000",
        ]

    @pytest.mark.parametrize(
        ("place", "advice"),
        [
            ({"school__latitude": 40.0, "school__longitude": -83.0}, "Write a ZIP code"),
            ({}, "Where schools stand is not loaded here"),
        ],
    )
    def test_near_me_is_asked_where_that_is(self, client, place, advice):
        ProgramFactory(level="masters", **place)
        assert f"Near what place? {advice}" in search(client, "q=mha near me").content.decode()


class TestTypingErrors:
    def test_a_misspelt_school_is_found_and_both_spellings_are_named(self, client):
        ProgramFactory(school__name="University of Phoenix-Arizona")
        response = search(client, "q=univercity of phenix")
        assert schools(response) == ["University of Phoenix-Arizona"]
        content = response.content.decode()
        assert "Showing results for <strong>university of phoenix</strong>" in content
        assert "Search instead for “univercity of phenix”" in content

    def test_words_that_find_something_are_left_alone(self, client):
        ProgramFactory(school__name="Phenix College")
        ProgramFactory(school__name="Phoenix College")
        response = search(client, "q=phenix")
        assert schools(response) == ["Phenix College"]
        assert response.context["correction"] is None

    def test_nonsense_stays_nonsense(self, client):
        ProgramFactory(school__name="Phoenix College")
        response = search(client, "q=xqzvw")
        assert schools(response) == []
        assert response.context["correction"] is None

    def test_the_words_as_typed_can_be_insisted_on(self, client):
        ProgramFactory(school__name="Phoenix College")
        assert schools(search(client, "q=phenix&exact=1")) == []

"""The pages of pay, held against the starter data."""

import re
from html import unescape

import pytest
from django.urls import reverse

from careerportal.taxonomy import soc
from salaries.models import WageEstimate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter"), pytest.mark.xdist_group("starter-wages")]


def test_the_nation_shows_the_figures_of_may_2025(client):
    page = client.get("/salaries/11-9111/").text
    for figure in ("597,080", "$140,970", "$73,390", "$94,700", "$123,860", "$166,100", "$224,340"):
        assert figure in page, figure


def test_history_begins_in_2019_and_marks_2021(client):
    response = client.get("/salaries/11-9111/")
    rows = response.context["history"]
    assert [row["estimate"].year for row in rows] == list(range(2019, 2026))
    assert [row["estimate"].year for row in rows if row["is_break"]] == [2021]
    assert "$100,980" in response.text


@pytest.mark.parametrize("code", soc.OCCUPATIONS)
@pytest.mark.parametrize("show", ["median", "employment"])
def test_every_tile_says_the_figure_of_its_row(client, code, show):
    page = client.get(f"/salaries/{code}/", {"show": show, "sort": "name"}).text
    tiles = dict(re.findall(r'class="visually-hidden">([^<:]+): ([^<]+)</span>', page))
    column = {"median": "Median yearly pay", "employment": "Employment"}[show]
    estimates = WageEstimate.objects.of(code).by_state().in_year(2025).with_place()
    assert estimates.count() >= 50
    for estimate in estimates:
        row = page[page.index(f'<tr id="{estimate.area.state.lower()}">') :]
        said = re.search(rf'<td data-label="{column}" class="num">\s*<span class="fig[^"]*">([^<]+)<', row)
        assert tiles[estimate.area.get_state_display()] == unescape(said[1]), estimate


@pytest.mark.usefixtures("pages_made_anew")
def test_every_career_certification_and_source_page_answers(client):
    for name in ("salaries:list", "salaries:careers", "certification:list", "data", "glossary"):
        assert client.get(reverse(name)).status_code == 200, name
    for row in client.get(reverse("salaries:careers")).context["careers"]:
        assert client.get(row["occupation"].get_absolute_url()).status_code == 200, row["occupation"]
    for certification in client.get(reverse("certification:list")).context["certifications"]:
        assert client.get(certification.get_absolute_url()).status_code == 200, certification

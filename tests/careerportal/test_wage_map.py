import pytest

from careerportal import wage_map
from careerportal.templatetags.wages import change_in_words
from salaries.models import Area, Occupation, Projection, WageEstimate
from salaries.pictures import MAP_FIGURES

MEDIAN = MAP_FIGURES["median"]


def state(code, dollars, **blanks):
    area = Area(state=code, slug=f"state-{code.lower()}")
    return WageEstimate(occupation=Occupation(soc="11-9111"), area=area, year=2025, annual_p50=dollars, blanks=blanks)


def test_a_tile_says_its_figure_its_shade_and_where_it_leads():
    tiles = wage_map.tiles([state("TX", 120_000), state("GU", None)], MEDIAN)
    assert tiles["TX"] == {
        "text": "$120,000",
        "short": "$120K",
        "class": 0,
        "href": "/salaries/11-9111/state-tx/",
    }
    assert tiles["GU"] == {
        "text": "Not published",
        "short": "–",
        "class": None,
        "href": "/salaries/11-9111/state-gu/",
    }


def test_the_legend_names_the_lowest_and_highest_figure_of_each_shade():
    states = [
        state(code, dollars) for code, dollars in zip("ABCDEF", (1000, 2000, 3000, 4000, 5000, 6000), strict=True)
    ]
    said = wage_map.legend([*states, state("G", None)], MEDIAN)
    assert said[0] == (0, "$1,000")
    assert said[-1] == (4, "$5,000 to $6,000")
    assert [number for number, _ in said] == list(range(5))


def test_a_map_without_any_figure_has_no_legend():
    assert wage_map.legend([state("TX", None)], MEDIAN) == []


@pytest.mark.parametrize(
    ("percent", "words"),
    [(23.2, "23.2% more jobs"), (-4.0, "4% fewer jobs"), (0, "As many jobs"), (None, "Not published")],
)
def test_a_projected_change_is_said_in_words(percent, words):
    assert change_in_words(Projection(change_percent=percent)) == words

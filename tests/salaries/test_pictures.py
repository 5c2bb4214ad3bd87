from careerportal.taxonomy.figures import FigureStatus
from salaries import pictures
from salaries.models import WageEstimate

MEDIAN = pictures.MAP_FIGURES["median"]


def median_of(year, dollars, **blanks):
    return WageEstimate(year=year, annual_p50=dollars, blanks=blanks)


def test_years_of_the_older_method_are_drawn_apart_and_the_newest_stands_out():
    bars = pictures.trend([median_of(2020, 104_280), median_of(2021, 101_340), median_of(2025, 123_860)])
    assert [bar["emphasis"] for bar in bars] == ["reference", "", "emphasis"]
    assert [bar["label"] for bar in bars] == ["May 2020, older method", "May 2021", "May 2025"]


def test_the_words_of_a_bar_are_its_figure():
    blank, known = pictures.trend([median_of(2024, None, annual_p50=FigureStatus.WITHHELD), median_of(2025, 123_860)])
    assert (blank["value"], blank["text"]) == (None, "Not released")
    assert (known["value"], known["text"]) == (123_860, "$123,860")


def test_one_year_is_no_trend():
    assert pictures.trend([median_of(2025, 123_860)]) == []


def test_the_break_is_marked_in_the_table_of_years():
    rows = pictures.with_break([median_of(2020, 1), median_of(2021, 1), median_of(2022, 1)])
    assert [row["is_break"] for row in rows] == [False, True, False]


def test_no_break_is_marked_when_no_earlier_year_stands_before_it():
    rows = pictures.with_break([median_of(2021, 1), median_of(2022, 1)])
    assert not any(row["is_break"] for row in rows)


def test_a_tile_says_thousands_and_a_top_code_keeps_its_plus():
    figure = median_of(2025, 239_200, annual_p50=FigureStatus.TOP_CODED).figure("annual_p50")
    assert MEDIAN.say_shortly(figure) == "$239K+"
    assert MEDIAN.say(figure) == "$239,200 or more"


def test_the_spread_takes_the_five_percentiles():
    figures = pictures.spread(WageEstimate(annual_p10=1, annual_p25=2, annual_p50=3, annual_p75=4, annual_p90=5))
    assert [figure.value for figure in figures.values()] == [1, 2, 3, 4, 5]

from careerportal.taxonomy.figures import FigureStatus
from salaries import pictures
from salaries.models import WageEstimate


def median_of(year, dollars, **blanks):
    return WageEstimate(year=year, annual_p50=dollars, blanks=blanks)


def test_the_trend_marks_where_the_method_changed():
    history = [median_of(2019, 100_980), median_of(2020, 104_280), median_of(2021, 101_340), median_of(2022, 104_830)]
    trend = pictures.trend(history)
    last_old, first_new = trend.columns[1], trend.columns[2]
    assert last_old.x + pictures.WIDTH < trend.break_at < first_new.x


def test_the_trend_has_no_break_when_every_year_uses_the_new_method():
    assert pictures.trend([median_of(2024, 117_960), median_of(2025, 123_860)]).break_at is None


def test_the_words_of_the_trend_are_its_figures():
    trend = pictures.trend([median_of(2024, 117_960), median_of(2025, 123_860)])
    assert trend.in_words == "May 2024: $117,960; May 2025: $123,860"


def test_columns_stand_on_zero_and_the_highest_fills_the_field():
    low, high = pictures.trend([median_of(2024, 60_000), median_of(2025, 120_000)]).columns
    assert high.height == 2 * low.height
    assert high.y == pictures.TOP
    assert low.y + low.height == high.y + high.height == pictures.BASE


def test_seven_years_and_the_break_fit_into_the_field():
    trend = pictures.trend([median_of(year, 100_000) for year in range(2019, 2026)])
    assert trend.columns[-1].x + pictures.WIDTH <= 360


def test_one_year_is_no_trend_and_a_blank_year_is_left_out():
    blank = median_of(2024, None, annual_p50=FigureStatus.WITHHELD)
    assert pictures.trend([blank, median_of(2025, 123_860)]) is None


def test_the_break_is_marked_in_the_table_of_years():
    rows = pictures.with_break([median_of(2020, 1), median_of(2021, 1), median_of(2022, 1)])
    assert [row["is_break"] for row in rows] == [False, True, False]


def test_no_break_is_marked_when_no_earlier_year_stands_before_it():
    rows = pictures.with_break([median_of(2021, 1), median_of(2022, 1)])
    assert not any(row["is_break"] for row in rows)


def test_classes_part_values_into_groups_of_equal_size():
    bounds = pictures.classes(range(1, 11))
    assert bounds == [2, 4, 6, 8, 10]
    assert [pictures.class_of(value, bounds) for value in (1, 2, 3, 10)] == [1, 1, 2, 5]


def test_a_blank_has_no_class_and_equal_values_share_one():
    bounds = pictures.classes([5, 5, 5, None])
    assert bounds == [5]
    assert pictures.class_of(None, bounds) is None
    assert pictures.classes([]) == []


def test_a_tile_says_thousands_and_a_top_code_keeps_its_plus():
    median = pictures.MAP_FIGURES["median"]
    estimate = median_of(2025, 239_200, annual_p50=FigureStatus.TOP_CODED)
    assert median.say_shortly(estimate.figure("annual_p50")) == "$239K+"
    assert median.say(estimate.figure("annual_p50")) == "$239,200 or more"
    assert median.say_shortly(median_of(2025, None).figure("annual_p50")) == "–"

import pytest

from salaries import precision


@pytest.mark.parametrize(
    ("rse", "word"), [(0.4, "very exact"), (2, "exact"), (9.9, "fair"), (10, "rough"), (31, "very rough"), (None, None)]
)
def test_the_survey_error_is_said_in_a_word(rse, word):
    assert precision.in_a_word(rse) == word


def test_nine_of_ten_samples_lie_within_1645_standard_errors():
    low, high = precision.likely_range(100_000, 2)
    assert (low, high) == pytest.approx((96_710, 103_290))


def test_a_very_rough_figure_does_not_reach_below_zero():
    assert precision.likely_range(50, 80)[0] == 0


@pytest.mark.parametrize(("value", "rse"), [(None, 2), (100, None)])
def test_there_is_no_range_without_figure_and_error(value, rse):
    assert precision.likely_range(value, rse) is None

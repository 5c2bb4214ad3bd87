"""The arithmetic of paying a loan back, against published annuity tables and a reckoning month by month."""

import pytest

from salaries.payback import Plan, level_payment, total_interest, years_to_repay


@pytest.mark.parametrize(
    ("rate", "periods", "present_value"),
    [(5, 10, 7.7217), (8, 5, 3.9927), (6, 20, 11.4699), (4, 30, 17.2920), (10, 3, 2.4869)],
)
def test_level_payment_agrees_with_the_table_of_annuities(rate, periods, present_value):
    """The tables give the value of 1 at the end of each period: a loan of that size is paid off by payments of 1.

    Periods of the tables are months here: `rate` percent a month, `periods` months.
    """
    assert level_payment(present_value, rate * 12, periods / 12) == pytest.approx(1, abs=0.0001)


@pytest.mark.parametrize(
    ("loan", "rate", "years", "payment"),
    [(100_000, 6, 30, 599.55), (200_000, 6.5, 30, 1_264.14), (30_000, 7, 10, 348.33), (10_000, 5, 10, 106.07)],
)
def test_worked_examples_of_monthly_payments(loan, rate, years, payment):
    assert level_payment(loan, rate, years) == pytest.approx(payment, abs=0.005)


def test_the_level_payment_leaves_nothing_after_the_last_month():
    left = 30_000
    for _ in range(120):
        left = left * (1 + 0.07 / 12) - level_payment(30_000, 7, 10)
    assert left == pytest.approx(0, abs=0.001)


def test_without_interest_the_loan_is_split_evenly():
    assert level_payment(12_000, 0, 10) == 100
    assert total_interest(12_000, 0, 10) == 0
    assert years_to_repay(12_000, 0, 100) == 10


def test_years_to_repay_reads_the_formula_the_other_way():
    assert years_to_repay(30_000, 7, level_payment(30_000, 7, 10)) == pytest.approx(10)


@pytest.mark.parametrize("payment", [0, 100, 175])
def test_a_payment_that_does_not_cover_the_interest_never_ends(payment):
    assert years_to_repay(30_000, 7, payment) is None


def test_nothing_borrowed_is_paid_off_at_once():
    plan = Plan(cost=20_000, work_a_year=15_000, years_of_study=2)
    assert (plan.loan, plan.payment.high, plan.years_at_share(40_000, 60_000).high) == (0, 0, 0)
    assert plan.earned_while_studying == 20_000


def test_work_while_studying_lowers_the_loan():
    assert Plan(cost=40_000, work_a_year=5_000, years_of_study=2).loan == 30_000


def test_answers_reach_from_low_interest_and_high_pay_to_high_interest_and_low_pay():
    plan = Plan(cost=30_000, rate=7)
    assert plan.rates == (6, 8)
    assert plan.payment.low == pytest.approx(level_payment(30_000, 6, 10))
    assert plan.share(60_000, 120_000).low == pytest.approx(100 * level_payment(30_000, 6, 10) / 10_000)
    assert plan.share(60_000, 120_000).high == pytest.approx(100 * level_payment(30_000, 8, 10) / 5_000)
    years = plan.years_at_share(60_000, 120_000)
    assert years.low < years.high
    assert years.low == pytest.approx(years_to_repay(30_000, 6, 1_000))


def test_the_hardest_of_the_assumptions_may_never_end():
    years = Plan(cost=100_000, rate=7).years_at_share(40_000, 200_000)
    assert years.low is not None
    assert years.high is None


def test_interest_is_never_below_nothing():
    assert Plan(cost=10_000, rate=0.5).rates == (0, 1.5)

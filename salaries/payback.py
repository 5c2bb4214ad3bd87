"""What it takes to pay for an education out of later pay. Pure functions: every assumption is an argument.

A level payment P each month pays off a loan D at a monthly rate r in n months when P = D·r / (1 − (1 + r)^−n): the
annuity-immediate of every textbook of interest, such as S. G. Kellison, "The Theory of Interest", chapters 3 and 5.
Read the other way, n = −ln(1 − D·r / P) / ln(1 + r). The yearly rate is nominal: r is a twelfth of it.

Nobody knows what rate, pay and luck a reader will have, so the answers are ranges: from the kindest of the assumptions
(low interest, high pay) to the hardest (high interest, low pay).
"""

from dataclasses import dataclass
from math import log

RATE_EITHER_WAY = 1.0
"""The answers reckon with an interest this much lower and higher than the one given, in percentage points."""


def level_payment(loan, yearly_rate, years):
    """The monthly payment that pays a loan off, with interest of `yearly_rate` percent."""
    months, monthly_rate = years * 12, yearly_rate / 1200
    if not monthly_rate:
        return loan / months
    return loan * monthly_rate / (1 - (1 + monthly_rate) ** -months)


def total_interest(loan, yearly_rate, years):
    """What the payments come to beyond the loan itself."""
    return level_payment(loan, yearly_rate, years) * years * 12 - loan


def years_to_repay(loan, yearly_rate, monthly_payment):
    """Years until a fixed monthly payment has paid the loan off; None when it never covers the interest."""
    if not loan:
        return 0
    monthly_rate = yearly_rate / 1200
    if not monthly_rate:
        return loan / monthly_payment / 12 if monthly_payment else None
    covered = loan * monthly_rate / monthly_payment if monthly_payment else 1
    return None if covered >= 1 else -log(1 - covered) / log(1 + monthly_rate) / 12


@dataclass(frozen=True)
class Range:
    """From the kindest of the assumptions to the hardest; `high` is None where the hardest never ends."""

    low: float | None
    high: float | None


@dataclass(frozen=True)
class Plan:
    """What a reader assumes: dollars, percent a year, years."""

    cost: int
    work_a_year: int = 0
    years_of_study: float = 0
    rate: float = 7.0
    years: int = 10
    share_of_pay: float = 10.0

    @property
    def earned_while_studying(self):
        return min(self.cost, self.work_a_year * self.years_of_study)

    @property
    def loan(self):
        """What is left to borrow after the work beside the studies."""
        return self.cost - self.earned_while_studying

    @property
    def rates(self):
        """The lower and the higher interest that the answers reckon with."""
        return max(0.0, self.rate - RATE_EITHER_WAY), self.rate + RATE_EITHER_WAY

    @property
    def payment(self):
        """The monthly payment that pays the loan off in the given years."""
        return Range(*(level_payment(self.loan, rate, self.years) for rate in self.rates))

    @property
    def interest(self):
        """What the interest comes to in those years."""
        return Range(*(total_interest(self.loan, rate, self.years) for rate in self.rates))

    def share(self, low_pay, high_pay):
        """That payment in percent of monthly pay before tax."""
        return Range(1200 * self.payment.low / high_pay, 1200 * self.payment.high / low_pay)

    def years_at_share(self, low_pay, high_pay):
        """Years until the fixed share of pay has paid the loan off."""
        low_rate, high_rate = self.rates
        each_month = self.share_of_pay / 1200
        return Range(
            years_to_repay(self.loan, low_rate, high_pay * each_month),
            years_to_repay(self.loan, high_rate, low_pay * each_month),
        )

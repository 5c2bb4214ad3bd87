"""What it takes to pay a student loan back: a yardstick with its arithmetic open, not any lender's plan.

A level payment P each month pays off a loan D at a monthly rate r in n months when P = D·r / (1 − (1 + r)^−n): the
annuity formula. Read the other way, n = −ln(1 − D·r / P) / ln(1 + r).
"""

from dataclasses import dataclass
from math import log

from careerportal.taxonomy.degree_levels import DegreeLevel

YEARS = 10
"""How long the yardstick loan runs."""

SHARE_OF_EARNINGS = 10
"""Percent of earnings before taxes that the other yardstick puts toward the loan."""

UNDERGRADUATE_RATE, GRADUATE_RATE = 6.39, 7.94
RATE_SOURCE = "the fixed yearly rate of federal Direct Loans first paid out between July 2025 and June 2026"
"""Of Direct Subsidized and Unsubsidized Loans to undergraduates, and of Unsubsidized Loans to graduate students."""

UNDERGRADUATE_LEVELS = (DegreeLevel.CERTIFICATE, DegreeLevel.ASSOCIATE, DegreeLevel.BACHELORS)


@dataclass(frozen=True)
class Payback:
    """A program's median debt at a yearly rate in percent, beside what its graduates earn in a year."""

    debt: int
    earnings: int
    rate: float
    years: int = YEARS
    share_of_earnings: int = SHARE_OF_EARNINGS
    rate_source: str = RATE_SOURCE

    @property
    def monthly_rate(self):
        return self.rate / 1200

    @property
    def months(self):
        return self.years * 12

    @property
    def monthly_payment(self):
        """The level payment that pays the loan off in `years`."""
        return self.debt * self.monthly_rate / (1 - (1 + self.monthly_rate) ** -self.months)

    @property
    def interest(self):
        """What those payments come to beyond the loan itself."""
        return self.monthly_payment * self.months - self.debt

    @property
    def monthly_earnings(self):
        return self.earnings / 12

    @property
    def share(self):
        """That payment in percent of monthly earnings before taxes."""
        return 100 * self.monthly_payment / self.monthly_earnings

    @property
    def affordable_payment(self):
        """A month's payment at the fixed share of earnings."""
        return self.monthly_earnings * self.share_of_earnings / 100

    @property
    def years_at_share(self):
        """Years until the fixed share of earnings has paid the loan off; None when it never covers the interest."""
        covered = self.debt * self.monthly_rate / self.affordable_payment
        return None if covered >= 1 else -log(1 - covered) / log(1 + self.monthly_rate) / 12


def payback(debt, earnings, level):
    """Return the Payback of a program's median debt and earnings (Figures), or None when one is blank or nothing."""
    if not debt.value or not earnings.value:
        return None
    return Payback(debt.value, earnings.value, UNDERGRADUATE_RATE if level in UNDERGRADUATE_LEVELS else GRADUATE_RATE)

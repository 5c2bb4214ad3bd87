"""Cases of the Certified Medical Manager's rules, reckoned by hand; function, page and API must all agree with them.

The rules: three years of experience; twelve credit hours, one less for each full year beyond three; membership.
"""

from datetime import date
from typing import NamedTuple

TODAY = date(2026, 11, 23)


class Case(NamedTuple):
    """What a person types, which rules are still missing, and the earliest date to sit without further study."""

    years: str
    months: str
    hours: str
    member: str
    missing: str
    earliest: date

    @property
    def outcome(self):
        return "missing" if self.missing else "met"

    @property
    def query(self):
        return {
            "experience_years": self.years,
            "experience_months": self.months,
            "credit_hours": self.hours,
            "member": self.member,
        }

    @property
    def name(self):
        return f"{self.years}y{self.months or 0}m-{self.hours}h-{self.member}"


def in_(year, month, day=23):
    return date(year, month, day)


CASES = [
    # Enough, from the fewest years on.
    Case("3", "0", "12", "yes", "", TODAY),
    Case("3", "", "400", "yes", "", TODAY),
    Case("4", "0", "11", "yes", "", TODAY),
    Case("5", "0", "10", "yes", "", TODAY),
    Case("6", "0", "9", "yes", "", TODAY),
    Case("7", "0", "8", "yes", "", TODAY),
    Case("8", "0", "7", "yes", "", TODAY),
    Case("9", "0", "6", "yes", "", TODAY),
    Case("10", "0", "5", "yes", "", TODAY),
    Case("11", "0", "4", "yes", "", TODAY),
    Case("12", "0", "3", "yes", "", TODAY),
    Case("13", "0", "2", "yes", "", TODAY),
    Case("14", "0", "1", "yes", "", TODAY),
    Case("14", "11", "1", "yes", "", TODAY),
    Case("15", "0", "0", "yes", "", TODAY),
    Case("16", "0", "0", "yes", "", TODAY),
    Case("40", "0", "0", "yes", "", TODAY),
    Case("60", "0", "0", "yes", "", TODAY),
    Case("2.5", "6", "12", "yes", "", TODAY),
    # Too few hours: a year more takes one off.
    Case("3", "0", "11", "yes", "coursework", in_(2027, 11)),
    Case("3", "0", "11.5", "yes", "coursework", in_(2027, 11)),
    Case("3.5", "0", "11", "yes", "coursework", in_(2027, 5)),
    Case("3", "11", "11", "yes", "coursework", in_(2026, 12)),
    Case("4", "0", "10.5", "yes", "coursework", in_(2027, 11)),
    Case("4", "11", "10", "yes", "coursework", in_(2026, 12)),
    Case("5", "11", "9", "yes", "coursework", in_(2026, 12)),
    Case("6", "0", "8", "yes", "coursework", in_(2027, 11)),
    Case("10", "0", "4", "yes", "coursework", in_(2027, 11)),
    Case("14", "0", "0", "yes", "coursework", in_(2027, 11)),
    Case("14", "11", "0", "yes", "coursework", in_(2026, 12)),
    # Too few years: no number of hours helps.
    Case("2.9", "", "30", "yes", "experience", in_(2027, 1)),
    Case("2.99", "", "12", "yes", "experience", in_(2026, 12)),
    Case("2", "11", "12", "yes", "experience", in_(2026, 12)),
    Case("0", "0", "12", "yes", "experience", in_(2029, 11)),
    # No member.
    Case("3", "0", "12", "no", "membership", TODAY),
    Case("15", "0", "0", "no", "membership", TODAY),
    # Several things at once.
    Case("0", "0", "0", "yes", "experience coursework", in_(2041, 11)),
    Case("1", "0", "6", "yes", "experience coursework", in_(2034, 11)),
    Case("2", "6", "11", "yes", "experience coursework", in_(2028, 5)),
    Case("0", "0", "400", "no", "experience membership", in_(2029, 11)),
    Case("2", "6", "12", "no", "experience membership", in_(2027, 5)),
    Case("3", "0", "0", "no", "coursework membership", in_(2038, 11)),
]

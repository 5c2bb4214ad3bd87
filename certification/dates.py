"""Months on the calendar, leap days and month ends included."""

import calendar
from datetime import date


def add_months(day, months):
    """Return the same day of a later month, or that month's last day where it is shorter.

    Always counted from the first day given, so that January 31 stays a month's end: one month on is February 28 or 29,
    two months on is March 31.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def full_months_between(start, end):
    """How many whole months lie between two days; negative when the end comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if add_months(start, months) > end else months

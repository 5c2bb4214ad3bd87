"""A certification's rules in words a student can act on. What nobody has recorded is said to be so."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from careerportal.texts.reading import in_the_language_of_the_page

NOT_RECORDED = _("Not recorded yet")


COUNTS = {
    "minute": ngettext_lazy("%(number)s minute", "%(number)s minutes", "count"),
    "hour": ngettext_lazy("%(number)s hour", "%(number)s hours", "count"),
    "month": ngettext_lazy("%(number)s month", "%(number)s months", "count"),
    "year": ngettext_lazy("%(number)s year", "%(number)s years", "count"),
    "credit hour": ngettext_lazy("%(number)s credit hour", "%(number)s credit hours", "count"),
    "area of practice": ngettext_lazy("%(number)s area of practice", "%(number)s areas of practice", "count"),
}
"""A unit → how so many of it are said."""


@dataclass(frozen=True)
class Rule:
    """One line of the rules: what it is about, what it asks (None when nobody has recorded it) and a remark."""

    label: str
    asks: str | None
    remark: str = ""

    @property
    def is_blank(self):
        return self.asks is None

    def __str__(self):
        return str(NOT_RECORDED if self.is_blank else self.asks)


def to_sit_the_exam(rules, body):
    """What a person must have before the exam: experience, coursework, membership."""
    return [
        Rule(gettext("Experience"), _amount(rules.experience_years, "year", rules.experience_field)),
        Rule(gettext("Coursework"), _amount(rules.credit_hours, "credit hour", rules.credit_field), _reduction(rules)),
        Rule(gettext("Membership"), _membership(rules.membership_required, body)),
    ]


def the_exam(rules):
    """How long the exam is, how much it covers and what it costs."""
    return [
        Rule(
            gettext("Length"),
            None if rules.exam_minutes is None else duration(rules.exam_minutes, 60, "minute", "hour"),
        ),
        Rule(gettext("Covers"), None if rules.exam_domains is None else _count(rules.exam_domains, "area of practice")),
        Rule(gettext("Cost"), _dollars(rules.exam_fee)),
    ]


def to_keep_it(rules):
    """What renewal takes and costs."""
    return [
        Rule(gettext("Continuing education"), _hours_in_each_period(rules)),
        Rule(gettext("Cost"), _dollars(rules.renewal_fee)),
    ]


def duration(amount, size, small, large):
    """Say 180 minutes as "3 hours" and 90 as "1 hour 30 minutes"; 24 months as "2 years"."""
    whole, rest = divmod(amount, size)
    parts = [_count(number, word) for number, word in ((whole, large), (rest, small)) if number]
    return " ".join(parts) or _count(0, small)


def _hours_in_each_period(rules):
    if rules.renewal_hours is None or rules.renewal_months is None:
        return None
    said = {
        "hours": _count(rules.renewal_hours, "hour"),
        "period": duration(rules.renewal_months, 12, "month", "year"),
    }
    return gettext("%(hours)s every %(period)s") % said


def _dollars(amount):
    return None if amount is None else f"${amount:,}"


def _amount(number, word, field):
    if number is None:
        return None
    if not field:
        return _count(number, word)
    said = {"amount": _count(number, word), "field": in_the_language_of_the_page(field)[0]}
    return gettext("%(amount)s in %(field)s") % said


def _reduction(rules):
    step, start = rules.credit_reduction_per_extra_year, rules.experience_years
    if not step or rules.credit_hours is None or start is None:
        return ""
    said = gettext("%(hours)s less for each full year of experience beyond %(years)s, never below zero.")
    return said % {"hours": _count(step, "credit hour"), "years": start}


def _membership(required, body):
    if required is None:
        return None
    if not required:
        return gettext("Not needed")
    return gettext("Member of %(body)s in good standing") % {"body": body.abbreviation or body.name}


def _count(number, word):
    return COUNTS[word] % {"count": number, "number": f"{number:,}"}

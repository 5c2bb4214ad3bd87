"""A certification's rules in words a student can act on. What nobody has recorded is said to be so."""

from dataclasses import dataclass

NOT_RECORDED = "Not recorded yet"


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
        return NOT_RECORDED if self.is_blank else self.asks


def to_sit_the_exam(rules, body):
    """What a person must have before the exam: experience, coursework, membership."""
    return [
        Rule("Experience", _amount(rules.experience_years, "year", rules.experience_field)),
        Rule("Coursework", _amount(rules.credit_hours, "credit hour", rules.credit_field), _reduction(rules)),
        Rule("Membership", _membership(rules.membership_required, body)),
    ]


def the_exam(rules):
    """How long the exam is, how much it covers and what it costs."""
    return [
        Rule("Length", None if rules.exam_minutes is None else duration(rules.exam_minutes, 60, "minute", "hour")),
        Rule("Covers", None if rules.exam_domains is None else f"{_count(rules.exam_domains, 'area')} of practice"),
        Rule("Cost", _dollars(rules.exam_fee)),
    ]


def to_keep_it(rules):
    """What renewal takes and costs."""
    return [Rule("Continuing education", _hours_in_each_period(rules)), Rule("Cost", _dollars(rules.renewal_fee))]


def duration(amount, size, small, large):
    """Say 180 minutes as "3 hours" and 90 as "1 hour 30 minutes"; 24 months as "2 years"."""
    whole, rest = divmod(amount, size)
    parts = [_count(number, word) for number, word in ((whole, large), (rest, small)) if number]
    return " ".join(parts) or _count(0, small)


def _hours_in_each_period(rules):
    if rules.renewal_hours is None or rules.renewal_months is None:
        return None
    return f"{_count(rules.renewal_hours, 'hour')} every {duration(rules.renewal_months, 12, 'month', 'year')}"


def _dollars(amount):
    return None if amount is None else f"${amount:,}"


def _amount(number, word, field):
    if number is None:
        return None
    return f"{_count(number, word)} in {field}" if field else _count(number, word)


def _reduction(rules):
    step, start = rules.credit_reduction_per_extra_year, rules.experience_years
    if not step or rules.credit_hours is None or start is None:
        return ""
    return f"{_count(step, 'credit hour')} less for each full year of experience beyond {start}, never below zero."


def _membership(required, body):
    if required is None:
        return None
    return f"Member of {body.abbreviation or body.name} in good standing" if required else "Not needed"


def _count(number, word):
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"

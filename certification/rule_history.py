"""Which rules held before today's and which are already known for later, and what changes between them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from certification import wording


@dataclass(frozen=True)
class Change:
    """One rule that reads differently in two rule sets."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Turn:
    """From this day on other rules held, or will hold: what changed, and who says so."""

    begins_on: date
    changes: list[Change]
    source: str
    source_url: str


def in_force(rule_sets, day):
    """The one of these rule sets that holds on a day, the newest if there are several, or None.

    The same choice as the query of that name makes, among rules that are already at hand.
    """
    holding = [one for one in rule_sets if _begins(one) <= day and (one.valid_until is None or one.valid_until >= day)]
    return max(holding, key=lambda one: (_begins(one), one.pk)) if holding else None


def last_turn(rules, rule_sets, body):
    """What today's rules changed; None when nothing older is recorded."""
    if rules.valid_from is None:
        return None
    older = [one for one in rule_sets if one.pk != rules.pk and _begins(one) < rules.valid_from]
    return _turn(max(older, key=_begins), rules, body) if older else None


def next_turn(rules, rule_sets, body, today):
    """What rules that begin after today will change; None when none are recorded."""
    later = [one for one in rule_sets if _begins(one) > today]
    return _turn(rules, min(later, key=_begins), body) if later else None


def _turn(before, after, body):
    pairs = zip(_in_words(before, body), _in_words(after, body), strict=True)
    changes = [Change(label, old, new) for (label, old), (_, new) in pairs if old != new]
    return Turn(after.valid_from, changes, after.source, after.source_url)


def _in_words(rules, body):
    """Every rule as (label, words), in the order in which a page shows them."""
    parts = (
        ("", wording.to_sit_the_exam(rules, body)),
        (gettext("Exam: %(rule)s"), wording.the_exam(rules)),
        (gettext("Renewal: %(rule)s"), wording.to_keep_it(rules)),
    )
    return [
        (
            part % {"rule": rule.label.lower()} if part else rule.label,
            f"{rule} ({rule.remark})" if rule.remark else str(rule),
        )
        for part, rules_of_part in parts
        for rule in rules_of_part
    ]


def _begins(rules):
    """Rules without a first day are the oldest there are."""
    return rules.valid_from or date.min

"""Which rules held before and which will hold next, and what changed between them."""

from dataclasses import dataclass

from django.db.models import F, Q

from certification import wording


@dataclass(frozen=True)
class Change:
    """One rule that reads differently in two rule sets."""

    label: str
    before: str
    after: str


def previous(rules):
    """The rule set that held before this one, or None. Rules without a first day are the oldest there are."""
    if rules.valid_from is None:
        return None
    older = Q(valid_from__lt=rules.valid_from) | Q(valid_from__isnull=True)
    others = rules.certification.rule_sets.filter(older).exclude(pk=rules.pk)
    return others.order_by(F("valid_from").desc(nulls_last=True), "-id").first()


def upcoming(certification, today):
    """The next rule set that is already known but not in force yet, or None."""
    return certification.rule_sets.filter(valid_from__gt=today).order_by("valid_from", "id").first()


def changes(before, after, body):
    """What reads differently in the later of two rule sets, in the order in which a page shows the rules."""
    pairs = zip(_in_words(before, body), _in_words(after, body), strict=True)
    return [Change(label, old, new) for (label, old), (_, new) in pairs if old != new]


def _in_words(rules, body):
    parts = (
        ("", wording.to_sit_the_exam(rules, body)),
        ("Exam: ", wording.the_exam(rules)),
        ("Renewal: ", wording.to_keep_it(rules)),
    )
    return [
        (f"{part}{rule.label.lower()}" if part else rule.label, f"{rule}. {rule.remark}" if rule.remark else str(rule))
        for part, rules_of_part in parts
        for rule in rules_of_part
    ]

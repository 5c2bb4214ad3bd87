"""Certifications side by side, in the words of their rules today."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification import wording

MOST = 4
LONGEST_ECHO = 60
"""Characters of a wrong value that a notice repeats."""

PARTS = (
    (_("To sit the exam"), lambda rules, body: wording.to_sit_the_exam(rules, body)),
    (_("The exam"), lambda rules, body: wording.the_exam(rules)),
    (_("To keep it"), lambda rules, body: wording.to_keep_it(rules)),
)


@dataclass(frozen=True)
class Row:
    """One thing to compare: a Rule for each certification, None where today's rules are not recorded."""

    label: str
    cells: tuple


def choose(certifications, slugs):
    """Return the certifications asked for, each once and in that order, and a notice for what could not be shown."""
    known = {one.slug: one for one in certifications}
    asked = list(dict.fromkeys(slug for slug in slugs if slug))
    notices = [
        gettext("We know no certification “%(slug)s”, so it was left out.") % {"slug": slug[:LONGEST_ECHO]}
        for slug in asked
        if slug not in known
    ]
    found = [known[slug] for slug in asked if slug in known]
    if len(found) > MOST:
        notices.append(gettext("Only the first %(most)s are shown: more do not fit side by side.") % {"most": MOST})
    return found[:MOST], notices[:MOST]


def side_by_side(chosen):
    """Return (part, rows) pairs for pairs of a certification and its rules."""
    found = []
    for title, in_words in PARTS:
        columns = [in_words(rules, one.body) if rules else None for one, rules in chosen]
        labels = next(([rule.label for rule in column] for column in columns if column), [])
        rows = [
            Row(label, tuple(column[place] if column else None for column in columns))
            for place, label in enumerate(labels)
        ]
        found.append((title, rows))
    return found

"""What a search box offers while somebody types: levels, states, schools and fields, with their counts of programs."""

import sys
from array import array
from bisect import bisect_left
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext

from careerportal.sync import kept, ledger
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.states import PLACES
from programs.models import Program
from programs.search_index import LEVEL_WORDS
from programs.words import words_of

MOST = 8
MOST_OF_A_KIND = 4

LAST = chr(sys.maxunicode)
"""What no word goes on with: it stands after all letters."""


@dataclass(frozen=True)
class Suggestion:
    """One line of the list: what kind of thing, its name, how many programs it has, and where it leads."""

    kind: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Index:
    """Every suggestion, and its words in alphabetical order: a beginning is found by bisection."""

    suggestions: list[Suggestion]
    words: list[str]
    numbers: array
    """For each word, the number of the suggestion that has it."""

    def starting_with(self, beginning):
        """The numbers of the suggestions that have a word with this beginning."""
        start = bisect_left(self.words, beginning)
        return set(self.numbers[start : bisect_left(self.words, beginning + LAST, start)])


def suggest(text):
    """Return up to MOST suggestions in which every word of the text begins a word; the largest of each kind first."""
    words = words_of(text)
    if not words:
        return []
    index = kept.at(ledger.serial(), f"suggestions in {get_language()}", _build_index)
    numbers = set.intersection(*(index.starting_with(word) for word in words))
    shown, of_kind = [], {}
    for number in sorted(numbers):
        suggestion = index.suggestions[number]
        of_kind[suggestion.kind] = of_kind.get(suggestion.kind, 0) + 1
        if of_kind[suggestion.kind] <= MOST_OF_A_KIND:
            shown.append(suggestion)
    return shown[:MOST]


def _build_index():
    suggestions, words = [], []
    for suggestion, text in [*_levels(), *_states(), *_fields(), *_schools()]:
        words += [(word, len(suggestions)) for word in set(words_of(text, most=None))]
        suggestions.append(suggestion)
    words.sort()
    return Index(suggestions, [word for word, _ in words], array("I", [number for _, number in words]))


def _counted(*columns):
    """Rows of (columns…, count) over the programs that a search offers, most programs first."""
    offered = Program.objects.published().at_listed_schools()
    return offered.values_list(*columns).annotate(count=Count("pk")).order_by("-count", *columns)


def _search(**parameters):
    return f"{reverse('programs:list')}?{urlencode(parameters)}"


def _levels():
    for level, count in _counted("level"):
        yield (
            Suggestion(gettext("Level"), str(DegreeLevel(level).label), count, _search(level=level)),
            f"{LEVEL_WORDS[level]} {DegreeLevel(level).label}",
        )


def _states():
    for code, count in _counted("school__state"):
        if code:
            yield Suggestion(gettext("State"), PLACES[code], count, _search(state=code)), f"{code} {PLACES[code]}"


def _fields():
    for title, count in _counted("title"):
        yield Suggestion(gettext("Field"), title, count, _search(q=title)), title


def _schools():
    columns = ("school__slug", "school__name", "school__display_name", "school__former_names")
    for slug, name, display_name, former_names, count in _counted(*columns):
        url = reverse("programs:school", args=[slug])
        yield Suggestion(gettext("School"), display_name or name, count, url), f"{name} {display_name} {former_names}"

"""Why a result stands where it stands: where each word was found, or the figure that the list is ordered by."""

from os.path import commonprefix

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerportal.taxonomy.states import PLACES
from programs.search_index import LEVEL_WORDS
from programs.words import words_of

SHORTEST_STEM = 4
"""Letters that two forms of a word share at least: manager and management."""

SHARED = 0.6
"""The part of the longer form that they share at least."""

FIGURES = {
    "earnings": ("earnings", _("Ordered by median earnings: %(figure)s.")),
    "debt": ("debt", _("Ordered by median debt: %(figure)s.")),
    "completers": ("completers", _("Ordered by graduates a year: %(figure)s.")),
}
"""Order, less its sign → the card's figure, and how it is said."""


FOUND_IN = {
    "name": _("“%(words)s” in the school's name"),
    "former name": _("“%(words)s” in a former name, %(names)s"),
    "subject": _("“%(words)s” in the subject"),
    "other name": _("“%(words)s” in another name that the school goes by"),
    "place": _("“%(words)s” in the place"),
    "level": _("“%(words)s” in the level"),
}


def reason(card, text_query, order):
    """Say in a sentence why a programs.cards.Card stands where it does; empty for an alphabetical list."""
    if order == "relevance":
        return _where_found(card, text_query)
    if order.removeprefix("-") in FIGURES:
        attribute, sentence = FIGURES[order.removeprefix("-")]
        figure = getattr(card, attribute)
        shown = figure.as_number() if attribute == "completers" else figure.as_dollars()
        if figure.is_blank:
            shown = gettext("%(figure)s, so among the last") % {"figure": shown}
        return sentence % {"figure": shown}
    if order == "payback":
        return _share(card)
    return ""


def _share(card):
    if card.debt.is_blank or not card.earnings.value:
        return gettext(
            "Ordered by debt as a share of a year's earnings: one of the two is not published, so among the last."
        )
    share = f"{card.debt.value / card.earnings.value:.0%}"
    return gettext("Ordered by debt as a share of a year's earnings: %(share)s.") % {"share": share}


def _where_found(card, text_query):
    fields = card.searched
    found = []
    for number, word in enumerate(text_query.words):
        terms = [word, *text_query.alike(word)]
        is_last = number == len(text_query.words) - 1
        place = next((name for name, words in fields.items() if _stands_in(terms, words, is_last)), None)
        if place:
            found.append((word, place))
    parts = [
        FOUND_IN[name]
        % {"words": " ".join(word for word, where in found if where == name), "names": card.program.school.former_names}
        for name in _in_order(found)
    ]
    return gettext("Found %(parts)s.") % {"parts": ", ".join(parts)} if parts else ""


def _in_order(found):
    return dict.fromkeys(where for _, where in found)


def searched_fields(program):
    """The parts of a program that are searched (FOUND_IN says them) → their words, likeliest first."""
    school = program.school
    texts = {
        "name": f"{school.name} {school.display_name}",
        "former name": school.former_names,
        "subject": program.title,
        "other name": school.aliases,
        "place": f"{school.city} {school.state} {PLACES.get(school.state, '')}",
        "level": LEVEL_WORDS.get(program.level, ""),
    }
    return {name: words_of(text, most=None) for name, text in texts.items()}


def _stands_in(terms, words, is_beginning):
    """Say whether one of the terms stands among the words, in any form; the last word of a text may be a beginning."""
    needed = {part for term in terms for part in term.split()}
    return any(_same_word(part, word) or (is_beginning and word.startswith(part)) for part in needed for word in words)


def _same_word(one, other):
    shared = len(commonprefix([one, other]))
    return one == other or (shared >= SHORTEST_STEM and shared >= SHARED * max(len(one), len(other)))

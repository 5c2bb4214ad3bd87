"""Why a result stands where it stands: where each word was found, or the figure that the list is ordered by."""

from os.path import commonprefix

from careerportal.taxonomy.states import PLACES
from programs.search_index import LEVEL_WORDS
from programs.words import words_of

SHORTEST_STEM = 4
"""Letters that two forms of a word share at least: manager and management."""

SHARED = 0.6
"""The part of the longer form that they share at least."""

FIGURES = {
    "earnings": ("earnings", "median earnings"),
    "debt": ("debt", "median debt"),
    "completers": ("completers", "graduates a year"),
}
"""Order, less its sign → the card's figure and its name."""


def reason(card, text_query, order):
    """Say in a sentence why a programs.cards.Card stands where it does; empty for an alphabetical list."""
    if order == "relevance":
        return _where_found(card, text_query)
    if order.removeprefix("-") in FIGURES:
        attribute, name = FIGURES[order.removeprefix("-")]
        figure = getattr(card, attribute)
        shown = figure.as_number() if attribute == "completers" else figure.as_dollars()
        return f"Ordered by {name}: {shown}" + (", so among the last." if figure.is_blank else ".")
    if order == "payback":
        return "Ordered by debt as a share of a year's earnings" + _share(card)
    return ""


def _share(card):
    if card.debt.is_blank or not card.earnings.value:
        return ": one of the two is not published, so among the last."
    return f": {card.debt.value / card.earnings.value:.0%}."


def _where_found(card, text_query):
    fields = card.searched
    found = []
    for number, word in enumerate(text_query.words):
        terms = [word, *text_query.alike(word)]
        is_last = number == len(text_query.words) - 1
        place = next((name for name, words in fields.items() if _stands_in(terms, words, is_last)), None)
        if place:
            found.append((word, place))
    parts = [f"“{' '.join(word for word, where in found if where == name)}” in {name}" for name in _in_order(found)]
    return f"Found {', '.join(parts)}." if parts else ""


def _in_order(found):
    return dict.fromkeys(where for _, where in found)


def searched_fields(program):
    """What a reader calls the parts of a program that are searched → their words, likeliest first."""
    school = program.school
    texts = {
        "the school's name": f"{school.name} {school.display_name}",
        f"a former name, {school.former_names}": school.former_names,
        "the subject": program.title,
        "another name that the school goes by": school.aliases,
        "the place": f"{school.city} {school.state} {PLACES.get(school.state, '')}",
        "the level": LEVEL_WORDS.get(program.level, ""),
    }
    return {name: words_of(text, most=None) for name, text in texts.items()}


def _stands_in(terms, words, is_beginning):
    """Say whether one of the terms stands among the words, in any form; the last word of a text may be a beginning."""
    needed = {part for term in terms for part in term.split()}
    return any(_same_word(part, word) or (is_beginning and word.startswith(part)) for part in needed for word in words)


def _same_word(one, other):
    shared = len(commonprefix([one, other]))
    return one == other or (shared >= SHORTEST_STEM and shared >= SHARED * max(len(one), len(other)))

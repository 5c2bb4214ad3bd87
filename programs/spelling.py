"""Did you mean: typing errors corrected word by word from the words of the catalogue.

A word is corrected when a known word is only a slip of the fingers away. Whatever is farther off stays as it was typed:
nonsense stays nonsense, and a name we do not list is not turned into one that we do.
"""

import re
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from programs.query import known_words
from programs.query.sentence import key_of, printable

SHORTEST = 4
"""Letters of the shortest word that is corrected; shorter ones have too many neighbours."""

LONGEST = 30
MOST_WORDS = 12
"""Words of a text that are looked at."""

LONG_BEGINNING = 9
"""Letters from which on a beginning that lacks one letter of a word is taken for that word: "certificat"."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Suggestion:
    """The text with its typing errors corrected, and each correction as (what was typed, what is meant)."""

    text: str
    changed: tuple[tuple[str, str], ...]


def suggest(text, vocabulary):
    """Return a Suggestion for a text, or None when there is nothing to correct.

    `vocabulary` is {word: in how many programs it stands}, in lower case. The words that the query reader knows
    ("bachelors", "cheapest", "texas") count as known too.
    """
    text, changed, pieces, end = printable(text), {}, [], 0
    known = known_words()
    for match in list(WORD.finditer(text))[:MOST_WORDS]:
        word = key_of(match[0])
        correction = _correction(word, vocabulary, known)
        if correction:
            changed[match[0]] = _in_case_of(match[0], correction)
            pieces += [text[end : match.start()], changed[match[0]]]
            end = match.end()
    return Suggestion("".join([*pieces, text[end:]]), tuple(changed.items())) if changed else None


def _correction(word, vocabulary, known):
    """Return the known word that is meant by a misspelt one, or None."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or word in vocabulary or word in known:
        return None
    longer = [other for other in vocabulary if other.startswith(word)]
    if longer:
        return _completion(word, longer)
    return _closest(word, vocabulary, known)


def _completion(word, longer):
    """A beginning stays as it is, unless only its last letter is missing: "purdu" is Purdue, "admin" is what it is.

    A missing "s" is no slip: search treats "billing" and "billings" alike, and Billings is also a city.
    """
    full = min(longer, key=len)
    if len(full) != len(word) + 1 or (full == f"{word}s" and not word.endswith("s")):
        return None
    is_only_one = all(other.startswith(full) for other in longer)
    return full if is_only_one or len(word) >= LONG_BEGINNING else None


def _closest(word, vocabulary, known):
    """The nearest known word within reach; of those equally near, one that begins alike, and then the most frequent."""
    reach = most_slips(len(word))
    found = [
        *process.extract(word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=reach, limit=None),
        *process.extract(word, known, scorer=OSA.distance, score_cutoff=reach, limit=None),
    ]
    near = [
        (slips, other[0] != word[0], -vocabulary.get(other, 0), other)
        for other, slips, _ in found
        if len(other) >= SHORTEST and (slips == 1 or other[0] == word[0])
    ]
    return min(near)[-1] if near else None


def most_slips(letters):
    """How many letters may be wrong, missing, added or swapped with their neighbour in a word of so many letters."""
    return 1 if letters < 8 else 2 if letters < 11 else 3


def _in_case_of(typed, correction):
    """The correction with the capital letters of what was typed."""
    if typed.isupper():
        return correction.upper()
    return correction.capitalize() if typed[0].isupper() else correction

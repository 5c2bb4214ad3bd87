"""What a student's sentence means: "online mha in texas under 30k debt" becomes filters and words to search for.

Pure functions, no database. Whatever is not surely a filter stays a word: the text search knows states, levels and
schools too, so a word that was not understood still finds its programs.
"""

from functools import cache

from programs.query.fields import take_fields
from programs.query.filler import FILLER, drop_edges, drop_filler, drop_near_me
from programs.query.money import AFTER, BEFORE, COST_WORDS, KINDS, LINKS, take_money
from programs.query.places import REGION_NAMES, STATE_NAMES, take_places
from programs.query.reading import Question, Reading, Understood
from programs.query.schools import keep_known_names
from programs.query.sentence import Sentence, normalise_name
from programs.query.spanish import TELLING, drop_small_words
from programs.query.wishes import (
    KEPT_PHRASES,
    SORT_PHRASES,
    WISH_PHRASES,
    keep_lookalikes,
    take_ambiguous_degrees,
    take_wishes,
)

__all__ = ["Question", "Reading", "Understood", "known_words", "normalise_name", "read"]


def read(text, names=frozenset(), fields=None):
    """Return the Reading of any text at all.

    `names` are known school names (see normalise_name); they stay words. `fields` are the fields of study that programs
    are told apart by, {six-digit code: title}.
    """
    sentence = Sentence(text)
    keep_known_names(sentence, names)
    drop_near_me(sentence)
    keep_lookalikes(sentence)
    take_wishes(sentence, SORT_PHRASES)
    take_money(sentence)
    take_fields(sentence, fields or {})
    take_wishes(sentence, WISH_PHRASES)
    drop_small_words(sentence)
    take_places(sentence)
    take_ambiguous_degrees(sentence)
    drop_filler(sentence)
    drop_edges(sentence)
    return Reading(text, sentence.words(), sentence.as_understood(), tuple(sentence.unclear), sentence.near_me)


@cache
def known_words():
    """Every single word that `read` knows; the spelling need not correct them."""
    tables = (SORT_PHRASES, WISH_PHRASES, KEPT_PHRASES, STATE_NAMES, REGION_NAMES, BEFORE, AFTER)
    return (
        frozenset(word for table in tables for phrase in table for word in phrase)
        | FILLER
        | KINDS.keys()
        | COST_WORDS
        | LINKS
        | TELLING
    )

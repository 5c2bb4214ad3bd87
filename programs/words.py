"""The searchable words of a text: the one tokeniser of search, vocabulary and spelling."""

import re
import unicodedata

LONGEST_TEXT = 400
MOST_WORDS = 12
"""Words of a text that are searched for; the rest of a longer text is passed over."""

LONGEST_WORD = 40


def words_of(text, most=MOST_WORDS):
    """Return the searchable words of any text at all: letters and digits, lower case, without accents.

    Of what a stranger typed only the first MOST_WORDS; `most=None` gives all, for the catalogue's own texts.
    """
    plain = unicodedata.normalize("NFKD", (text if most is None else text[:LONGEST_TEXT]).casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    # "O'Brien's" is one word to a reader; "health care" and "healthcare" are one idea.
    plain = plain.replace("'", "").replace("’", "").replace("health care", "healthcare")
    return [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", plain)[:most]]

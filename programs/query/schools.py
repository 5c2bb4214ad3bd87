"""Names of schools hold names of states: "Ohio State", "University of Texas at Austin". They stay words.

Nothing is lost by that: the text search knows the state of every school. Too much would be lost by the opposite: Texas
Woman's University read as "woman's university in Texas".
"""

from programs.query.sentence import word_set

SCHOOL_WORDS = word_set(
    "university univ uni college institute institution academy polytechnic seminary conservatory universidad colegio "
    "instituto"
)
NAME_ENDS = word_set(
    "tech a&m wesleyan christian baptist lutheran methodist dominican adventist western southern northern eastern "
    "central southmost commonwealth international atlantic gulf polytechnic womans womens global intercontinental "
    "northstate southwestern northwestern highlands career"
)
"""Words that make a school's name out of a state's: Florida Atlantic, Indiana Wesleyan, Virginia Tech."""

PLACE_ENDS = word_set(
    "city beach springs county falls valley heights avenue ave street park hills bay harbor lake mills"
)
"""Words that make another place out of a state's name: Kansas City, Virginia Beach, Delaware County."""

NAME_BEGINNINGS = word_set("george mary martha booker lake mount fort port glen")
"""Words before a state's name that make another name of it: George Washington, Fort Washington."""

DIRECTIONS = word_set(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern upper lower middle mid upstate downstate coastal "
    "southside"
)
STOPS = word_set("in at near with for or under over from of on by to the")
LONGEST_NAME = 12
"""Tokens of the longest name that is looked up."""

FARTHEST = 3
"""Tokens that may stand between a state and the word "university": Texas Tech University Health Sciences Center."""


def keep_known_names(sentence, names):
    """Keep every known school name of two words or more, the longest first."""
    index = 0
    while index < len(sentence) - 1:
        end = _name_end(sentence, index, names)
        if end:
            sentence.keep(index, end)
        index = end or index + 1


def _name_end(sentence, start, names):
    for end in range(min(start + LONGEST_NAME, len(sentence)), start + 1, -1):
        if " ".join(sentence.keys[start:end]) in names:
            return end
    return None


def name_around(sentence, start, end, *, is_asked_for):
    """Return (start, end) of the school's or other place's name that a state's name is a part of, or None.

    `is_asked_for` says that "in" or "near" stands before the state: then only the word right after it can change that.
    """
    return (
        _name_with_ending(sentence, start, end)
        or _name_of_school_of(sentence, start, end)
        or (None if is_asked_for else _name_with_beginning(sentence, start, end))
        or (None if is_asked_for else _name_before_university(sentence, start, end))
    )


def _name_with_ending(sentence, start, end):
    """Ohio State, Virginia Tech, Texas A&M, Texas College, Kansas City."""
    if end >= len(sentence) or not sentence.tokens[end].is_joined or not sentence.is_word(end):
        return None
    following = sentence.keys[end]
    if following == "a" and sentence.key(end + 1) == "m":
        return start, end + 2
    if following == "state" or following in NAME_ENDS | PLACE_ENDS | SCHOOL_WORDS:
        return start, end + 1
    return None


def _name_of_school_of(sentence, start, end):
    """University of Texas, University of North Texas, University of the District of Columbia."""
    before = start - 1
    while start - before < 4 and sentence.key(before) in DIRECTIONS | {"the"}:
        before -= 1
    if sentence.key(before) == "of" and sentence.key(before - 1) in SCHOOL_WORDS | {"u"}:
        return before - 1, end
    return None


def _name_with_beginning(sentence, start, end):
    """George Washington; North Texas, which is short for a university more often than it is a part of the state."""
    before = sentence.key(start - 1)
    if sentence.tokens[start].is_joined and sentence.is_word(start - 1) and before in NAME_BEGINNINGS | DIRECTIONS:
        return start - 1, end
    return None


def _name_before_university(sentence, start, end):
    """California Healing Arts College, Texas Health and Science University."""
    for index in range(end, min(end + FARTHEST + 1, len(sentence))):
        if not sentence.tokens[index].is_joined or not sentence.is_word(index) or sentence.keys[index] in STOPS:
            return None
        if sentence.keys[index] in SCHOOL_WORDS:
            return start, index + 1
    return None

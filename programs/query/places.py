"""States, territories and regions in a sentence, by name and by postal code.

Many postal codes are also words or other abbreviations (or, in, me, hi, pa, ma). They count as places only where they
can hardly be anything else; whatever stays a word is still found by the text search.
"""

from careerportal.taxonomy import regions, states
from programs.query.filler import CONNECTIVES, FILLER
from programs.query.schools import DIRECTIONS, SCHOOL_WORDS, name_around
from programs.query.sentence import Phrases, word_set

PREPOSITIONS = word_set("in near around across throughout within")

OTHER_NAMES = {
    "DC": ("washington dc", "washington d c", "d c"),
    "NY": ("new york city", "new york state"),
    "VI": ("virgin islands", "us virgin islands", "u s virgin islands"),
    "MP": ("northern marianas",),
    "FM": ("micronesia",),
}

OFTEN_WORDS = word_set("al ar co ct de hi id la md mo mt ne oh ok pa ut va pr gu")
"""Codes that are words or other abbreviations when another word follows: "PA program", "VA hospital", "UT Austin"."""

MOSTLY_WORDS = word_set("or in me ma ms as mp fm mh pw vi")
"""Codes that are words nearly always: only a comma, "in" or capital letters make them places."""

BEGINNINGS_OF_CITIES = word_set("la de al co")
"""Codes that are often the first word of a city: La Crosse, De Pere."""

NOT_THE_STATE_BEFORE = word_set("for help show tell give to let with")
"""Words after which "me" is the student."""


def _with_of(names):
    return {f"{before}{name}": code for name, code in names.items() for before in ("", "state of ")}


STATE_NAMES = Phrases(
    _with_of(
        {name.lower().replace(".", " ").strip(): code for code, name in states.PLACES.items()}
        | {name: code for code, names in OTHER_NAMES.items() for name in names}
    )
)
LONE_REGIONS = frozenset({"south", "west", "northeast", "mountain", "pacific"})
"""Regions whose names are also parts of names: read only after "in the" or with "states" or "region" behind."""

REGION_NAMES = Phrases(
    {
        f"{name}{after}": word
        for word, label in regions.ENGLISH.items()
        for name in {label.lower(), label.lower().replace("middle atlantic", "mid atlantic")}
        for after in ("", " states", " region", " division")
    }
    | {f"{name}{after}": word for name, word in (
        ("midwestern", "midwest"), ("northeastern", "northeast"), ("southern", "south"), ("western", "west"),
        ("mid western", "midwest"), ("mid west", "midwest"), ("north east", "northeast"),
    ) for after in (" states", " region", " us", " united states")}
    | {"mid west": "midwest", "newengland": "new-england"}
)  # fmt: skip


def take_places(sentence):
    """Read states, then regions, then postal codes as filters."""
    for start, end, code in sentence.find(STATE_NAMES):
        _take_state(sentence, start, end, code)
    for start, end, word in sentence.find(REGION_NAMES):
        _take_region(sentence, start, end, word)
    for index, key in enumerate(sentence.keys):
        if key.upper() in states.PLACES and sentence.is_free(index, index + 1) and _is_code(sentence, index):
            _take_code(sentence, index, key.upper())


def _wish(code):
    return [("state", code, states.PLACES[code])]


def _is_asked_for(sentence, start):
    """ "in", "near" or the like stands before, perhaps with "the" between."""
    before = start - 1
    while start - before < 3 and sentence.key(before) in ("the", "greater"):
        before -= 1
    return sentence.key(before) in PREPOSITIONS and sentence.is_word(before)


def _take_state(sentence, start, end, code):
    # "in southern California": the state is the nearest thing that we can narrow by.
    first = start - 1 if sentence.key(start - 1) in DIRECTIONS else start
    is_asked_for = _is_asked_for(sentence, first)
    if code == "WA":
        code, end = _which_washington(sentence, end, is_asked_for=is_asked_for)
    name = name_around(sentence, start, end, is_asked_for=is_asked_for)
    if name:
        sentence.keep(*name)
    else:
        sentence.take(first if is_asked_for else start, end, _wish(code))


def _which_washington(sentence, end, *, is_asked_for):
    """Return (code, end): "Washington, DC" is the District of Columbia, and "in Washington state" is the state."""
    for district in (["dc"], ["d", "c"]):
        if sentence.keys[end : end + len(district)] == district:
            return "DC", end + len(district)
    is_state = sentence.key(end) == "state" and sentence.key(end + 1) not in SCHOOL_WORDS
    return "WA", end + 1 if is_asked_for and is_state and sentence.is_free(end, end + 1) else end


def _take_region(sentence, start, end, word):
    is_asked_for = _is_asked_for(sentence, start)
    if name_around(sentence, start, end, is_asked_for=is_asked_for):
        return
    ends_here = end == len(sentence) or not sentence.is_word(end) or not sentence.tokens[end].is_joined
    is_bare = end - start == 1 and word in LONE_REGIONS
    ends_here = ends_here or sentence.key(end) in PREPOSITIONS
    if not is_bare or (ends_here and _may_be_region(sentence, start, word)):
        sentence.take(start, end, [("region", word, regions.NAMES[word])])


def _may_be_region(sentence, start, word):
    return word == "northeast" or _is_asked_for(sentence, start) or sentence.key(start - 1) == "the"


def _take_code(sentence, index, code):
    is_asked_for = _is_asked_for(sentence, index)
    name = name_around(sentence, index, index + 1, is_asked_for=is_asked_for or sentence.tokens[index].follows_comma)
    if name:
        sentence.keep(*name)
    else:
        sentence.take(index, index + 1, _wish(code))


def _is_code(sentence, index):
    """Say whether a token that looks like a postal code stands for a state here."""
    key = sentence.keys[index]
    if key == "me" and sentence.key(index - 1) in NOT_THE_STATE_BEFORE | {"near", "around"}:
        return False
    if _is_listed_after_place(sentence, index) and key not in MOSTLY_WORDS:
        return True
    if key not in OFTEN_WORDS | MOSTLY_WORDS:
        return True
    is_city_and_state = sentence.tokens[index].follows_comma and sentence.is_word(index - 1)
    if _is_asked_for(sentence, index) or is_city_and_state:
        if key in ("or", "in", "as"):
            return _is_last(sentence, index)
        return key not in BEGINNINGS_OF_CITIES or _ends(sentence, index)
    if key in MOSTLY_WORDS:
        is_capital = sentence.is_upper(index) and sentence.is_word(index - 1)
        return is_capital and key not in ("ms", "as") and _is_last(sentence, index)
    return index > 0 and _ends(sentence, index) and sentence.key(index - 1) not in ("of", "the", "a", "in")


def _is_last(sentence, index):
    """No word goes on from this token: it is the last, or a comma or something understood follows."""
    following = index + 1
    return following == len(sentence) or not sentence.is_word(following) or sentence.tokens[following].follows_comma


def _ends(sentence, index):
    """No word that could be searched for goes on from this token."""
    return _is_last(sentence, index) or sentence.keys[index + 1] in CONNECTIVES | FILLER


def _is_listed_after_place(sentence, index):
    """A place stands before, with "or", "and" or a comma between: "in tx, ok or la"."""
    before = index - 1
    if sentence.key(before) in ("or", "and"):
        before -= 1
    elif not sentence.tokens[index].follows_comma and "/" not in sentence.tokens[index].gap:
        return False
    if before < 0:
        return False
    place = sentence.tokens[before]
    return any(part.parameter == "state" and part.end == place.end for part in sentence.understood[-3:])

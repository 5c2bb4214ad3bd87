"""Words that carry a sentence and say nothing that could be searched for."""

from programs.query import spanish
from programs.query.schools import SCHOOL_WORDS
from programs.query.sentence import Phrases, Use, word_set

FILLER = word_set(
    "a an i im ive my me your we you it its is are was be am do does did can could would should will the this that "
    "these those there which what who whom whose how why when where want wants wanted need needs looking look find "
    "finding found show get getting give tell help please search searching like best top degree degrees program "
    "programs programme programmes course courses class classes school schools colleges universities option options "
    "list offered offering offers offer available near nearby around within have has having into about if any some "
    "all only just also s us usa become becoming much sort sorted order ordered rank ranked ranking graduates grads "
    "alumni area dollar dollars usd"
)
FILLER |= spanish.FILLER
"""Dropped wherever they stand, except in a school's name."""

CONNECTIVES = word_set("of and at the in for with to on by or from as per via")
"""Dropped at the edge of what is searched for; kept inside it where they may be part of a name."""

LONE_SCHOOLS = word_set("college university universidad")
"""Kept where they name a school, dropped where they only say that one is looked for."""

MILES = word_set("mile miles")

KEPT_INSIDE = word_set("of and at the")

COUNTRY = Phrases(dict.fromkeys(("u s", "u s a", "united states", "united states of america", "america"), True))
"""The whole catalogue is of the United States."""

NEAR_ME = Phrases(
    dict.fromkeys(
        ("near me", "near my home", "near my house", "near my place", "near home", "near here", "nearby", "nearest",
         "close to me", "close to home", "close by", "closest", "closest to me", "nearest to me", "around me",
         "around here", "in my area", "in my city", "in my town", "in my state", "near where i live"),
        True,
    )
)  # fmt: skip


def drop_near_me(sentence):
    """Note that the student asks for schools close by, or within some miles."""
    for start, end, _ in sentence.find(NEAR_ME):
        sentence.drop(start, end)
        sentence.near_me = True
    for index, key in enumerate(sentence.keys):
        number = index - 1
        while number > 0 and sentence.uses[number] is Use.FILLER:
            number -= 1  # What is read away stands between no longer: "40 40 miles miles" is two distances.
        is_distance = key in MILES and sentence.key(number).isdecimal()
        if is_distance and sentence.is_free(number, number + 1) and sentence.is_free(index, index + 1):
            sentence.drop(number, number + 1)
            sentence.drop(index, index + 1)
            sentence.near_me = True


def drop_filler(sentence):
    """Drop the words that mean nothing here; "school" stays in "school of nursing", "a" in "A & M" and "A T Still"."""
    for start, end, _ in sentence.find(COUNTRY):
        sentence.drop(start, end)
    # From the end, so that what follows a word has been decided: "a a a" is nothing, however often it is read.
    for index, key in reversed(list(enumerate(sentence.keys))):
        if key not in FILLER or key in CONNECTIVES or sentence.uses[index] is not Use.FREE:
            continue
        following = sentence.key(index + 1) if sentence.is_word(index + 1) else ""
        if not (key == "school" and following == "of") and not (key == "a" and len(following) == 1):
            sentence.drop(index, index + 1)


def drop_edges(sentence):
    """Drop connectives that connect nothing any more, and "college" where it names none."""
    _drop_lone_schools(sentence)
    index = 0
    while index < len(sentence):
        if not _is_connective(sentence, index):
            index += 1
            continue
        end = index
        while _is_connective(sentence, end):
            end += 1
        inside = sentence.is_word(index - 1) and sentence.is_word(end)
        in_name = inside and _names_a_school(sentence, index - 1)
        for place in range(index, end):
            if not inside or (not in_name and sentence.keys[place] not in KEPT_INSIDE):
                sentence.drop(place, place + 1)
        index = end


def _is_connective(sentence, index):
    return sentence.key(index) in CONNECTIVES and sentence.uses[index] is Use.FREE


def _names_a_school(sentence, index):
    """One of the three words up to here is "university", "college" or the like."""
    return any(
        sentence.key(place) in SCHOOL_WORDS and sentence.is_word(place) for place in range(max(index - 2, 0), index + 1)
    )


def _drop_lone_schools(sentence):
    for index, key in enumerate(sentence.keys):
        if key not in LONE_SCHOOLS or sentence.uses[index] is not Use.FREE:
            continue
        before, after = index - 1, index + 1
        named_before = sentence.is_word(before) and sentence.keys[before] not in CONNECTIVES
        named_after = sentence.is_word(after) and (
            sentence.keys[after] == "of" or sentence.keys[after] not in CONNECTIVES
        )
        if not named_before and not named_after:
            sentence.drop(index, index + 1)

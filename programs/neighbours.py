"""Programs to look at beside one, or first at a level: the largest, as far as their sizes are published."""

from django.utils.translation import gettext

from programs.cards import Card
from programs.models import Program

SHOWN, SHOWN_AT_SCHOOL = 6, 12


def similar_to(program):
    """Cards of programs of its level and field at other schools of its state; of the nation where that is unknown."""
    school = program.school
    similar = Program.objects.published().at_listed_schools().at_level(program.level).in_field_of(program)
    if school.state:
        similar = similar.in_state(school.state)
    return [Card(other) for other in similar.exclude(school=school).for_listing().by_size()[:SHOWN]]


def at_the_same_school(program):
    """Cards of other programs of its school, lowest rung first, and whether there are more than these.

    A university has hundreds when every field is loaded: then those of the program's own field come first.
    """
    others = Program.objects.published().for_listing().filter(school=program.school).exclude(pk=program.pk)
    found = list(others.in_the_family_first(program)[: SHOWN_AT_SCHOOL + 1])
    return [Card(other) for other in found[:SHOWN_AT_SCHOOL]], len(found) > SHOWN_AT_SCHOOL


def largest(programs):
    """Cards of the largest of some programs, those of unknown size left out; of any of them where none is known."""
    cards = [Card(program) for program in programs.for_listing().by_size()[:SHOWN]]
    known = [card for card in cards if not card.completers.is_blank]
    return {"cards": known or cards, "sizes_are_known": bool(known)}


def order_in_words(cards):
    """Say how cards that are ordered by size stand."""
    known = [not card.completers.is_blank for card in cards]
    if all(known):
        return gettext("The largest first.")
    if any(known):
        return gettext("The largest first; those whose size is not published come last.")
    return gettext("How many graduates they have is not published.")

"""What templates ask of programs."""

from django import template

from programs import distance, reasons

register = template.Library()


@register.filter
def why(card, filterset):
    """Why a card stands where it does in the results of a search."""
    return reasons.reason(card, filterset.text_query, filterset.order)


@register.filter
def how_far(card, filterset):
    """How far a card's school is from the place of a search, in words; empty where the search names none."""
    school, near = card.program.school, filterset.chosen.get("near")
    if near is None or school.latitude is None:
        return ""
    here = near.place.latitude, near.place.longitude
    return distance.in_words(distance.miles_between(here, (school.latitude, school.longitude)))

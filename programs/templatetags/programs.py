"""What templates ask of programs."""

from django import template

from programs import reasons

register = template.Library()


@register.filter
def why(card, filterset):
    """Why a card stands where it does in the results of a search."""
    return reasons.reason(card, filterset.text_query, filterset.order)

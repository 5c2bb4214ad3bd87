"""What templates ask of programs."""

from django import template
from django.utils.translation import get_language

from careerportal import pieces
from programs import distance, reasons
from programs.filter_words import ORDER_LABELS

register = template.Library()


@register.simple_tag
def sort_by(filterset):
    """The choice of an order for the results of a search."""
    return pieces.keep(_sort_by, filterset.usual_order, tuple(filterset.orders), filterset.order)


def _sort_by(usual, words, order):
    orders = [(word, ORDER_LABELS[word or usual]) for word in words]
    return pieces.draw("pieces/sort_by.jinja", orders=orders, order=order)


@register.simple_tag
def found_cards(cards, filterset):
    """The cards that a search found: how far each is from the place that it names, and why it stands where it does."""
    near, language = filterset.chosen.get("near"), get_language()
    explains = filterset.order != "name"
    rows = [
        (
            card.html_in(language),
            how_far(card, near.place) if near else "",
            reasons.reason(card, filterset.text_query, filterset.order) if explains else "",
        )
        for card in cards
    ]
    return pieces.draw("pieces/found_cards.jinja", rows=rows, place=near.place if near else "")


@register.simple_tag
def program_card(card):
    """A program at a glance."""
    return card.draw()


@register.simple_tag
def card_list(cards, names_level=False):
    """A list of program cards; with the level in each title where the school is the same."""
    drawn = [card.draw(names_level=names_level) for card in cards]
    return pieces.draw("pieces/card_list.jinja", drawn=drawn, cards=cards)


def how_far(card, place):
    """How far a card's school is from a place, in words; empty where nobody knows."""
    school = card.program.school
    if school.latitude is None:
        return ""
    here = place.latitude, place.longitude
    return distance.in_words(distance.miles_between(here, (school.latitude, school.longitude)))


@register.simple_tag
def take_away(query, sentence):
    """The exports and the feed of a search, by its query string."""
    return pieces.draw("pieces/take_away.jinja", query=f"?{query}" if query else "", sentence=sentence)

"""Numbers and dates of the planners, as a person writes them."""

from django import template

from certification import advice

register = template.Library()


@register.filter
def plain_number(number):
    """Write 12.00 as 12 and 4.50 as 4.5."""
    return advice.plain(number)

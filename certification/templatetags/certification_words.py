"""What the certification pages say beside their own words: numbers as a person writes them, and what there is."""

from django import template

from certification import advice
from certification.models import Certification

register = template.Library()


@register.filter
def plain_number(number):
    """Write 12.00 as 12 and 4.50 as 4.5."""
    return advice.plain(number)


register.filter(advice.what_is_left)
register.filter(advice.pace_that_suffices)


@register.simple_tag
def can_compare():
    """Whether there are certifications to set side by side: two at least."""
    return Certification.objects.order_by()[1:2].exists()

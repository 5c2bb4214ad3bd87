"""What pages about pay need: `row|figure_of:"annual_p50"`, `rse|in_a_word`, tiles and legend of the wage map."""

from django import template

from careerportal import wage_map
from salaries import precision

register = template.Library()
register.simple_tag(wage_map.tiles, name="wage_tiles")
register.simple_tag(wage_map.legend, name="wage_legend")
register.filter(precision.in_a_word)


@register.filter
def figure_of(row, field):
    """The Figure of a row's field, to be shown by `{% figure %}`."""
    return row.figure(field)


@register.filter
def change_in_words(projection):
    """Say the projected change: "23.2% more jobs", "4% fewer jobs", or why there is no figure."""
    change = projection.figure("change_percent")
    if change.is_blank:
        return change.as_number()
    if not change.value:
        return "As many jobs"
    return f"{abs(change.value):g}% {'more' if change.value > 0 else 'fewer'} jobs"

"""What pages about pay need: figures of a row, words for errors and changes, cells of a table, the wage map, ranges."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

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


@register.simple_tag
def pay_cells(cells):
    """The cells of a table row, each (label, words, is_blank). A loop in a template takes five times as long."""
    return mark_safe("".join(_cell(*cell) for cell in cells))  # noqa: S308 -- every part is escaped


def _cell(label, words, is_blank):
    blank = " fig--blank" if is_blank else ""
    return f'<td class="num" data-label="{escape(label)}"><span class="fig{blank}">{escape(words)}</span></td>'


@register.filter
def dollar_range(span):
    """Say a Range of dollars: "$320 to $364"; one amount where both ends say the same."""
    return _range(span, lambda dollars: f"${dollars:,.0f}")


@register.filter
def percent_range(span):
    """Say a Range of percent: "4.2% to 7.9%"."""
    return _range(span, lambda percent: f"{percent:,.1f}%")


@register.filter
def years_range(span):
    """Say a Range of years: "3.1 to 6.4 years", "3.1 years or never"."""
    if span.low is None:
        return "never: it would not cover the interest"
    if span.high is None:
        return f"{span.low:.1f} years, or never where it would not cover the interest"
    return f"{_range(span, lambda years: f'{years:.1f}')} years"


def _range(span, say):
    low, high = say(span.low), say(span.high)
    return low if low == high else f"{low} to {high}"

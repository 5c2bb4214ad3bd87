"""What pages about pay need: figures of a row, words for errors and changes, cells of a table, the wage map, ranges."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from careerportal import wage_map
from careerportal.pieces import written
from salaries import entry, precision, ranges

register = template.Library()
register.simple_tag(wage_map.tiles, name="wage_tiles")
register.simple_tag(wage_map.legend, name="wage_legend")
register.filter(precision.in_a_word)
register.filter("entry_education", entry.education)
register.filter("entry_experience", entry.experience)
register.filter("dollar_range", ranges.in_dollars)
register.filter("percent_range", ranges.in_percent)
register.filter("years_range", ranges.in_years)


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
        return gettext("As many jobs")
    said = gettext("%(percent)s%% more jobs") if change.value > 0 else gettext("%(percent)s%% fewer jobs")
    return said % {"percent": f"{abs(change.value):g}"}


@register.simple_tag
def pay_cells(cells):
    """The cells of a table row, each (label, words, is_blank). A loop in a template takes five times as long."""
    return SafeString("".join([_cell(*cell) for cell in cells]))


def _cell(label, words, is_blank):
    blank = " fig--blank" if is_blank else ""
    return f'<td class="num" data-label="{written(label)}"><span class="fig{blank}">{written(words)}</span></td>'

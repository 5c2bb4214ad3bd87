"""The map of states by pay: what each tile says, its shade and what the shades mean."""

from django.utils.translation import gettext

from careerportal import charts
from careerportal.taxonomy.figures import Figure, FigureStatus


def tiles(estimates, shown):
    """Postal code → what its tile says, its shade (None for a blank) and the page of that place.

    `shown` is one of salaries.pictures.MAP_FIGURES.
    """
    figures = {estimate.area.state: shown.of(estimate) for estimate in estimates}
    pages = {estimate.area.state: estimate.get_absolute_url() for estimate in estimates}
    limits = charts.class_limits(figure.value for figure in figures.values())
    return {
        state: {
            "text": shown.say(figure),
            "short": shown.say_shortly(figure),
            "class": charts.class_of(figure.value, limits),
            "href": pages[state],
        }
        for state, figure in figures.items()
    }


def legend(estimates, shown):
    """What each shade means: (class, "$98,000 to $106,310") from the lowest and highest figure in it."""
    values = sorted(figure.value for figure in map(shown.of, estimates) if not figure.is_blank)
    limits = charts.class_limits(values)
    groups = {}
    for value in values:
        groups.setdefault(charts.class_of(value, limits), []).append(value)
    return [(place, _range_in_words(group, shown)) for place, group in groups.items()]


def _range_in_words(group, shown):
    low, high = (shown.say(Figure(value, FigureStatus.REPORTED)) for value in (group[0], group[-1]))
    return low if low == high else gettext("%(low)s to %(high)s") % {"low": low, "high": high}

"""Pages about wages and employment."""

import re

from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from careerportal.sync import kept_pages
from careerportal.taxonomy.soc import SOC_PATTERN
from salaries import areas, counted_together, pictures, places, precision, tables
from salaries.careers import with_national_wages
from salaries.models import Occupation, WageEstimate
from salaries.queries import ORDERS

DEFAULT_ORDER = "-median"
DEFAULT_MAP = "median"
ENDS_SHOWN = 8


@require_safe
@kept_pages.until_change()
def salary_list(request):
    """The occupations with their national pay and employment."""
    occupations = Occupation.objects.in_listing_order()
    return render(request, "salaries/salary_list.html", {"rows": with_national_wages(occupations)})


@require_safe
@kept_pages.until_change("place", "sort", "show")
def occupation(request, soc):
    """What one occupation pays: in the nation, over the years, state by state; `?place=` finds an area by name."""
    found = Occupation.objects.filter(soc=soc).first() if re.fullmatch(SOC_PATTERN, soc) else None
    if found is None:
        context = {"occupations": Occupation.objects.in_listing_order(), "asked_for": soc}
        return render(request, "salaries/unknown_occupation.html", context, status=404)
    words = areas.asked_place(request)
    search = areas.search(found, words) if words else None
    if search and (only_one := areas.only_place(found, search)):
        return only_one
    notices = []
    sort = chosen(request, "sort", ORDERS, DEFAULT_ORDER, notices)
    shown = chosen(request, "show", pictures.MAP_FIGURES, DEFAULT_MAP, notices)
    estimates = WageEstimate.objects.of(soc)
    year = estimates.newest_year()
    history = list(estimates.national().with_place().order_by("year"))
    national = next((estimate for estimate in history if estimate.year == year), None)
    context = {
        "occupation": found,
        "year": year,
        "national": national,
        "history": pictures.with_break(history),
        "history_releases": list(dict.fromkeys(estimate.release for estimate in history if estimate.release)),
        "trend": pictures.trend(history),
        "counted_in": counted_together.before(soc),
        "exactness": precision.of_estimate(national) if national else [],
        "projection": found.projections.select_related("release").first(),
        "shown": pictures.MAP_FIGURES[shown],
        "map_figures": pictures.MAP_FIGURES.values(),
        "notices": notices,
        "search": search,
        **state_by_state(estimates.in_year(year), sort),
    }
    if national:
        context["spread"] = pictures.spread(national)
    return render(request, "salaries/salary_detail.html", context)


def state_by_state(estimates, sort):
    """The states' estimates of one year, the table of them, and the areas at both ends."""
    states = list(estimates.by_state().with_place().sorted_by(sort))
    rows = tables.rows(states)
    return {
        "states": states,
        "headings": tables.headings(sort),
        "rows": rows,
        "blanks": tables.blanks(rows),
        "ends": ends(estimates) if states else [],
    }


def ends(estimates):
    """The areas with the highest and the lowest medians: (heading, rows) pairs; none where few areas are known."""
    small = estimates.by_small_area().with_median().with_place()
    highest, lowest = (list(small.sorted_by(order)[:ENDS_SHOWN]) for order in ("-median", "median"))
    if len(highest) < ENDS_SHOWN:
        return []
    return [
        (heading, [places.row(estimate, places.NEIGHBOUR_COLUMNS) for estimate in part])
        for heading, part in ((gettext("Highest medians"), highest), (gettext("Lowest medians"), lowest))
    ]


REFUSALS = {
    "sort": _("“%(word)s” is not a way to sort. You can sort by: %(choices)s."),
    "show": _("“%(word)s” is not a way to show. You can show by: %(choices)s."),
}
"""Parameter → what to say of a word that it does not know."""


def chosen(request, name, choices, default, notices):
    """Return the word of a query-string parameter; for an unknown word the default, and a notice that says so."""
    word = request.GET.get(name, "")
    if not word or word in choices:
        return word or default
    notices.append(REFUSALS[name] % {"word": word[:40], "choices": ", ".join(choices)})
    return default

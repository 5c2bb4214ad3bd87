"""Pages about wages and employment."""

import re

from django.shortcuts import render
from django.views.decorators.http import require_safe

from careerportal.taxonomy.soc import SOC_PATTERN
from salaries import pictures, precision, tables
from salaries.careers import with_national_wages
from salaries.models import Occupation, WageEstimate
from salaries.queries import ORDERS

DEFAULT_ORDER = "-median"
DEFAULT_MAP = "median"


@require_safe
def salary_list(request):
    """The occupations with their national pay and employment."""
    occupations = Occupation.objects.in_listing_order()
    return render(request, "salaries/salary_list.html", {"rows": with_national_wages(occupations)})


@require_safe
def occupation(request, soc):
    """What one occupation pays: in the nation, over the years, and state by state."""
    found = Occupation.objects.filter(soc=soc).first() if re.fullmatch(SOC_PATTERN, soc) else None
    if found is None:
        context = {"occupations": Occupation.objects.in_listing_order(), "asked_for": soc}
        return render(request, "salaries/unknown_occupation.html", context, status=404)
    notices = []
    sort = chosen(request, "sort", ORDERS, DEFAULT_ORDER, notices)
    shown = chosen(request, "show", pictures.MAP_FIGURES, DEFAULT_MAP, notices)
    estimates = WageEstimate.objects.of(soc)
    year = estimates.newest_year()
    history = list(estimates.national().with_place().order_by("year"))
    national = next((estimate for estimate in history if estimate.year == year), None)
    states = list(estimates.by_state().in_year(year).with_place().sorted_by(sort)) if year else []
    rows = tables.rows(states)
    context = {
        "occupation": found,
        "year": year,
        "national": national,
        "history": pictures.with_break(history),
        "history_releases": list(dict.fromkeys(estimate.release for estimate in history if estimate.release)),
        "trend": pictures.trend(history),
        "exactness": precision.of_estimate(national) if national else [],
        "projection": found.projections.select_related("release").first(),
        "states": states,
        "headings": tables.headings(sort),
        "rows": rows,
        "blanks": tables.blanks(rows),
        "shown": pictures.MAP_FIGURES[shown],
        "map_figures": pictures.MAP_FIGURES.values(),
        "notices": notices,
    }
    if national:
        context["spread"] = pictures.spread(national)
    return render(request, "salaries/salary_detail.html", context)


def chosen(request, name, choices, default, notices):
    """Return the word of a query-string parameter; for an unknown word the default, and a notice that says so."""
    word = request.GET.get(name, "")
    if not word or word in choices:
        return word or default
    notices.append(f"“{word[:40]}” is not a way to {name}. You can {name} by: {', '.join(choices)}.")
    return default

"""The page that sets occupations and places side by side, and the same figures to take away."""

from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from careerportal.datasets import tables
from salaries import areas, comparison, place_search, places
from salaries.models import Area


@require_safe
def compare(request):
    """Up to five occupations in up to five places. The address says it all, so sharing it shares the comparison."""
    chosen = comparison.read(request.GET)
    words = areas.asked_place(request)
    found = search(words, chosen) if words else None
    if found and found["total"] == 1 and found["choices"]:
        return redirect(reverse("salaries:compare") + found["choices"][0]["url"])
    estimates = list(chosen.estimates.values())
    context = {
        "comparison": chosen,
        "parts": chosen.parts,
        "occupations": chips(chosen),
        "places": [{"area": a, "url": chosen.address(without_area=a.slug)} for a in chosen.asked_areas],
        "is_full": len(chosen.asked_areas) == comparison.MOST,
        "search": found,
        "most": comparison.MOST,
        "blanks": places.blanks(estimates),
        "releases": list(dict.fromkeys(estimate.release for estimate in estimates if estimate.release)),
        "share": chosen.address(),
    }
    return render(request, "salaries/compare.html", context)


def chips(chosen):
    """Every occupation with the address that adds it or takes it away; no address when five are chosen already."""
    is_full = len(chosen.asked_occupations) == comparison.MOST
    found = []
    for occupation in chosen.known:
        is_on = occupation in chosen.asked_occupations
        change = {"without_occupation" if is_on else "with_occupation": occupation.soc}
        url = "" if is_full and not is_on else chosen.address(**change)
        found.append({"occupation": occupation, "is_on": is_on, "url": url})
    return found


def search(words, chosen):
    """Places by name, each with the address that adds it: {words, total, choices, is_near}."""
    known = list(Area.objects.all())
    exact = place_search.find(words, known)
    shown = (exact or place_search.find_near(words, known))[: areas.MOST_FOUND]
    is_full = len(chosen.asked_areas) == comparison.MOST
    choices = [{"area": area, "url": chosen.address(with_area=area.slug)} for area in shown]
    return {"words": words, "total": len(exact), "choices": [] if is_full else choices, "is_near": not exact}


@require_safe
def export(request, file_format):
    """A comparison as CSV or XLSX. A value that the page would leave out is an error here: no silent surplus."""
    chosen = comparison.read(request.GET)
    if chosen.notices or chosen.is_empty:
        wrong = " ".join(chosen.notices) or gettext("Choose an occupation (o=11-9111) or a place (a=texas).")
        return HttpResponseBadRequest(f"{wrong}\n", content_type="text/plain; charset=utf-8")
    rows = comparison.export_rows(chosen)
    return tables.take_away(file_format, "wages", "Wages", comparison.HEADER, rows)

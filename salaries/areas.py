"""The page of one occupation in one place, and the search for places by name."""

import re

from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from careerportal import frames, pieces
from careerportal.sync import kept_pages
from careerportal.taxonomy.soc import SOC_PATTERN
from salaries import pictures, place_search, places, precision, surroundings
from salaries.models import Area, Occupation, WageEstimate

LONGEST_NAME = 80
MOST_FOUND = 40


@require_safe
@kept_pages.until_change()
def area(request, soc, slug):
    """What one occupation pays in one place, with its state, its neighbours and the nation for scale."""
    place = surroundings.place(slug, request.data_serial)
    here = next((estimate for estimate in place.estimates if estimate.occupation.soc == soc), None)
    if here is None:
        return unknown_area(request, soc, slug)
    context = {"request": request, **what_it_shows(here, place, request.data_serial)}
    names = {"occupation": here.occupation.title, "place": here.area.in_words}
    page = {
        "title": gettext("%(occupation)s in %(place)s: pay and jobs") % names,
        "description": gettext(
            "What %(occupation)s earn in %(place)s: percentiles, employment, and the state and the nation for scale."
        )
        % (names | {"occupation": here.occupation.title_in_a_sentence}),
    }
    page |= {part: pieces.draw(f"pieces/area_{part}.jinja", **context) for part in ("crumbs", "facts", "body")}
    return frames.fill(request, "salaries/area_detail.html", context["base"], **page)


def what_it_shows(here, place, serial):
    """All that the page of an estimate in a surroundings.Place shows."""
    around = surroundings.around(here, serial)
    scale = places.scale(here, around.wider)
    return {
        "here": here,
        "occupation": here.occupation,
        "area": here.area,
        "base": around.base,
        "is_shaky": precision.is_shaky(here.mean_rse),
        "spread": pictures.spread(here),
        "hourly": places.said(here, places.HOURLY),
        "jobs_here": places.said(here, places.JOBS),
        "commonness": places.commonness(here.figure("location_quotient")),
        "exactness": precision.of_estimate(here),
        "scale": scale,
        "scale_rows": around.scale_rows(scale, here),
        "bars": places.scale_picture(scale) if len(scale) > 1 else [],
        "neighbours": around.neighbours,
        "neighbour_rows": around.neighbour_rows(here),
        "some_are_shaky": around.some_are_shaky,
        "job_rows": place.job_rows(here),
        "job_columns": places.labels(places.OTHER_JOB_COLUMNS),
        "place_search": pieces.render("salaries/_place_search.html", occupation=here.occupation),
        "blanks": [*places.blanks([here]), *around.blanks],
    }


def unknown_area(request, soc, slug):
    """Say what is missing, the code, the place or just this pair of them, and offer what there is."""
    occupation = Occupation.objects.filter(soc=soc).first() if re.fullmatch(SOC_PATTERN, soc) else None
    if occupation is None:
        context = {"occupations": Occupation.objects.in_listing_order(), "asked_for": soc}
        return render(request, "salaries/unknown_occupation.html", context, status=404)
    place = Area.objects.filter(slug=slug).first()
    estimates = WageEstimate.objects.of(soc).select_related("area").order_by("-year", "area__title")
    near = estimates.filter(area__state=place.state) if place else []
    areas = [] if place else list(areas_with(occupation))
    context = {
        "occupation": occupation,
        "place": place,
        "near": {estimate.area_id: estimate for estimate in near}.values(),
        "found": place_search.find_near(slug.replace("-", " "), areas),
        "jobs": WageEstimate.objects.in_area(slug).newest_of_each().select_related("occupation", "area"),
    }
    return render(request, "salaries/unknown_area.html", context, status=404)


def areas_with(occupation):
    """The areas that have an estimate of an occupation."""
    return Area.objects.filter(wages__occupation=occupation).distinct()


def asked_place(request, name="place"):
    """The words of a search for a place, tidied."""
    return " ".join(request.GET.get(name, "").replace("\x00", " ").split())[:LONGEST_NAME]


def search(occupation, words):
    """Places by name: {words, found, near, total}; `near` holds likely meanings when nothing is found."""
    areas = list(areas_with(occupation))
    found = place_search.find(words, areas)
    near = [] if found else place_search.find_near(words, areas)
    return {"words": words, "found": found[:MOST_FOUND], "total": len(found), "near": near}


def only_place(occupation, found):
    """A redirect to the one place that a search found; None when it found none or several."""
    return redirect("salaries:area", occupation.soc, found["found"][0].slug) if found["total"] == 1 else None

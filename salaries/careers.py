"""Pages that say what an occupation is: the career profiles."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from careerportal.sync import kept_pages
from salaries import crosswalk
from salaries.models import Occupation, ProfileSection, WageEstimate

HEALTH_ADMINISTRATION = "51.07"
"""The field of study, health and medical administrative services, whose jobs the portal follows."""


@require_safe
@kept_pages.until_change("q")
def career_list(request):
    """Every occupation with a profile, its pay and its other names; `?q=` finds one by any of its names."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:100]
    occupations = Occupation.objects.in_listing_order().called(words)
    context = {"careers": with_national_wages(occupations), "q": words}
    return render(request, "careers/career_list.html", context)


@require_safe
@kept_pages.until_change()
def career_detail(request, slug):
    """One occupation in the Outlook Handbook's order: what they do, where, how to become one, pay, outlook."""
    occupation = Occupation.objects.prefetch_related("sections").filter(slug=slug).first()
    if occupation is None:
        context = {"occupations": Occupation.objects.in_listing_order()}
        return render(request, "careers/unknown_career.html", context, status=404)
    neighbours = list(Occupation.objects.in_listing_order().exclude(pk=occupation.pk))
    wage = WageEstimate.objects.of(occupation.soc).national().newest_of_each().with_place().first()
    ties = crosswalk.at(request.data_serial)
    leads_to = ties.occupations_of(HEALTH_ADMINISTRATION)
    context = {
        "occupation": occupation,
        "sections": sections_by_kind(occupation),
        "sources": {(s.source, s.source_url, s.checked_on): s for s in occupation.sections.all()}.values(),
        "wage": wage,
        "projection": occupation.projections.select_related("release").first(),
        "neighbours": neighbours,
        "has_fields": bool(ties.fields_of(occupation.soc)),
        "led_to": [other for other in neighbours if other.soc in leads_to],
        "ties_release": ties.release,
    }
    return render(request, "careers/career_detail.html", context)


def with_national_wages(occupations):
    """Pair each occupation with its newest national estimate, or None."""
    estimates = WageEstimate.objects.national().newest_of_each().with_place()
    wages = {estimate.occupation_id: estimate for estimate in estimates}
    return [{"occupation": occupation, "wage": wages.get(occupation.pk)} for occupation in occupations]


def sections_by_kind(occupation):
    """Group the profile's sections: {"duties": [section, …], …}, every kind present."""
    kinds = {kind.value: [] for kind in ProfileSection.Kind}
    for section in occupation.sections.all():
        kinds[section.kind].append(section)
    return kinds

"""The form for a mistake, and the log of what became of those that were reported."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from careerportal.reports import facts, limits
from careerportal.reports.forms import ReportForm
from careerportal.reports.models import Report
from careerportal.taxonomy.languages import ENGLISH, without_prefix
from programs import paging
from programs.same_origin import from_our_own_pages

REPORTS_A_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@from_our_own_pages
def report(request):
    """Ask what is wrong with a fact: `?about=program&key=…&fact=earnings`; without a fact, ask first which.

    Without anything to report on, say how one gets there.
    """
    kind, key, name = (request.GET.get(part, "").replace("\x00", "") for part in ("about", "key", "fact"))
    known = facts.facts_of(kind, key)
    if not known:
        is_asked = "about" in request.GET or "key" in request.GET or request.method == "POST"
        context = {"is_asked": is_asked}
        return render(request, "reports/where_to_report.html", context, status=404 if is_asked else 200)
    fact = next((one for one in known if one.name == name), None)
    if fact is None:
        return render(request, "reports/which_fact.html", {"facts": known, "about": known[0]})
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not limits.has_room(request):
            return render(request, "reports/too_many.html", {"fact": fact}, status=429)
        said = {part: form.cleaned_data[part] for part in ("proposed", "why", "evidence_url")}
        Report.objects.create(fact=fact.name, **_as_curators_read(fact), **said)
        return redirect(f"{reverse('report-thanks')}?page={fact.page}")
    return render(request, "reports/report.html", {"fact": fact, "form": form}, status=400 if form.errors else 200)


def _as_curators_read(fact):
    """What a report keeps of the fact, in English whatever the page spoke: curators read it, and the log says it."""
    with translation.override(ENGLISH):
        english = facts.find(fact.kind, fact.key, fact.name)
        seen = {part: str(getattr(english, part)) for part in ("label", "about", "shown", "source")}
    return seen | {"kind": fact.kind, "key": fact.key, "page": without_prefix(fact.page)}


@require_safe
def thanks(request):
    """Say that a report has arrived, and lead back to the page it was about."""
    page = request.GET.get("page", "")
    return render(request, "reports/thanks.html", {"page": page if is_one_of_ours(page) else ""})


def is_one_of_ours(page):
    """Is this the path of a page of ours, and no way to another site?"""
    return page.startswith("/") and not page.startswith("//") and "\\" not in page and page.isprintable()


@require_safe
def corrections(request):
    """What readers reported and what we answered, newest first."""
    answered = Report.objects.exclude(state=Report.State.OPEN).order_by("-answered_at", "-id")
    page, page_notice = paging.page_of(Paginator(answered, REPORTS_A_PAGE), request.GET.get("page"))
    waiting = Report.objects.filter(state=Report.State.OPEN).count()
    return render(request, "reports/corrections.html", {"page": page, "page_notice": page_notice, "waiting": waiting})

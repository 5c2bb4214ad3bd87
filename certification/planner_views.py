"""Pages that answer for one person: may I sit the exam, when is renewal due, which certification asks for what.

What a person types stands in the address alone: nothing is stored, no cookie is set, and shared caches keep nothing.
"""

from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certification import advice, comparison, eligibility, renewal
from certification.calendar_entries import MEDIA_TYPE
from certification.calendar_file import calendar_of
from certification.forms import EligibilityForm, RenewalForm, is_asked
from certification.models import Certification

for_one_person = cache_control(private=True)


@require_safe
@for_one_person
def eligibility_page(request, slug):
    """Hold a person's experience, credit hours and membership against today's rules."""
    certification = _find(slug)
    if certification is None:
        return _unknown(request)
    rules = _rules_of(certification)
    today = timezone.localdate()
    form = EligibilityForm.read(request.GET, today=today)
    context = {"certification": certification, "rules": rules, "form": form}
    if rules and form.is_valid():
        applicant = form.applicant()
        studies = form.studies()
        answer = eligibility.answer(rules, applicant, today, studies)
        context |= {
            "answer": answer,
            "headline": advice.headline(answer, certification.body),
            "on_the_date": advice.on_the_date(answer, rules, certification.body),
            "lines": advice.on_each_rule(answer, applicant, rules, certification.body),
            "on_studies": advice.on_studies(answer, studies) if studies and answer.ways else "",
        }
    return render(request, "certification/eligibility.html", context)


@require_safe
@for_one_person
def renewal_page(request, slug):
    """Say what is left to do for renewal, at which pace, and when the next three are due."""
    certification = _find(slug)
    if certification is None:
        return _unknown(request)
    return _renewal_answer(request, certification, status=200)


@require_safe
@for_one_person
def renewal_calendar(request, slug):
    """The due dates as a file for a calendar program; wrong values lead back to the form, which says what is wrong."""
    certification = _find(slug)
    if certification is None:
        return _unknown(request)
    form = RenewalForm(request.GET, today=timezone.localdate())
    plan = _plan(certification, form)
    if plan is None:
        return _renewal_answer(request, certification, status=404 if form.is_valid() else 400)
    page = reverse("certification:renewal", args=[certification.slug])
    typed = urlencode({name: request.GET[name] for name in form.fields})
    content = calendar_of(
        plan,
        certification,
        page=request.build_absolute_uri(f"{page}?{typed}"),
        host=urlsplit(f"//{request.get_host()}").hostname,
        written_at=timezone.now(),
    )
    name = f"{certification.slug}-renewal.ics"
    return HttpResponse(
        content, content_type=MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_safe
@for_one_person
def compare(request):
    """Put two to four certifications side by side, rule by rule."""
    certifications = list(Certification.objects.with_rules())
    chosen, notices = comparison.choose(certifications, request.GET.getlist("c"))
    context = {
        "certifications": certifications,
        "chosen": chosen,
        "notices": notices,
        "most": comparison.MOST,
        "parts": comparison.side_by_side([(one, _rules_of(one)) for one in chosen]) if len(chosen) > 1 else [],
    }
    return render(request, "certification/compare.html", context)


def _find(slug):
    return Certification.objects.with_rules().filter(slug=slug).first()


def _rules_of(certification):
    return next(iter(certification.current_rules), None)


def _unknown(request):
    context = {"certifications": Certification.objects.select_related("body")}
    return render(request, "certification/unknown_certification.html", context, status=404)


def _plan(certification, form):
    rules = _rules_of(certification)
    if rules is None or not form.is_valid():
        return None
    return renewal.plan(rules, form.cleaned_data["certified_on"], form.cleaned_data["hours_done"], form.today)


def _renewal_answer(request, certification, *, status):
    asked = is_asked(RenewalForm, request.GET)
    form = RenewalForm(request.GET if asked or status != 200 else None, today=timezone.localdate())
    context = {
        "certification": certification,
        "rules": _rules_of(certification),
        "form": form,
        "plan": _plan(certification, form),
    }
    return render(request, "certification/renewal.html", context, status=status)

"""Pages about professional certifications."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careerportal.sync import kept_pages
from certification import eligibility, rule_history, wording
from certification.filters import CertificationFilterSet
from certification.models import Certification


@require_safe
@kept_pages.until_change(*CertificationFilterSet.base_filters)
def certification_list(request):
    """Every certification that we know, or those asked for, with what it shows and who grants it."""
    filterset = CertificationFilterSet(request.GET or None, queryset=Certification.objects.with_rules())
    context = {"certifications": filterset.qs, "form": filterset.form, "is_narrowed": filterset.is_bound}
    return render(request, "certification/certification_list.html", context)


@require_safe
@kept_pages.until_change()
def certification_detail(request, slug):
    """One certification: the rules in force today, where they come from and when somebody checked them."""
    certification = Certification.objects.with_rules().filter(slug=slug).first()
    if certification is None:
        context = {"certifications": Certification.objects.select_related("body")}
        return render(request, "certification/unknown_certification.html", context, status=404)
    rules = next(iter(certification.current_rules), None)
    context = {"certification": certification, "rules": rules}
    if rules:
        context |= {
            "eligibility": wording.to_sit_the_exam(rules, certification.body),
            "exam": wording.the_exam(rules),
            "renewal": wording.to_keep_it(rules),
            "worked_examples": eligibility.worked_examples(rules),
            **_turns(certification, rules),
        }
    return render(request, "certification/certification_detail.html", context)


def _turns(certification, rules):
    """What changed when today's rules began, and what is known to change later."""
    every_set = list(certification.rule_sets.all())
    return {
        "last_turn": rule_history.last_turn(rules, every_set, certification.body),
        "next_turn": rule_history.next_turn(rules, every_set, certification.body, timezone.localdate()),
    }

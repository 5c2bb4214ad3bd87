"""Pages about professional certifications."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from certification import eligibility, wording
from certification.models import Certification


@require_GET
def certification_list(request):
    """Every certification that we know, with what it shows and who grants it."""
    certifications = Certification.objects.with_rules()
    return render(request, "certification/certification_list.html", {"certifications": certifications})


@require_GET
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
        }
    return render(request, "certification/certification_detail.html", context)

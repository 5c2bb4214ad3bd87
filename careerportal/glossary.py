"""The page of the glossary."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from careerportal.sync import kept_pages
from careerportal.texts import glossary as words


@require_safe
@kept_pages.until_change()
def glossary(request):
    """The page of all terms; each has an address of its own: /glossary/#median."""
    return render(request, "glossary.html", {"terms": words.current().listed})

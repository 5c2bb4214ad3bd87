"""A program as readers would see it, by a signed link."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programs import preview as links
from programs.missing import not_found
from programs.models import Program
from programs.views import what_a_page_says


@require_safe
@never_cache
def preview(request, token):
    """The page that readers would see, with a banner: kept by nobody, found by no search engine."""
    program = Program.objects.for_reading().filter(pk=links.program_of(token)).first()
    if program is None:
        response = not_found(request)
    else:
        context = what_a_page_says(request, program) | {"is_preview": True, "preview_days": links.DAYS}
        response = render(request, "programs/program_detail.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Another site must not learn the link from the reader who goes on to it.
    response["Referrer-Policy"] = "same-origin"
    return response

"""The list under a search box, as a fragment."""

from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from programs.suggestions import suggest


@require_safe
@cache_control(public=True, max_age=300)
def suggestions(request):
    """What `q` may become; `stem` is the prefix of the options' ids, for a page with two search boxes."""
    stem = slugify(request.GET.get("stem", "")[:40]) or "search"
    context = {"suggestions": suggest(request.GET.get("q", "")), "stem": stem}
    return render(request, "programs/_suggestions.html", context)

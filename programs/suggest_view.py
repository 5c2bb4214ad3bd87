"""The list under a search box, as a fragment."""

from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from careerportal import pieces
from programs.suggestions import suggest
from programs.wording import count_in_words


@require_safe
@cache_control(public=True, max_age=300)
def suggestions(request):
    """What `q` may become; `stem` is the prefix of the options' ids, for a page with two search boxes."""
    stem = slugify(request.GET.get("stem", "")[:40]) or "search"
    found = [(one, count_in_words(one.count)) for one in suggest(request.GET.get("q", ""))]
    return HttpResponse(pieces.draw("pieces/suggestions.jinja", suggestions=found, stem=stem))

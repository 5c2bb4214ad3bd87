"""Pieces of pages that depend on nothing but the language and what they are given: rendered once for each, then kept.

Django's templates take more of a search page's time than all its queries. A choice with its count, the header of a
section, the footer: they look the same on page after page.
"""

from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

MOST_KEPT = 5_000
"""Pieces that a process keeps, half a kilobyte each as a rule."""


def render(template, **values):
    """Return a template rendered with these values alone; on a developer's machine anew each time."""
    return (_rendered if settings.DEBUG else _kept)(template, get_language(), **values)


def _rendered(template, language, **values):
    return render_to_string(template, values)


_kept = lru_cache(MOST_KEPT, typed=True)(_rendered)


def forget():
    """Let go of all pieces, as a restart would."""
    _kept.cache_clear()

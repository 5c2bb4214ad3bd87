"""Pieces of pages that depend on nothing but the language and what they are given: rendered once for each, then kept.

Django's templates take more of a search page's time than all its queries. A choice with its count, the header of a
section, the footer: they look the same on page after page.
"""

from collections import defaultdict
from functools import lru_cache

from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext

MOST_KEPT = 5_000
"""Pieces that a process keeps, half a kilobyte each as a rule."""


def render(template, **values):
    """Return a template rendered with these values alone; on a developer's machine anew each time."""
    return (_rendered if settings.DEBUG else _kept)(template, get_language(), **values)


def _rendered(template, language, **values):
    return render_to_string(template, values)


def keep(make, *key):
    """Return what `make(*key)` gives, kept in the same way."""
    return make(*key) if settings.DEBUG else _made(make, get_language(), key)


@lru_cache(MOST_KEPT)
def _made(make, language, key):
    return make(*key)


def draw(template, **values):
    """Return a template of Jinja2's, drawn with these values: several times as fast, for what cannot be kept."""
    made = engines["jinja2"].env.get_template(template).render(values, _=words().__getitem__)
    return mark_safe(made)  # noqa: S308 -- Jinja2 escapes


class _Words(dict):
    """Words in a language, looked up once: Django's gettext takes several times as long."""

    def __missing__(self, words):
        self[words] = gettext(words)
        return self[words]


_speakers = defaultdict(_Words)


def words():
    """Words → the same in the language that is spoken: for texts that are marked by gettext_noop."""
    return _speakers[get_language()]


def address(name, *keys):
    """Return the address of a page in the language that is spoken."""
    return _address(get_language(), name, keys)


@lru_cache(1_000)
def _address(language, name, keys):
    return reverse(name, args=keys)


_kept = lru_cache(MOST_KEPT, typed=True)(_rendered)


def forget():
    """Let go of all pieces, as a restart would."""
    _kept.cache_clear()
    _made.cache_clear()

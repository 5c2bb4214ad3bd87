"""Pieces of pages that depend on nothing but the language and what they are given: rendered once for each, then kept.

Django's templates take more of a search page's time than all its queries. A choice with its count, the header of a
section, the footer: they look the same on page after page.
"""

from functools import lru_cache
from html import escape as escape_text

from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from markupsafe import Markup, escape

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


def keep_each(make, keys):
    """Return what `keep(make, *key)` gives for each of the keys: many pieces for one look at the language."""
    if settings.DEBUG:
        return [make(*key) for key in keys]
    language = get_language()
    return [_made(make, language, key) for key in keys]


@lru_cache(MOST_KEPT)
def _made(make, language, key):
    return make(*key)


def draw(template, **values):
    """Return a template of Jinja2's, drawn with these values: several times as fast, for what cannot be kept."""
    made = engines["jinja2"].env.speaking(words()).get_template(template).render(values)
    return SafeString(made)


def written(value):
    """A value as it stands in a page, escaped as Django does it; markupsafe's escape takes five times as long."""
    kind = type(value)
    if kind is str:
        return escape_text(value)
    if kind is SafeString or kind is Markup:
        return value
    return str(value) if kind is int or kind is float else escape(value)


class _Words(dict):
    """Words in a language, looked up once: Django's gettext takes several times as long."""

    def __init__(self, language):
        self.language = language

    def __missing__(self, words):
        self[words] = gettext(words)
        return self[words]


_speakers = {}


def words():
    """Words → the same in the language that is spoken: for texts that are marked by gettext_noop."""
    language = get_language()
    if language not in _speakers:
        _speakers[language] = _Words(language)
    return _speakers[language]


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

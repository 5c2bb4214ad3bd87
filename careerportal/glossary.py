"""The glossary: every term that a page uses and a student may not know."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import combining, normalize

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from careerportal.taxonomy.languages import ENGLISH

FILE = Path(__file__).parent / "data" / "glossary.json"
"""Its translations stand beside it: glossary.es.json has the term and the meaning of each key."""


@dataclass(frozen=True)
class Term:
    """One term, what it means in plain words, and where the meaning comes from."""

    key: str
    term: str
    meaning: str
    source: str = ""
    source_url: str = ""


def terms():
    """Return every term in the language of the page, by its alphabet."""
    return _terms(get_language() or ENGLISH)


@cache
def _terms(language):
    entries, translated = json.loads(FILE.read_text(encoding="utf-8")), {}
    if language != ENGLISH:
        translated = json.loads(FILE.with_suffix(f".{language}.json").read_text(encoding="utf-8"))
    found = [Term(**entry | translated.get(entry["key"], {})) for entry in entries]
    return sorted(found, key=lambda term: _without_accents(term.term).casefold())


def _without_accents(word):
    return "".join(letter for letter in normalize("NFKD", word) if not combining(letter))


@require_safe
def glossary(request):
    """The page of all terms; each has an address of its own: /glossary/#median."""
    return render(request, "glossary.html", {"terms": terms()})

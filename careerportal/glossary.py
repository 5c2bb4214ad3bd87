"""The glossary: every term that a page uses and a student may not know."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.shortcuts import render
from django.views.decorators.http import require_safe

FILE = Path(__file__).parent / "data" / "glossary.json"


@dataclass(frozen=True)
class Term:
    """One term, what it means in plain words, and where the meaning comes from."""

    key: str
    term: str
    meaning: str
    source: str = ""
    source_url: str = ""


@cache
def terms():
    """Return every term, by the alphabet."""
    found = [Term(**entry) for entry in json.loads(FILE.read_text(encoding="utf-8"))]
    return sorted(found, key=lambda term: term.term.casefold())


@require_safe
def glossary(request):
    """The page of all terms; each has an address of its own: /glossary/#median."""
    return render(request, "glossary.html", {"terms": terms()})

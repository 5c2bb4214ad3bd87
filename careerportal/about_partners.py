"""The page for partners: how to read our data by program, at which rates, in which formats, and how to get a key."""

import re
from functools import cache

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careerportal.api.root import RESOURCES
from careerportal.datasets import registry, variants
from careerportal.partners.models import Partner
from careerportal.partners.scopes import Scope
from careerportal.sync import ledger

GUIDE = settings.BASE_DIR / "docs" / "partners.md"
EXAMPLE_SITE = "http://127.0.0.1:8000"
FORMATS = [
    ("JSON", "json", "application/json"),
    ("CSV", "csv", "text/csv"),
    ("A JSON object on each line", "ndjson", "application/x-ndjson"),
    ("JSON-LD in the words of schema.org", "jsonld", "application/ld+json"),
    ("JSON-LD in the words of CTDL", "ctdl", "application/ld+json with the CTDL profile"),
]


@require_safe
def partners(request):
    """The quick start, which is that of the guide and which tests run, and what a partner should know before."""
    serial = ledger.serial()
    context = {
        "curl": quick_start("sh").replace(EXAMPLE_SITE, site_of(request)),
        "python": quick_start("python").replace(EXAMPLE_SITE, site_of(request)),
        "resources": RESOURCES,
        "formats": FORMATS,
        "scopes": Scope.choices,
        "anonymous_per_minute": settings.ANONYMOUS_PER_MINUTE,
        "per_minute": Partner._meta.get_field("per_minute").default,
        "per_day": Partner._meta.get_field("per_day").default,
        "ledger_days": settings.LEDGER_DAYS,
        "sources": [variants.as_live(source, serial) for source in registry.all_sources().values()],
        "contact": settings.PARTNER_CONTACT,
    }
    return render(request, "partners.html", context)


@cache
def quick_start(language):
    """The guide's own first example in a language."""
    section = GUIDE.read_text(encoding="utf-8").partition("## Quick start")[2]
    return re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)[1].strip()


def site_of(request):
    """The address by which this reader reaches us."""
    return request.build_absolute_uri("/").removesuffix("/")

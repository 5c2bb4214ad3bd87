"""What waits on the desk, by how much the pages that it is about are read."""

from dataclasses import dataclass, field

from django.urls import reverse

from careerportal.pages_about import pages_of
from careerportal.visits.counting import views_of
from careerportal.visits.models import PageViews
from programs.models import Program, School

PAGES = 10
"""So many pages are named."""

VIEWS = {Program: PageViews.Page.PROGRAM, School: PageViews.Page.SCHOOL}


@dataclass
class Read:
    """A page with something that waits: what it is about, its views of thirty days, and (what waits, where) pairs."""

    name: str
    url: str
    views: int
    waits: list = field(default_factory=list)


def most_read(kinds):
    """The pages that are read most of those that something waits for, as Reads; of (Kind, its rows) pairs."""
    views = {model: views_of(page) for model, page in VIEWS.items()}
    found = {}
    for kind, rows in kinds:
        desk = f"admin:{kind.model._meta.app_label}_{kind.model._meta.model_name}_change"
        pages = pages_of(rows) if any(views.values()) else ()
        for model, slug, pk in dict.fromkeys(page for page in pages if page[1] in views[page[0]]):
            found.setdefault((model, slug), []).append((kind.what, reverse(desk, args=[pk])))
    first = sorted(found, key=lambda page: (-views[page[0]][page[1]], page[1]))[:PAGES]
    rows = {model: _named(model, [slug for one, slug in first if one is model]) for model in VIEWS}
    return [
        Read(*rows[model][slug], views[model][slug], found[model, slug]) for model, slug in first if slug in rows[model]
    ]


def _named(model, slugs):
    """{address: (what the page is about, where it is)}; one query, none where no page of the table is named."""
    rows = model.objects.filter(slug__in=slugs)
    rows = rows.select_related("school") if model is Program else rows
    named = (lambda row: f"{row}, {row.school}") if model is Program else str
    return {row.slug: (named(row), row.get_absolute_url()) for row in rows} if slugs else {}

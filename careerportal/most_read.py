"""What waits on the desk, by how much the pages that it is about are read."""

from dataclasses import dataclass, field

from django.urls import reverse

from careerportal.reports.models import Report
from careerportal.visits.counting import views_of
from careerportal.visits.models import PageViews
from programs.models import Accreditation, Deadline, Override, Program, School

PAGES = 10
"""So many pages are named."""

ABOUT = {
    Program: (Program, "slug"),
    Accreditation: (Program, "program__slug"),
    Deadline: (Program, "program__slug"),
    Override: (School, "school__slug"),
}
"""Table → the page that readers see its rows on, and the path from a row to that page's address."""

REPORTED = {"program": Program, "school": School}
"""What a report is about → the page that shows it; its key is the page's address."""

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
        for model, slug, pk in _pages_of(kind, rows, views):
            desk = f"admin:{kind.model._meta.app_label}_{kind.model._meta.model_name}_change"
            found.setdefault((model, slug), []).append((kind.what, reverse(desk, args=[pk])))
    first = sorted(found, key=lambda page: (-views[page[0]][page[1]], page[1]))[:PAGES]
    rows = {model: _named(model, [slug for one, slug in first if one is model]) for model in VIEWS}
    return [
        Read(*rows[model][slug], views[model][slug], found[model, slug]) for model, slug in first if slug in rows[model]
    ]


def _pages_of(kind, rows, views):
    """Yield (table, address, id of the row) of what waits on pages that were read."""
    if kind.model is Report:
        for reported, slug, pk in rows.values_list("kind", "key", "pk"):
            model = REPORTED.get(reported)
            if model and slug in views[model]:
                yield model, slug, pk
    elif kind.model in ABOUT:
        model, path = ABOUT[kind.model]
        if views[model]:
            for slug, pk in rows.values_list(path, "pk"):
                if slug in views[model]:
                    yield model, slug, pk


def _named(model, slugs):
    """{address: (what the page is about, where it is)}; one query, none where no page of the table is named."""
    rows = model.objects.filter(slug__in=slugs)
    rows = rows.select_related("school") if model is Program else rows
    named = (lambda row: f"{row}, {row.school}") if model is Program else str
    return {row.slug: (named(row), row.get_absolute_url()) for row in rows} if slugs else {}

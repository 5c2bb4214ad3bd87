"""Where addresses of other sites stand: in every column for addresses of what curators and federal files write."""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import models


@dataclass(frozen=True)
class Column:
    """A column of addresses."""

    model: type
    name: str

    @property
    def label(self):
        return f"{self.model._meta.verbose_name}: {self.model._meta.get_field(self.name).verbose_name}"

    def rows(self):
        """The rows that readers, or curators at their work, follow the address of."""
        rows = self.model._default_manager.exclude(**{self.name: ""})
        return rows.whose_links_count() if hasattr(rows, "whose_links_count") else rows

    def urls(self):
        return self.rows().order_by().values_list(self.name, flat=True).distinct()


def columns():
    """Every Column, in the order of settings.TABLES_WITH_LINKS."""
    for label in settings.TABLES_WITH_LINKS:
        model = apps.get_model(label)
        for field in model._meta.concrete_fields:
            if isinstance(field, models.URLField):
                yield Column(model, field.name)


def all_urls():
    """The addresses that stand anywhere, each once."""
    found = set()
    for column in columns():
        found.update(column.urls().iterator())
    return found


def places_of(urls):
    """Return {url: [(Column, row), …]} of the rows in which some addresses stand; one query for each column."""
    found = {url: [] for url in urls}
    for column in columns():
        for row in column.rows().filter(**{f"{column.name}__in": list(found)}).order_by("pk"):
            found[getattr(row, column.name)].append((column, row))
    return found

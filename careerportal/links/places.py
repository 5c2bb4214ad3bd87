"""Where addresses of other sites stand: in every column for addresses, and as links in what is written as Markdown."""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import models

from careerportal import prose

WITH_SCHEME = ("http://", "https://")


@dataclass(frozen=True)
class Column:
    """A column in which addresses stand: one by itself, or any number among words."""

    model: type
    name: str
    is_prose: bool = False

    @property
    def label(self):
        return f"{self.model._meta.verbose_name}: {self.model._meta.get_field(self.name).verbose_name}"

    def rows(self):
        """The rows that readers, or curators at their work, follow the address of."""
        rows = self.model._default_manager.exclude(**{self.name: ""})
        return rows.whose_links_count() if hasattr(rows, "whose_links_count") else rows

    def urls(self):
        """Every address that stands there."""
        if not self.is_prose:
            return set(self.rows().order_by().values_list(self.name, flat=True).distinct().iterator())
        texts = self.rows().filter(**{f"{self.name}__contains": "://"}).order_by().values_list(self.name, flat=True)
        return {url for text in texts.iterator() for url in prose.links_in(text) if url.startswith(WITH_SCHEME)}

    def standing(self, urls, path):
        """Yield (address, value of a path of the row) wherever one of some addresses stands."""
        if not self.is_prose:
            yield from self.rows().filter(**{f"{self.name}__in": list(urls)}).order_by().values_list(self.name, path)
            return
        texts = self.rows().filter(**{f"{self.name}__contains": "://"}).order_by().values_list(self.name, path)
        for text, value in texts.iterator():
            yield from ((url, value) for url in prose.links_in(text) if url in urls)

    def rows_with(self, url):
        """The rows in which an address stands."""
        if not self.is_prose:
            return list(self.rows().filter(**{self.name: url}).order_by("pk"))
        rows = self.rows().filter(**{f"{self.name}__contains": "://"}).order_by("pk")
        return [row for row in rows.iterator() if url in prose.links_in(getattr(row, self.name))]


def columns():
    """Every Column: the addresses of settings.TABLES_WITH_LINKS, then what the desk calls prose."""
    for label in settings.TABLES_WITH_LINKS:
        model = apps.get_model(label)
        for field in model._meta.concrete_fields:
            if isinstance(field, models.URLField):
                yield Column(model, field.name)
    for model, desk in admin.site._registry.items():
        for name in getattr(desk, "prose_fields", ()):
            yield Column(model, name, is_prose=True)


def all_urls():
    """The addresses that stand anywhere, each once."""
    return set().union(*(column.urls() for column in columns()))


def places_of(url):
    """Return [(Column, row), …] of the rows in which an address stands; one query for each column."""
    return [(column, row) for column in columns() for row in column.rows_with(url)]

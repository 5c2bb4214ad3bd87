"""Certifications, who grants them, and their dated rules on the curator's desk."""

from django.contrib import admin

from careerportal.datasets.desk import CuratedAdmin, PartInline
from careerportal.sync.models import Change
from certification.models import Certification, CertifyingBody, ExamArea, RuleSet


@admin.register(CertifyingBody)
class CertifyingBodyAdmin(CuratedAdmin):
    """Organisations that grant certifications."""

    list_display = ["name", "abbreviation", "website"]
    search_fields = ["name", "abbreviation"]
    ordering = ["name"]

    def ledger_lines(self, body, action):
        """A body shows only with its certifications, so it is these that have changed."""
        return [("certifications", one.slug, Change.Action.UPDATED) for one in body.certifications.all()]


class RuleSetInline(PartInline, admin.StackedInline):
    model = RuleSet


class ExamAreaInline(PartInline, admin.TabularInline):
    model = ExamArea


@admin.register(Certification)
class CertificationAdmin(CuratedAdmin):
    """Certifications. When rules change, end the old rule set and add the new one: the old stays for those it bound."""

    slug_sources = ("name",)
    prose_fields = ("description",)
    list_display = ["name", "abbreviation", "body", "soc"]
    list_filter = ["body"]
    list_select_related = ["body"]
    search_fields = ["name", "abbreviation", "body__name", "body__abbreviation"]
    autocomplete_fields = ["body"]
    inlines = [RuleSetInline, ExamAreaInline]
    ordering = ["name"]

    def ledger_lines(self, certification, action):
        return [("certifications", certification.slug, action)]


@admin.register(RuleSet)
class RuleSetAdmin(CuratedAdmin):
    """All rules in one list, to see which were last compared with their source long ago."""

    list_display = ["certification", "valid_from", "valid_until", "checked_on", "source"]
    list_filter = ["certification", "checked_on"]
    list_select_related = ["certification__body"]
    search_fields = ["certification__name", "certification__abbreviation", "source"]
    autocomplete_fields = ["certification"]
    ordering = ["certification__name", "-valid_from"]

    def ledger_lines(self, rules, action):
        return [("certifications", rules.certification.slug, Change.Action.UPDATED)]


@admin.register(ExamArea)
class ExamAreaAdmin(CuratedAdmin):
    """What the exams cover. Enter an area only as its certifying body names it, with the place where it does."""

    list_display = ["name", "certification", "topic", "source"]
    list_filter = ["topic", "certification"]
    list_select_related = ["certification__body"]
    search_fields = ["name", "certification__name", "certification__abbreviation", "source"]
    autocomplete_fields = ["certification"]
    ordering = ["certification__name", "id"]

    def ledger_lines(self, area, action):
        return [("certifications", area.certification.slug, Change.Action.UPDATED)]

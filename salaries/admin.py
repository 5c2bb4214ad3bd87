"""Occupations, areas, wages and projections on the curator's desk."""

from django.contrib import admin

from careerportal.datasets.desk import CuratedAdmin, FederalAdmin, PartInline
from careerportal.sync.models import Change
from salaries.crosswalk import JobOfField
from salaries.models import Area, Occupation, ProfileSection, Projection, WageEstimate

OEWS = "oews"


class ProfileSectionInline(PartInline, admin.StackedInline):
    model = ProfileSection


@admin.register(Occupation)
class OccupationAdmin(FederalAdmin):
    """Occupations arrive with their wages; their career page is ours to write."""

    resource = "occupations"
    source_key = OEWS
    slug_sources = ("title",)
    curated_fields = ("popular_title", "other_titles", "summary")
    inlines = [ProfileSectionInline]

    list_display = ["soc", "title", "popular_title", "summary"]
    search_fields = ["soc", "title", "popular_title", "other_titles"]
    ordering = ["soc"]


@admin.register(ProfileSection)
class ProfileSectionAdmin(CuratedAdmin):
    """The parts of all career pages in one list, to see which were last checked long ago."""

    prose_fields = ("body",)
    list_display = ["title", "occupation", "kind", "position", "checked_on", "source"]
    list_filter = ["kind", "occupation", "checked_on"]
    list_select_related = ["occupation"]
    search_fields = ["title", "body", "source", "occupation__title"]
    autocomplete_fields = ["occupation"]
    ordering = ["occupation", "position", "id"]

    def ledger_lines(self, section, action):
        return [("occupations", section.occupation.ledger_key, Change.Action.UPDATED)]


@admin.register(Area)
class AreaAdmin(FederalAdmin):
    """Places that wages are published for."""

    resource = "areas"
    source_key = OEWS

    list_display = ["title", "kind", "state", "code"]
    list_filter = ["kind", "state"]
    search_fields = ["title", "=code"]
    ordering = ["title"]


@admin.register(WageEstimate)
class WageEstimateAdmin(FederalAdmin):
    """Wages: figures to look up, never to edit."""

    resource = "wages"
    source_key = OEWS
    federal_display = ("occupation", "area", "may_of", *WageEstimate.FEDERAL_FIELDS)

    list_display = ["occupation", "area", "may_of", "median_shown", "mean_shown", "employment_shown", "release"]
    list_filter = ["year", "occupation", "area__kind", "release"]
    list_select_related = ["occupation", "area", "release"]
    search_fields = ["occupation__title", "=occupation__soc", "area__title"]
    ordering = ["occupation__soc", "area__title", "-year"]

    @admin.display(description="May of", ordering="year")
    def may_of(self, estimate):
        return str(estimate.year)

    @admin.display(description="median wage", ordering="annual_p50")
    def median_shown(self, estimate):
        return estimate.figure("annual_p50").as_dollars()

    @admin.display(description="mean wage", ordering="annual_mean")
    def mean_shown(self, estimate):
        return estimate.figure("annual_mean").as_dollars()

    @admin.display(description="employment", ordering="employment")
    def employment_shown(self, estimate):
        return estimate.figure("employment").as_number()


@admin.register(Projection)
class ProjectionAdmin(FederalAdmin):
    """What is expected in ten years: figures to look up, never to edit."""

    resource = "projections"
    source_key = "employment-projections"
    federal_display = ("occupation", "years", *Projection.FEDERAL_FIELDS)

    list_display = ["occupation", "years", "employment_base", "employment_target", "change_percent"]
    list_filter = ["base_year", "entry_education"]
    list_select_related = ["occupation"]
    search_fields = ["occupation__title", "=occupation__soc"]
    ordering = ["occupation__soc", "-base_year"]

    @admin.display(description="years", ordering="base_year")
    def years(self, projection):
        return f"{projection.base_year}–{projection.target_year}"


@admin.register(JobOfField)
class JobOfFieldAdmin(FederalAdmin):
    """Which occupations a field of study leads to: to look up, never to edit."""

    resource = "crosswalk"
    source_key = "cip-soc"
    federal_display = ("cip", "soc", *JobOfField.FEDERAL_FIELDS)

    list_display = ["cip", "soc", "job_title", "release"]
    list_select_related = ["release"]
    search_fields = ["^cip", "^soc", "job_title"]
    ordering = ["cip", "soc"]

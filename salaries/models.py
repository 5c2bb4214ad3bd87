"""Occupations, the areas they are paid in, and what they pay there."""

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from careerportal import pieces
from careerportal.datasets.curated import Curated, versions
from careerportal.datasets.models import HasFigures
from careerportal.taxonomy import soc, states
from careerportal.taxonomy.languages import ENGLISH
from careerportal.texts.reading import in_the_language_of_the_page
from salaries.place_search import words_of
from salaries.queries import OccupationQuerySet, WageEstimateQuerySet


class Occupation(models.Model):
    """An occupation of the federal classification (SOC), with the profile that the portal writes about it."""

    RESOURCE = "occupations"
    FEDERAL_FIELDS = ("soc", "title")

    soc = models.CharField("SOC code", max_length=7, unique=True)
    title = models.CharField(max_length=200, help_text="The Bureau of Labor Statistics' title.")
    slug = models.SlugField(max_length=120, unique=True, help_text="Of its career page; never changes.")
    popular_title = models.CharField(max_length=120, blank=True, help_text="What people call the job.")
    other_titles = models.TextField(blank=True, help_text="Other names of the job, one a line.")
    summary = models.CharField(max_length=400, blank=True)

    objects = OccupationQuerySet.as_manager()
    history = versions()

    class Meta:
        ordering = ["soc"]
        constraints = [
            models.CheckConstraint(condition=models.Q(soc__regex=soc.SOC_PATTERN), name="occupation_soc_shape"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return pieces.address("salaries:career", self.slug)

    @property
    def ledger_key(self):
        return self.soc

    @property
    def salary_url(self):
        return pieces.address("salaries:occupation", self.soc)

    @property
    def shown_title(self):
        """What people call it, in the language of the page; the federal title where they have no other name for it."""
        return in_the_language_of_the_page(self.popular_title)[0] or self.title

    @property
    def title_in_a_sentence(self):
        """The federal title as it stands amid other words. Only English may write it small."""
        return self.title.lower() if get_language() in (None, ENGLISH) else self.title

    def other_title_list(self):
        titles = in_the_language_of_the_page(self.other_titles)[0]
        return [title for line in titles.splitlines() if (title := line.strip())]

    def is_called(self, words):
        """Whether each of these words begins one of its names in the language of the page."""
        names = words_of(" ".join([self.shown_title, *self.other_title_list()]))
        return all(any(name.startswith(word) for name in names) for word in words)


class ProfileSection(Curated):
    """One part of a career page, in our own words, with its source and the date somebody checked it."""

    class Kind(models.TextChoices):
        DUTIES = "duties", _("What they do")
        ENVIRONMENT = "environment", _("Work environment")
        PATH = "path", _("How to become one")
        COURSEWORK = "coursework", _("What you study")
        OUTLOOK = "outlook", _("Job outlook")

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(help_text="Paragraphs parted by an empty line; a line that starts with - is a list item.")
    source = models.CharField(max_length=200)
    source_url = models.URLField(blank=True)
    checked_on = models.DateField()

    class Meta:
        ordering = ["occupation", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["occupation", "kind", "title"], name="section_natural_key"),
        ]

    def __str__(self):
        return f"{self.occupation}: {self.title}"


class Area(models.Model):
    """A place that the Bureau of Labor Statistics publishes wages for."""

    RESOURCE = "areas"
    FEDERAL_FIELDS = ("code", "kind", "title", "state")

    class Kind(models.TextChoices):
        NATION = "nation", _("Nation")
        STATE = "state", _("State")
        TERRITORY = "territory", _("Territory")
        METROPOLITAN = "metropolitan", _("Metropolitan area")
        NONMETROPOLITAN = "nonmetropolitan", _("Nonmetropolitan area")

    code = models.CharField(
        max_length=7, unique=True, help_text="OEWS area code: 99, a state's FIPS code, or a metropolitan area's CBSA."
    )
    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    state = models.CharField(
        max_length=2,
        choices=list(states.PLACES.items()),
        blank=True,
        help_text="Of its main part; empty for the nation.",
    )

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="") | models.Q(state__in=states.PLACES), name="area_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["nation", "state", "territory", "metropolitan", "nonmetropolitan"]),
                name="area_kind_is_known",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def ledger_key(self):
        return self.code

    @property
    def states(self):
        """Postal codes of the states it reaches into, that of its main part first; none for the nation."""
        ending = self.title.rpartition(", ")[2]
        others = [code for code in ending.split("-") if code in states.PLACES and code != self.state]
        return [self.state, *others] if self.state else []

    @property
    def state_name(self):
        return states.PLACES.get(self.state, "")

    @property
    def in_words(self):
        """The place as a sentence says it: "the United States", "Texas", "Akron, OH"."""
        if self.kind == self.Kind.NATION:
            return gettext("the United States")
        if self.kind == self.Kind.NONMETROPOLITAN:
            return gettext("the %(area)s") % {"area": self.title}
        return self.title


class WageEstimate(HasFigures):
    """Employment and wages of one occupation in one area in one year (OEWS, May of that year)."""

    RESOURCE = "wages"
    FEDERAL_FIELDS = (
        "employment", "employment_rse", "jobs_per_1000", "location_quotient", "mean_rse",
        "annual_mean", "annual_p10", "annual_p25", "annual_p50", "annual_p75", "annual_p90",
        "hourly_mean", "hourly_p10", "hourly_p25", "hourly_p50", "hourly_p75", "hourly_p90",
        "blanks",
    )  # fmt: skip

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="wages")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="wages")
    year = models.PositiveSmallIntegerField()
    employment = models.PositiveIntegerField(null=True, blank=True)
    employment_rse = models.FloatField("relative standard error of employment, %", null=True, blank=True)
    jobs_per_1000 = models.FloatField("jobs per 1,000 jobs in the area", null=True, blank=True)
    location_quotient = models.FloatField(
        null=True, blank=True, help_text="The occupation's share of jobs here over its share in the nation."
    )
    mean_rse = models.FloatField("relative standard error of the mean wage, %", null=True, blank=True)
    annual_mean = models.PositiveIntegerField(null=True, blank=True)
    annual_p10 = models.PositiveIntegerField("10th percentile, annual", null=True, blank=True)
    annual_p25 = models.PositiveIntegerField("25th percentile, annual", null=True, blank=True)
    annual_p50 = models.PositiveIntegerField("median, annual", null=True, blank=True)
    annual_p75 = models.PositiveIntegerField("75th percentile, annual", null=True, blank=True)
    annual_p90 = models.PositiveIntegerField("90th percentile, annual", null=True, blank=True)
    hourly_mean = models.FloatField(null=True, blank=True)
    hourly_p10 = models.FloatField("10th percentile, hourly", null=True, blank=True)
    hourly_p25 = models.FloatField("25th percentile, hourly", null=True, blank=True)
    hourly_p50 = models.FloatField("median, hourly", null=True, blank=True)
    hourly_p75 = models.FloatField("75th percentile, hourly", null=True, blank=True)
    hourly_p90 = models.FloatField("90th percentile, hourly", null=True, blank=True)

    objects = WageEstimateQuerySet.as_manager()

    class Meta:
        ordering = ["occupation", "area", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["occupation", "area", "year"], name="wage_natural_key"),
        ]

    def __str__(self):
        return f"{self.occupation}, {self.area}, May {self.year}"

    def get_absolute_url(self):
        return pieces.address("salaries:area", self.occupation.soc, self.area.slug)

    @property
    def ledger_key(self):
        return f"{self.occupation.soc}:{self.area.code}:{self.year}"


class Projection(HasFigures):
    """How employment of an occupation is expected to change over ten years (Employment Projections, nation)."""

    RESOURCE = "projections"
    FEDERAL_FIELDS = (
        "employment_base", "employment_target", "change_percent", "openings_per_year",
        "entry_education", "experience", "blanks",
    )  # fmt: skip

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="projections")
    base_year = models.PositiveSmallIntegerField()
    target_year = models.PositiveSmallIntegerField()
    employment_base = models.PositiveIntegerField(null=True, blank=True, help_text="Jobs in the base year.")
    employment_target = models.PositiveIntegerField(null=True, blank=True, help_text="Jobs in the target year.")
    change_percent = models.FloatField(null=True, blank=True)
    openings_per_year = models.PositiveIntegerField(null=True, blank=True)
    entry_education = models.CharField(max_length=80, blank=True)
    experience = models.CharField("experience in a related occupation", max_length=80, blank=True)

    class Meta:
        ordering = ["occupation", "-base_year"]
        constraints = [
            models.UniqueConstraint(fields=["occupation", "base_year", "target_year"], name="projection_natural_key"),
        ]

    def __str__(self):
        return f"{self.occupation}, {self.base_year}–{self.target_year}"

    @property
    def ledger_key(self):
        return f"{self.occupation.soc}:{self.base_year}-{self.target_year}"


from salaries.crosswalk import JobOfField  # noqa: E402, F401 -- a table of this app with a file of its own

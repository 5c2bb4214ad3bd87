"""Professional certifications and the dated rules for earning and keeping them."""

from django.db import models
from django.urls import reverse

from careerportal.datasets.curated import Curated, Standing, versions
from careerportal.taxonomy.topics import Topic
from certification.queries import CertificationQuerySet, RuleSetQuerySet

PAGES_BESIDE_CERTIFICATIONS = ("compare",)
"""Addresses under /certification/ that belong to no certification, so none may take them as its slug."""

LONGEST_RENEWAL_MONTHS = 240


class CertifyingBody(models.Model):
    """An organisation that grants certifications."""

    name = models.CharField(max_length=200, unique=True)
    abbreviation = models.CharField(max_length=20, blank=True)
    website = models.URLField(blank=True)

    history = versions()

    class Meta:
        verbose_name_plural = "certifying bodies"
        ordering = ["name"]

    def __str__(self):
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name


class Certification(Curated):
    """A credential that a person earns by experience, study and an exam, not a degree."""

    name = models.CharField(max_length=200)
    abbreviation = models.CharField(max_length=20, blank=True)
    slug = models.SlugField(unique=True)
    body = models.ForeignKey(CertifyingBody, on_delete=models.PROTECT, related_name="certifications")
    soc = models.CharField("occupation (SOC code)", max_length=7, blank=True)
    summary = models.CharField(max_length=300, help_text="One sentence: what it shows about its holder.")
    description = models.TextField(blank=True, help_text="Paragraphs parted by an empty line.")

    objects = Standing.from_queryset(CertificationQuerySet)()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug__in=PAGES_BESIDE_CERTIFICATIONS), name="slug_is_not_the_address_of_a_page"
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name

    def get_absolute_url(self):
        return reverse("certification:detail", args=[self.slug])


class RuleSet(Curated):
    """The rules of a certification as they stood between two dates. An empty figure is one nobody has given us."""

    certification = models.ForeignKey(Certification, on_delete=models.CASCADE, related_name="rule_sets")
    valid_from = models.DateField(null=True, blank=True, help_text="Empty: since before our records.")
    valid_until = models.DateField(null=True, blank=True, help_text="Empty: still in force.")
    experience_years = models.PositiveSmallIntegerField(null=True, blank=True)
    experience_field = models.CharField(max_length=120, blank=True, help_text="Experience in what.")
    credit_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    credit_field = models.CharField(max_length=160, blank=True, help_text="Credit hours in what.")
    credit_reduction_per_extra_year = models.PositiveSmallIntegerField(
        default=0, help_text="Credit hours waived for each full year of experience beyond the minimum."
    )
    membership_required = models.BooleanField(null=True, blank=True)
    exam_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    exam_domains = models.PositiveSmallIntegerField("areas examined", null=True, blank=True)
    exam_fee = models.PositiveIntegerField("exam fee in dollars", null=True, blank=True)
    renewal_hours = models.PositiveSmallIntegerField("continuing-education hours", null=True, blank=True)
    renewal_months = models.PositiveSmallIntegerField("renewal period in months", null=True, blank=True)
    renewal_fee = models.PositiveIntegerField("renewal fee in dollars", null=True, blank=True)
    source = models.CharField(max_length=200)
    source_url = models.URLField(blank=True)
    checked_on = models.DateField(help_text="When somebody last compared these rules with the source.")

    objects = Standing.from_queryset(RuleSetQuerySet)()

    class Meta:
        ordering = ["certification", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="rule_set_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(renewal_months__isnull=True)
                | models.Q(renewal_months__range=(1, LONGEST_RENEWAL_MONTHS)),
                name="renewal_period_is_one_month_to_twenty_years",
            ),
        ]

    def __str__(self):
        return f"{self.certification}, rules from {self.valid_from or 'the start of our records'}"


class ExamArea(Curated):
    """One of the areas that a certification's exam covers, and the topic of coursework that prepares for it."""

    certification = models.ForeignKey(Certification, on_delete=models.CASCADE, related_name="exam_areas")
    name = models.CharField(max_length=160, help_text="As the certifying body names it.")
    topic = models.CharField(
        max_length=20, choices=Topic, blank=True, help_text="What programs teach toward it. Empty: none of the topics."
    )
    source = models.CharField(max_length=200, help_text="Where the certifying body names it.")

    class Meta:
        ordering = ["certification", "id"]
        constraints = [
            models.UniqueConstraint(fields=["certification", "name"], name="exam_area_natural_key"),
            models.CheckConstraint(
                condition=models.Q(topic="") | models.Q(topic__in=Topic.values), name="exam_area_topic_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="exam_area_has_a_source"),
        ]

    def __str__(self):
        return self.name

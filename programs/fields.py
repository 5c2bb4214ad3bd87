"""Fields of study by their federal names: the Classification of Instructional Programs (CIP)."""

from django.db import models

from careerportal.datasets.models import Release
from careerportal.taxonomy.cip import CIP_PATTERN


class FieldOfStudy(models.Model):
    """What a CIP code stands for. Programs of six digits have their titles from here."""

    RESOURCE = "fields"
    FEDERAL_FIELDS = ("title", "definition")

    code = models.CharField("CIP code", max_length=7, unique=True)
    title = models.CharField(max_length=200)
    definition = models.TextField(blank=True, help_text="As the classification words it.")
    release = models.ForeignKey(
        Release, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "fields of study"
        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex=CIP_PATTERN), name="field_code_shape"),
            models.CheckConstraint(condition=~models.Q(title=""), name="field_has_a_title"),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def ledger_key(self):
        return self.code

    def shown_by(self):
        """Partners read titles as part of their programs, which are told of by themselves where a title changes."""
        return []

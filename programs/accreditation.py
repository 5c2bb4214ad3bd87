"""Who vouches for a program: what a curator found said by the accreditor itself. Missing ones say nothing."""

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerportal.datasets.curated import ReviewedByAnother


class Accreditation(ReviewedByAnother):
    """One accreditor's word on one program."""

    class Status(models.TextChoices):
        ACCREDITED = "accredited", _("Accredited")
        CANDIDATE = "candidate", _("Candidate, not yet accredited")
        PROBATION = "probation", _("Accredited, on probation or under warning")
        ENDED = "ended", _("No longer accredited")

    program = models.ForeignKey("programs.Program", on_delete=models.CASCADE, related_name="accreditations")
    accreditor = models.CharField(max_length=160, help_text="Its name and short form, as it writes them.")
    status = models.CharField(max_length=12, choices=Status)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True, help_text="When it ends or ended, where the accreditor says so.")
    next_review = models.DateField(null=True, blank=True)
    evidence_url = models.URLField("evidence", help_text="The accreditor's own page that says so.")
    checked_on = models.DateField(help_text="When somebody last read that page.")

    class Meta:
        ordering = ["program_id", "accreditor"]
        constraints = [
            models.UniqueConstraint(fields=["program", "accreditor"], name="accreditation_natural_key"),
            models.CheckConstraint(
                condition=Q(status__in=("accredited", "candidate", "probation", "ended")),
                name="accreditation_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="accreditation_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.accreditor}: {self.get_status_display()}"

    @property
    def dates(self):
        """What is known of its dates: "since 2015, until 2027, next review 2026"; empty where nothing is."""
        known = (
            (gettext("since %(month)s"), self.since),
            (gettext("until %(month)s"), self.until),
            (gettext("next review %(month)s"), self.next_review),
        )
        return ", ".join(said % {"month": date_format(day, "YEAR_MONTH_FORMAT")} for said, day in known if day)

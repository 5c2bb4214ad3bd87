"""By when to apply: what a curator found said by the school itself. Missing ones say nothing."""

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from careerportal.datasets.curated import Curated


class Deadline(Curated):
    """One date of one program. When it moves, the day before is kept, so that those who follow it are told."""

    SAVED_ALONG = ("previous_due_on",)
    """What a save writes besides what a curator changed."""

    program = models.ForeignKey("programs.Program", on_delete=models.CASCADE, related_name="deadlines")
    name = models.CharField(max_length=120, help_text="What is due: Application for fall 2027, priority.")
    due_on = models.DateField("due on")
    previous_due_on = models.DateField(null=True, blank=True, editable=False)
    moved_at = models.DateTimeField(null=True, blank=True, editable=False)
    source_url = models.URLField("source", help_text="The school's own page that says so.")
    checked_on = models.DateField(help_text="When somebody last read that page.")

    class Meta:
        ordering = ["program_id", "due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["program", "name"], name="deadline_natural_key")]
        indexes = [models.Index(fields=["-moved_at"], name="deadline_by_move")]

    def __str__(self):
        return f"{self.name}: {self.in_words}"

    def save(self, **options):
        """Keep the day that stood before, when another takes its place."""
        before = type(self).objects.filter(pk=self.pk).values_list("due_on", flat=True).first() if self.pk else None
        if before and before != self.due_on:
            self.previous_due_on, self.moved_at = before, timezone.now()
        super().save(**options)

    @property
    def in_words(self):
        """The day as a person says it: "March 1, 2027"."""
        return said(self.due_on)

    @property
    def move_in_words(self):
        """How the date last moved: "moved from March 1, 2027 to April 1, 2027"; empty where it never did."""
        if not self.moved_at:
            return ""
        days = {"before": said(self.previous_due_on), "now": said(self.due_on)}
        return gettext("moved from %(before)s to %(now)s") % days


def said(day):
    """A day as a person says it: "March 1, 2027"."""
    return date_format(day)

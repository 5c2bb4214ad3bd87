"""Mistakes that readers have reported, and what became of each. Nothing here says who a reader is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

KINDS = {
    "program": "Program",
    "school": "School",
    "wage": "Pay in a place",
    "career": "Career",
    "certification": "Certification",
    "level": "Degree level",
}
"""What a reported fact may be about: the word in the form's address, and what people call it."""


class Report(models.Model):
    """One fact that somebody says is wrong: what we showed, what it should be, and our answer."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Corrected")
        DECLINED = "declined", _("Not changed")

    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    key = models.CharField(max_length=240, help_text="Which of them: the end of its page's address.")
    fact = models.CharField(max_length=40, help_text="Which fact of it.")
    about = models.CharField(max_length=500, help_text="What it is about, as the reader saw it named.")
    label = models.CharField(max_length=200, help_text="The fact, as the reader saw it named.")
    shown = models.TextField(blank=True, help_text="What the portal said when it was reported.")
    source = models.CharField(max_length=500, blank=True, help_text="Where the portal had it from.")
    page = models.CharField(max_length=300, help_text="The address of the page that says it.")

    proposed = models.TextField("what it should say")
    why = models.TextField("how the reader knows", blank=True)
    evidence_url = models.URLField("evidence", max_length=500, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    written = models.TextField(blank=True, help_text="What stands there now, where the portal was corrected.")
    answer = models.TextField(blank=True, help_text="What everybody reads on the log of corrections.")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "reported mistake"
        ordering = ["-received_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("open", "accepted", "declined")), name="report_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="report_is_answered_in_words",
            ),
            models.CheckConstraint(condition=~Q(proposed=""), name="report_proposes_something"),
        ]
        indexes = [models.Index(fields=["state", "-answered_at"], name="report_by_answer")]

    def __str__(self):
        return f"{self.label}: {self.about}"

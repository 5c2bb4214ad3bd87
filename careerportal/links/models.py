"""Addresses of other sites that our pages lead to, and what they answered when they were last asked."""

from django.db import models


class Link(models.Model):
    """One address, wherever it stands. It is broken when it has failed twice, a day apart; once may be an accident."""

    class State(models.TextChoices):
        ANSWERS = "answers", "Answers"
        MOVED = "moved", "Has moved for good"
        UNTOLD = "untold", "Does not let us ask"
        FAILING = "failing", "Failed once"
        BROKEN = "broken", "Broken"

    url = models.URLField("address", max_length=500, unique=True)
    state = models.CharField(max_length=8, choices=State)
    said = models.CharField("what it said", max_length=200, help_text="The status of its answer, or why there is none.")
    moved_to = models.URLField("leads to", max_length=500, blank=True)
    checked_at = models.DateTimeField("last asked")
    failing_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["failing_since", "url"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=("answers", "moved", "untold", "failing", "broken")),
                name="link_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("failing", "broken")) ^ models.Q(failing_since__isnull=True),
                name="link_that_fails_says_since_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "checked_at"], name="link_by_state")]

    def __str__(self):
        return self.url

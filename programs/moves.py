"""What merges of schools and moves of programs have changed, step by step, so that each can be taken back."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class SchoolMove(models.Model):
    """One school made part of another, or programs listed at another school, with every value before and after."""

    class Kind(models.TextChoices):
        MERGE = "merge", "Merge of schools"
        MOVE = "move", "Move of programs"

    kind = models.CharField(max_length=5, choices=Kind)
    source = models.ForeignKey("programs.School", on_delete=models.PROTECT, related_name="+", verbose_name="from")
    target = models.ForeignKey("programs.School", on_delete=models.PROTECT, related_name="+", verbose_name="to")
    why = models.CharField(max_length=500)
    steps = models.JSONField(
        encoder=DjangoJSONEncoder, help_text="Each row that was changed, and each of its values before and after."
    )
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_because = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "merge or move"
        verbose_name_plural = "merges and moves"
        ordering = ["-done_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=("merge", "move")), name="school_move_kind_is_known"),
        ]

    def __str__(self):
        return f"{self.source} → {self.target}, {self.done_at:%Y-%m-%d}"

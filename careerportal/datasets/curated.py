"""What our curators write: every version of it is kept, with who wrote it and why, and none is ever deleted.

A row that should no longer be shown is withdrawn: the public's `objects` leaves it out, `everything` has it still.
"""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

WITHDRAWN_ALIKE = "This was withdrawn, and still has its place. Bring that one back, and change it as needed."

AS_IT_STOOD = "As it stood before anybody wrote on it"

BLOCK = 500
"""Rows whose first versions are kept at a time."""


def versions(**options):
    """Keep the versions of a table; `inherit=True` for an abstract one. Bulk writes, and so imports, keep none."""
    return HistoricalRecords(history_change_reason_field=models.TextField(null=True), **options)


class Standing(models.Manager):
    """Rows that nobody has withdrawn."""

    def get_queryset(self):
        return super().get_queryset().filter(is_withdrawn=False)


class Curated(models.Model):
    """A row that only curators write."""

    is_withdrawn = models.BooleanField(
        "withdrawn", default=False, db_default=False,
        help_text="No longer shown to anybody. It stays here with its history, and can be brought back.",
    )  # fmt: skip

    objects = Standing()
    everything = models.Manager()  # noqa: DJ012 -- a manager, which the rule takes for a field
    history = versions(inherit=True)

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        """Say what is in the way where it is a withdrawn row, which `objects` does not see."""
        super().validate_constraints(exclude=exclude)
        excluded = set(exclude or ())
        names = [{field.name} for field in self._meta.concrete_fields if field.unique and not field.primary_key]
        names += [set(one.fields) for one in self._meta.constraints if isinstance(one, models.UniqueConstraint)]
        for together in names:
            if together & excluded:
                continue
            alike = {name: getattr(self, self._meta.get_field(name).attname) for name in together}
            withdrawn = type(self).everything.filter(is_withdrawn=True, **alike).exclude(pk=self.pk)
            if withdrawn.exists():
                raise ValidationError(WITHDRAWN_ALIKE)


class ReviewedStanding(Standing):
    """Rows that nobody has withdrawn, and that a second person has read."""

    def get_queryset(self):
        return super().get_queryset().filter(is_reviewed=True)


class ReviewedByAnother(Curated):
    """A row that readers see only when a second person has compared it with its evidence."""

    SAVED_ALONG = ("is_reviewed",)
    """What a save writes besides what a curator changed."""

    is_reviewed = models.BooleanField(
        "reviewed", default=True, db_default=True, editable=False,
        help_text="A second person has compared it with its evidence; until then readers do not see it.",
    )  # fmt: skip

    objects = ReviewedStanding()
    everything = models.Manager()  # noqa: DJ012 -- a manager, which the rule takes for a field

    class Meta:
        abstract = True

    def waits_for_review(self, changed):
        """Whoever writes it is its author; taking it away needs no second person."""
        if set(changed) - {"is_withdrawn"}:
            self.is_reviewed = False

    def approve(self, *, by):
        """Show it to readers. ValidationError where `by` wrote it, or where nothing waits."""
        held = type(self).everything.select_for_update().get(pk=self.pk)
        if held.is_reviewed:
            raise ValidationError(f"“{held}” has been reviewed already.")
        written = held.history.first()
        if written and written.history_user_id == by.pk:
            raise ValidationError(f"You wrote “{held}” yourself. Somebody else compares it with its evidence.")
        held.is_reviewed = True
        sign(held, by=by, why="Reviewed").save(update_fields=["is_reviewed"])
        return held


def await_review(row, changed):
    """What needs a second reader waits for one, whichever way a curator changes these fields of it."""
    if isinstance(row, ReviewedByAnother):
        row.waits_for_review(changed)


def sign(row, *, by, why=""):
    """Say who writes a row next, and why: its next version is kept with both. `by` is a user, or None for a command."""
    return sign_all([row], by=by, why=why)[0]


def sign_all(rows, *, by, why=""):
    """The same of many rows of one table, with few questions to the database."""
    if pks := [row.pk for row in rows if row.pk]:
        keep_first_versions(type(rows[0]), pks)
    for row in rows:
        row._history_user = by
        row._change_reason = why or None
    return rows


def keep_first_versions(model, pks):
    """Keep what rows said before anybody wrote on them, as an importer left them, as their first versions."""
    key = model._meta.pk.attname
    for start in range(0, len(pks), BLOCK):
        block = pks[start : start + BLOCK]
        known = set(model.history.filter(**{f"{key}__in": block}).values_list(key, flat=True))
        if fresh := [pk for pk in block if pk not in known]:
            stored = model._base_manager.filter(pk__in=fresh)
            model.history.bulk_history_create(stored, update=True, default_change_reason=AS_IT_STOOD)


def keeps_versions(model):
    return hasattr(model, "history")

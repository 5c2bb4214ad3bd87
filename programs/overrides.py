"""Values that readers are shown in place of a federal one, because a curator has found it wrong.

The federal column is never touched: refreshes, rollbacks and journals know nothing of overrides. What is in force
stands beside it in the school's `overriding`, and `School.as_shown` puts it in its place. An override is proposed with
reason, evidence and an end, and approved by another person. It ends by itself on its day, or when the federal file says
the same; of that, and of a federal file that has come to say a third thing, a finding tells.

As with the states of programs, readers see what the rows say, never what a date says: `settle` ends what is due.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from careerportal.datasets.curated import sign, versions
from careerportal.datasets.models import Finding
from careerportal.sync import ledger
from careerportal.sync.models import Change

OVERRIDABLE = (
    "website", "admissions_url", "application_url", "financial_aid_url", "net_price_url", "veterans_url",
)  # fmt: skip
"""The addresses that the directory of institutions names: they move within the year, and the directory is yearly. What
identifies, places or counts a school is not to be overridden; a name of ours is the school's display name."""

CAUGHT_UP = "federal value has caught up with an override"
MOVED_ON = "federal value has changed under an override"


class OverrideQuerySet(models.QuerySet):
    def whose_links_count(self):
        """Overrides that are in force, or may come to be."""
        return self.exclude(state=Override.State.ENDED)


class Override(models.Model):
    """One federal value of one school that readers see another in place of."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Waits for another person"
        IN_FORCE = "in-force", "In force"
        ENDED = "ended", "Ended"

    school = models.ForeignKey("programs.School", on_delete=models.CASCADE, related_name="overrides")
    field = models.CharField(max_length=30, help_text="Which federal value.")
    value = models.URLField("what readers see", max_length=300)
    reason = models.CharField(max_length=500, help_text="What is wrong with the federal value.")
    evidence_url = models.URLField("evidence", max_length=300, help_text="The page that shows it; the school's own.")
    expires_on = models.DateField(help_text="Until when it holds, unless it is found right again before.")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED, editable=False)
    federal_value = models.CharField(
        "federal value when proposed", max_length=300, blank=True, editable=False,
    )  # fmt: skip
    proposed_by = models.CharField(max_length=150, editable=False)
    proposed_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.CharField(max_length=150, blank=True, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_because = models.CharField(max_length=500, blank=True, editable=False)

    objects = OverrideQuerySet.as_manager()
    history = versions()

    class Meta:
        verbose_name = "override of a federal value"
        verbose_name_plural = "overrides of federal values"
        ordering = ["expires_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "field"], condition=~Q(state="ended"), name="override_one_of_a_value",
                violation_error_message="This value has an override already. End that one first.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "in-force", "ended")), name="override_state_is_known"
            ),
            models.CheckConstraint(condition=Q(field__in=OVERRIDABLE), name="override_of_a_value_that_may_be"),
            models.CheckConstraint(
                condition=~Q(state="in-force") | (~Q(approved_by="") & ~Q(approved_by=models.F("proposed_by"))),
                name="override_is_approved_by_another",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.school}: {self.label}"

    @property
    def label(self):
        words = str(self.school._meta.get_field(self.field).verbose_name)
        return words[:1].upper() + words[1:]

    @property
    def federal_now(self):
        """What the federal file says now."""
        return getattr(self.school, self.field)

    def clean(self):
        if self.expires_on and self.state != self.State.ENDED and self.expires_on <= timezone.localdate():
            raise ValidationError({"expires_on": "Choose a day to come: by then somebody looks at it again."})
        if self.school_id and self.field and self.value == self.federal_now:
            raise ValidationError({"value": "The federal file says just this."})


@transaction.atomic
def propose(school, *, field, value, reason, evidence_url, expires_on, by):
    """Write down what readers should see in place of a federal value; nobody sees it yet."""
    override = Override(
        school=school, field=field, value=value, reason=reason, evidence_url=evidence_url, expires_on=expires_on
    )
    return propose_row(override, by=by)


def propose_row(override, *, by):
    """The same of a row that a form has filled."""
    override.proposed_by, override.federal_value = by.get_username(), override.federal_now
    override.full_clean()
    sign(override, by=by, why=override.reason).save()
    return override


@transaction.atomic
def approve(override, *, by):
    """Show it to readers and partners. ValidationError where `by` proposed it, or where it is too late."""
    held = _held(override, Override.State.PROPOSED)
    if held.proposed_by == by.get_username():
        raise ValidationError(f"You proposed “{held}” yourself. Somebody else compares it with its evidence.")
    held.full_clean()
    held.state, held.approved_by, held.approved_at = Override.State.IN_FORCE, by.get_username(), timezone.now()
    sign(held, by=by, why="Approved").save()
    _show(held.school, held.field, held, by=by)
    return held


@transaction.atomic
def end(override, *, by, why):
    """Show the federal value again."""
    if not why.strip():
        raise ValidationError("Say why it ends.")
    held = _held(override, Override.State.PROPOSED, Override.State.IN_FORCE)
    was_shown = held.state == Override.State.IN_FORCE
    held.state, held.ended_because = Override.State.ENDED, why.strip()[:500]
    sign(held, by=by, why=held.ended_because).save()
    if was_shown:
        _show(held.school, held.field, None, by=by)
    return held


@dataclass
class Settled:
    """What a run of `settle` did with overrides: those that ended, and those of which a new finding tells."""

    ended: list = field(default_factory=list)
    doubted: list = field(default_factory=list)


def settle(day=None):
    """End what has come to its day or has been caught up with, and tell of it; running it again does nothing more."""
    day, settled = day or timezone.localdate(), Settled()
    for override in Override.objects.exclude(state=Override.State.ENDED).select_related("school__directory_release"):
        with transaction.atomic():
            _settle(override, day, settled)
    return settled


def _settle(override, day, settled):
    if override.expires_on <= day:
        end(override, by=None, why="Its day has come")
        settled.ended.append(override)
    elif override.federal_now == override.value:
        _tell(
            override, CAUGHT_UP, f"The federal file says {override.value} itself now; the override has ended.", settled
        )
        end(override, by=None, why="The federal file says the same now")
        settled.ended.append(override)
    elif override.federal_now != override.federal_value:
        said = f"It said {override.federal_value or 'nothing'}, and says {override.federal_now or 'nothing'} now."
        _tell(override, MOVED_ON, f"{said} Readers still see {override.value}: is that right?", settled)


def _tell(override, kind, message, settled):
    """Add a finding to the release that the federal value is of, once; without a release there is nothing to doubt."""
    release = override.school.directory_release
    if release is None:
        return
    _, is_new = Finding.objects.get_or_create(
        release=release,
        kind=kind,
        subject=f"{override.school.ledger_key}: {override.field}",
        defaults={"severity": Finding.Severity.NOTICE, "message": message[:500]},
    )
    if is_new:
        settled.doubted.append(override)


def _show(school, name, override, *, by):
    """Write what readers see of a school's value, and tell partners."""
    held = type(school).objects.select_for_update().get(pk=school.pk)
    overriding = dict(held.overriding or {})
    overriding.pop(name, None)
    if override:
        overriding[name] = {
            "value": override.value,
            "evidence": override.evidence_url,
            "until": override.expires_on.isoformat(),
        }
    held.overriding = overriding or None
    why = f"An override of its {name} {'is in force' if override else 'has ended'}"
    sign(held, by=by, why=why).save(update_fields=["overriding"])
    ledger.record([(held.RESOURCE, held.ledger_key, Change.Action.UPDATED)])


def _held(override, *states):
    held = Override.objects.select_for_update(of=("self",)).select_related("school").get(pk=override.pk)
    if held.state not in states:
        raise ValidationError(f"“{held}” is {held.get_state_display().lower()} by now.")
    return held

"""What curators do with a reported mistake: correct the portal, or say why nothing changes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from careerportal.datasets.curated import sign
from careerportal.reports import facts
from careerportal.reports.models import Report
from careerportal.sync import ledger

FEDERAL = "A federal file says so, and the next refresh would write over any change. Decline, and name the source."
NO_LONGER = "The portal does not have this fact any more. Decline, and say so."
TWICE = "This report has been answered already."


@transaction.atomic
def accept(report, *, answer, text="", by=None):
    """Write the corrected value where it is ours to write, tell partners, and answer in public.

    What our curators record in rows of its own (deadlines, accreditation, topics) they have corrected there by hand.
    """
    fact = check(report, text)
    if fact.is_ours_to_write:
        sign(fact.row, by=by, why=f"A reader's report was accepted: {answer.strip()}").save()
        report.written = text.strip()
    _answer(report, Report.State.ACCEPTED, answer)
    if fact.is_ours_to_write:
        ledger.record(fact.lines)


@transaction.atomic
def decline(report, *, answer):
    """Change nothing, and say why in public."""
    _answer(report, Report.State.DECLINED, answer)


def check(report, text):
    """Return the fact of a report with this text in its row, not saved yet; ValidationError says why it cannot be."""
    fact = facts.find(report.kind, report.key, report.fact)
    if fact is None:
        raise ValidationError(NO_LONGER)
    if fact.is_federal:
        raise ValidationError(FEDERAL)
    if fact.is_ours_to_write:
        setattr(fact.row, fact.field, fact.read(text))
        try:
            fact.row.full_clean()
        except ValidationError as error:
            raise ValidationError(error.messages) from error
    return fact


def _answer(report, state, answer):
    if not answer.strip():
        raise ValidationError("Write an answer: everybody reads it on the log of corrections.")
    report.state, report.answer, report.answered_at = state, answer.strip(), timezone.now()
    waiting = Report.objects.filter(pk=report.pk, state=Report.State.OPEN)
    changed = {name: getattr(report, name) for name in ("state", "answer", "answered_at", "written")}
    if not waiting.update(**changed):
        raise ValidationError(TWICE)

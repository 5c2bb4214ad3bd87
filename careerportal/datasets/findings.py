"""Keeping what an importer met, what a person answered, and reusing the answer at every later release.

A finding is known again by its source, kind and subject. Answering one answers all of its release that are alike. An
answer that changes what is loaded (take what the file says; it is this school) is used from the next load on.
"""

from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import Truncator

from careerportal.datasets import diff, registry
from careerportal.datasets.models import Finding

Answer = Finding.Answer
LONGEST_SUBJECT = 200
KEPT_OF_AN_ANSWER = ("note", "is_settled", "answer", "chosen_unitid", "answered_by", "answered_at")


class Remembered(NamedTuple):
    """What an importer needs of an answer."""

    answer: str
    unitid: int | None


def keep(problems, release):
    """Write a release's findings. One that a curator settled for an earlier release comes settled, with the answer."""
    answers = answered(release.source, {problem.kind for problem in problems.kept})
    found = []
    for problem in problems.kept:
        severity = Finding.Severity.ERROR if problem.is_error else Finding.Severity.NOTICE
        said = {"severity": severity, "row": problem.row, "message": problem.message}
        found.append(_finding(release, problem.kind, shortened(problem.subject), answers, **said))
    Finding.objects.bulk_create(found, batch_size=diff.BATCH)


def keep_one(release, *, kind, subject, message):
    """Write a finding of something that was noticed after a release was loaded."""
    found = _finding(release, kind, shortened(subject), answered(release.source, {kind}), message=message)
    found.save()
    return found


def _finding(release, kind, subject, answers, *, message, severity=Finding.Severity.NOTICE, row=None):
    earlier = answers.get((kind, subject))
    taken_over = {name: getattr(earlier, name) for name in KEPT_OF_AN_ANSWER} if earlier else {}
    return Finding(
        release=release,
        kind=kind,
        severity=severity,
        row=row,
        subject=subject,
        message=Truncator(message).chars(500),
        answered_before=earlier,
        **taken_over,
    )


def shortened(subject):
    """A subject as it is kept, and so as it is known again."""
    return Truncator(subject).chars(LONGEST_SUBJECT)


def answered(source, kinds):
    """Return {(kind, subject): finding} of what curators have settled in earlier releases, their newest word."""
    settled = Finding.objects.filter(release__source=source, kind__in=kinds, is_settled=True)
    # An answer that was taken over is older than the one a person gave meanwhile to another release's finding.
    found = settled.order_by(F("answered_at").asc(nulls_first=True), "id")
    return {(finding.kind, finding.subject): finding for finding in found if finding.subject}


def remembered(source):
    """Return {(kind, subject): Remembered} of the answers by which a load differs from what the file alone says."""
    found = answered(source, possible_answers(source))
    return {
        known: Remembered(finding.answer, finding.chosen_unitid)
        for known, finding in found.items()
        if finding.answer in (Answer.ACCEPT, Answer.SCHOOL)
    }


def possible_answers(source):
    """Return {kind: answers besides "leave it"} that the importer of a source can use."""
    known = registry.all_sources().get(source)
    return known.answers if known else {}


def answers_to(finding):
    """The answers that a person may give to a finding."""
    possible = possible_answers(finding.release.source).get(finding.kind, ())
    return [Answer.IGNORE, *(Answer(answer) for answer in possible)]


@transaction.atomic
def answer(finding, *, answer, why, unitid=None, by=""):
    """Settle a finding and all of its release that are about the same; return how many."""
    given = {
        "answer": answer,
        "note": why,
        "chosen_unitid": unitid if answer == Answer.SCHOOL else None,
        "answered_by": by,
        "answered_at": timezone.now(),
        "is_settled": True,
    }
    alike = Finding.objects.filter(pk=finding.pk)
    if finding.subject:
        alike |= Finding.objects.filter(release=finding.release_id, kind=finding.kind, subject=finding.subject)
    return alike.update(**given)


@transaction.atomic
def reopen(findings):
    """Take answers back, in every release, so that no later load uses them; return how many were open again."""
    count = 0
    for finding in findings.filter(is_settled=True).select_related("release"):
        alike = Finding.objects.filter(pk=finding.pk)
        if finding.subject:
            alike |= Finding.objects.filter(
                release__source=finding.release.source, kind=finding.kind, subject=finding.subject
            )
        count += alike.filter(is_settled=True).update(is_settled=False, answer="", chosen_unitid=None)
    return count

"""Keeping what an importer met, and remembering what a curator has answered before."""

from django.utils.text import Truncator

from careerportal.datasets import diff
from careerportal.datasets.models import Finding


def keep(problems, release):
    """Write a release's findings. One that a curator settled for an earlier release comes settled, with the answer."""
    answers = answered(release.source, {problem.kind for problem in problems.kept})
    found = []
    for problem in problems.kept:
        subject = Truncator(problem.subject).chars(200)
        earlier = answers.get((problem.kind, subject))
        found.append(
            Finding(
                release=release,
                kind=problem.kind,
                severity=Finding.Severity.ERROR if problem.is_error else Finding.Severity.NOTICE,
                row=problem.row,
                subject=subject,
                message=Truncator(problem.message).chars(500),
                note=earlier.note if earlier else "",
                is_settled=bool(earlier),
                answered_before=earlier,
            )
        )
    Finding.objects.bulk_create(found, batch_size=diff.BATCH)


def answered(source, kinds):
    """Return {(kind, subject): finding} of what curators have settled in earlier releases, their newest word."""
    settled = Finding.objects.filter(release__source=source, kind__in=kinds, is_settled=True).order_by("id")
    return {(finding.kind, finding.subject): finding for finding in settled if finding.subject}

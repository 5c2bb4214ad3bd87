"""read → normalise → diff → apply: how a file of figures becomes what the public sees, in one transaction."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.text import Truncator

from careerportal.datasets import diff as differences
from careerportal.datasets.files import UnusableFile, fingerprint, provenance_of, read_rows
from careerportal.datasets.locks import exclusive_transaction
from careerportal.datasets.models import Finding, Release
from careerportal.datasets.problems import Problems
from careerportal.sync import ledger
from careerportal.sync.models import Change

MOST_WITHDRAWN = 0.10
"""A file that would withdraw a larger share of a table's rows stops and asks for --accept."""


class Refused(Exception):
    """The file can be read, but loading it needs a person's word first. `report` says what was found."""

    def __init__(self, message, report):
        super().__init__(message)
        self.report = report


@dataclass
class Report:
    """What a refresh did, or would do: counts by table, and every problem met."""

    source: object
    edition: str
    rows: int
    diffs: list = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    release: Release | None = None
    dry_run: bool = False

    @property
    def is_empty(self):
        return all(diff.is_empty for diff in self.diffs)

    def tables(self):
        """Return {"programs": {"created": 3740, "updated": 0, …}, …}."""
        return {diff.resource: diff.counts() for diff in self.diffs}

    def as_dict(self):
        return {
            "source": self.source.key,
            "edition": self.edition,
            "rows": self.rows,
            "tables": self.tables(),
            "findings": dict(self.problems.counts),
            "dry_run": self.dry_run,
        }


def refresh(source, path, *, edition="", dry_run=False, skip_bad_rows=False, accept=False, on_row=None):
    """Load a file of a source and return the Report; all of it or, on any exception, nothing.

    UnusableFile: the file as a whole cannot be read. Refused: it has bad rows (load the rest with `skip_bad_rows`), or
    it would withdraw much (go ahead with `accept`). AlreadyRunning: another refresh holds the lock. `on_row` is called
    for each row read, for a progress bar. The same file twice changes nothing the second time.
    """
    path = Path(path)
    sha256 = fingerprint(path)
    provenance = provenance_of(path)
    edition = edition or provenance.get("edition", "")
    if not edition:
        raise UnusableFile(f'{path.name} does not say its edition. Name it, for example: --edition "May 2025".')
    with exclusive_transaction():
        report = _read(source, path, edition, on_row)
        report.dry_run = dry_run
        _ask_first(report, skip_bad_rows, accept)
        if dry_run:
            transaction.set_rollback(True)
        elif not (report.is_empty and _is_live(source, edition, sha256)):
            _apply(report, _new_release(source, edition, path, sha256, provenance))
    return report


def _read(source, path, edition, on_row):
    problems = Problems()
    report = Report(source, edition, rows=0, problems=problems)

    def counted(rows):
        for row in rows:
            report.rows += 1
            if on_row:
                on_row()
            yield row

    rows = read_rows(path, source.columns, problems, source.fallback_encoding)
    records = source.normalise(counted(rows), problems, edition)
    report.diffs = source.diff(records)
    if not report.rows and not problems.error_count:
        raise UnusableFile(f"{path.name} has a header and no rows.")
    if not any(diff.present for diff in report.diffs) and not problems.error_count:
        raise UnusableFile(f"{path.name} has no row of the fields, occupations and places that this portal shows.")
    return report


def _ask_first(report, skip_bad_rows, accept):
    """Stop where a person must decide first."""
    if report.problems.error_count:
        # What a bad row was about may be unknowable, so nothing that the file seems to lack is withdrawn this time.
        for diff in report.diffs:
            diff.withdrawn = []
    if report.problems.error_count and not skip_bad_rows:
        raise Refused(
            f"{report.problems.error_count} of {report.rows} rows cannot be read, so nothing was changed. "
            "Mend the file, or load the other rows with --skip-bad-rows.",
            report,
        )
    for diff in report.diffs:
        held = len(diff.present) - len(diff.created) + len(diff.withdrawn)
        if held and len(diff.withdrawn) / held > MOST_WITHDRAWN and not accept:
            raise Refused(
                f"This file would withdraw {len(diff.withdrawn)} of {held} {diff.resource}, so nothing was changed. "
                "If that is right, run it again with --accept.",
                report,
            )


def _is_live(source, edition, sha256):
    return Release.objects.filter(source=source.key, edition=edition, sha256=sha256, state=Release.State.READY).exists()


def _new_release(source, edition, path, sha256, provenance):
    return Release.objects.create(
        source=source.key,
        edition=edition,
        published_on=provenance.get("published_on"),
        file_name=path.name,
        sha256=sha256,
    )


def _apply(report, release):
    report.release = release
    for diff in report.diffs:
        differences.write(diff)
    for diff in reversed(report.diffs):
        diff.withdraw()
    report.source.link(release, report.diffs)
    _keep_findings(report, release)
    _archive_predecessors(report.source, release)
    release.rows = report.rows
    release.report = report.tables()
    release.state = Release.State.READY
    release.save()
    # A release that only repeats the figures moves the serial too: pages name its edition.
    lines = list(_ledger_lines(report.diffs)) or [("releases", release.source, Change.Action.UPDATED)]
    ledger.record(lines, release=release)


def _keep_findings(report, release):
    findings = [
        Finding(
            release=release,
            kind=problem.kind,
            severity=Finding.Severity.ERROR if problem.is_error else Finding.Severity.NOTICE,
            row=problem.row,
            subject=Truncator(problem.subject).chars(200),
            message=Truncator(problem.message).chars(500),
        )
        for problem in report.problems.kept
    ]
    Finding.objects.bulk_create(findings, batch_size=differences.BATCH)


def _archive_predecessors(source, release):
    older = Release.objects.filter(source=source.key, state=Release.State.READY).exclude(pk=release.pk)
    if source.keeps_editions:
        older = older.filter(edition=release.edition)
    older.update(state=Release.State.ARCHIVED)


def _ledger_lines(diffs):
    for diff in diffs:
        if diff.part_of:
            continue
        for row in diff.created:
            yield diff.resource, row.ledger_key, Change.Action.CREATED
        for row in [*(update.row for update in diff.updated), *diff.touched]:
            yield diff.resource, row.ledger_key, Change.Action.UPDATED
        for row in diff.withdrawn:
            yield diff.resource, row.ledger_key, Change.Action.WITHDRAWN

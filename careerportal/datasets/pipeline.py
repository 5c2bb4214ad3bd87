"""read → normalise → compare → write: how a file of figures becomes what the public sees, in one transaction.

A file goes by in batches, so its length does not matter: each batch is compared with its rows in the database, written
and let go. A dry run is the same run, undone before anybody could see it.
"""

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile

from django.db import transaction
from django.utils import timezone

from careerportal.datasets import diff as differences
from careerportal.datasets import findings, guards, running, variants
from careerportal.datasets.files import (
    UnusableFile,
    fingerprint,
    provenance_of,
    read_rows,
    refuse_what_is_no_file,
)
from careerportal.datasets.journal import Journal, fetch_owners
from careerportal.datasets.locks import exclusive_transaction
from careerportal.datasets.models import Release
from careerportal.datasets.problems import Problems
from careerportal.datasets.seen import Seen
from careerportal.datasets.tally import Tally
from careerportal.sync import ledger
from careerportal.sync.models import Change

RECORDS = 2_000
"""Records that are compared and written at a time."""


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
    rows: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    doubts: list[str] = field(default_factory=list)
    stamped: set = field(default_factory=set)
    """(table, its column that names the release of a row's figures) of every table that was written."""

    release: Release | None = None
    dry_run: bool = False

    @property
    def is_empty(self):
        return all(tally.is_empty for tally in self.tallies.values())

    def tally(self, resource):
        return self.tallies.setdefault(resource, Tally(resource))

    def tables(self):
        """Return {"programs": {"created": 3740, "updated": 0, …}, …}."""
        return {resource: tally.counts() for resource, tally in self.tallies.items()}

    def details(self):
        """What a person looks at before publishing: doubts, findings with the first of each kind, and of each table
        which columns changed how often, samples and the largest changes."""
        tables = {
            resource: {"fields": dict(tally.fields), "samples": tally.samples, "largest": tally.largest}
            for resource, tally in self.tallies.items()
        }
        return {
            "doubts": self.doubts,
            "findings": dict(self.problems.counts),
            "first_findings": self.problems.first_of_each(),
            "tables": tables,
        }

    def as_dict(self):
        return {
            "source": self.source.key,
            "edition": self.edition,
            "rows": self.rows,
            "tables": self.tables(),
            "findings": dict(self.problems.counts),
            "details": self.details(),
            "dry_run": self.dry_run,
        }


class Undone(Exception):
    """Ends a run whose changes nobody is to see."""


def refresh(source, path, *, edition="", dry_run=False, skip_bad_rows=False, accept=False, on_row=None):
    """Load a file of a source and return the Report; all of it or, on any exception, nothing.

    UnusableFile: the file as a whole cannot be read. Refused: it has bad rows (load the rest with `skip_bad_rows`), or
    it would change much (go ahead with `accept`). AlreadyRunning: another refresh holds the lock. `on_row` is called
    for each row read, for a progress bar. The same file twice changes nothing the second time.
    """
    path = Path(path)
    release = described(source, path, edition)
    report = Report(source, release.edition, dry_run=dry_run)
    doing = f"Trying {release}" if dry_run else f"Loading {release}"
    with exclusive_transaction(), running.announced(doing, on_row=on_row) as on_row, undone_at_will():
        is_known = _is_live(release)
        load(report, path, release, skip_bad_rows=skip_bad_rows, on_row=on_row)
        if report.doubts and not accept:
            raise Refused(f"{' '.join(report.doubts)} Nothing was changed. If it is right, add --accept.", report)
        if dry_run or (report.is_empty and is_known):
            raise Undone
    return report


@contextmanager
def undone_at_will():
    try:
        with transaction.atomic():
            yield
    except Undone:
        pass


def described(source, path, edition=""):
    """Return the unsaved Release that a file would be; UnusableFile where it is none, or nobody says its edition."""
    refuse_what_is_no_file(path)
    provenance = provenance_of(path)
    told = _edition_told_by(source, path.name)
    edition = edition or provenance.get("edition", "") or told
    if told not in edition:
        raise UnusableFile(f"{path.name} is by its name the file of {told}, not of {edition}.")
    if not edition:
        raise UnusableFile(
            f"{path.name} does not say its edition. Name it, such as May 2025 "
            '(on the command line: --edition "May 2025").'
        )
    return Release(
        source=source.key,
        edition=edition,
        published_on=provenance.get("published_on"),
        file_name=path.name,
        sha256=fingerprint(path),
    )


def _edition_told_by(source, file_name):
    """The edition that a file's name tells, or ""."""
    tells = source.edition_of or (source.address and source.address.edition_of)
    return tells(file_name) if tells else ""


def load(report, path, release, *, skip_bad_rows=False, on_row=None):
    """Write everything that a file changes, and the ledger last, in the caller's transaction; fill the report."""
    release.state = Release.State.IMPORTING
    release.save()
    report.problems.remembered = findings.remembered(release.source)
    with _LedgerLines() as lines:
        _write_batches(report, path, release, lines, on_row)
        if report.problems.error_count and not skip_bad_rows:
            raise Refused(
                f"{report.problems.error_count} of {report.rows} rows cannot be read, so nothing was changed. "
                "Mend the file, or load the other rows with --skip-bad-rows.",
                report,
            )
        report.release = release
        live = Release.objects.filter(source=release.source, state=Release.State.READY).values_list(
            "edition", flat=True
        )
        report.doubts = [*guards.older(report.source, release.edition, live), *guards.doubts(report.tallies.values())]
        findings.keep(report.problems, release)
        _go_live(report, release)
        lines.record(release)


def _write_batches(report, path, release, lines, on_row):
    source, problems = report.source, report.problems
    comparison, journal, seen = source.comparison(), Journal(release), {}

    def counted(rows):
        for row in rows:
            if not report.rows:
                release.variant = variants.of_file(source, row.cells)
            report.rows += 1
            if on_row:
                on_row()
            yield row

    rows = read_rows(path, source.columns, problems, source.fallback_encoding, source.heading)
    records = iter(source.normalise(counted(rows), problems, release.edition))

    def write(table):
        stamps = journal.before_writing(table)
        differences.write(table, release)
        journal.wrote(table, stamps)
        report.tally(table.resource).add(table)
        if table.stamp:
            report.stamped.add((table.model, table.stamp))
        lines.add(table)

    while batch := list(islice(records, RECORDS)):
        for table in comparison.tables(batch):
            write(table)
            seen.setdefault(table.resource, Seen()).update(row.pk for row in table.present)
    _refuse_if_empty(report, path, seen)
    if not problems.error_count:
        # What a bad row was about may be unknowable, so nothing is withdrawn while there is one.
        for claimed in comparison.claims():
            _withdraw_the_rest(report.tally(claimed.resource), claimed, seen[claimed.resource], journal, lines)
        for table in comparison.conclusions(problems):
            write(table)


def _refuse_if_empty(report, path, seen):
    if report.problems.error_count or seen:
        return
    if not report.rows:
        raise UnusableFile(f"{path.name} has a header and no rows.")
    raise UnusableFile(f"{path.name} has no row of the fields, occupations and places that this portal shows.")


def _withdraw_the_rest(tally, claimed, seen, journal, lines):
    """Withdraw those of the claimed rows that the file has not had."""
    model = claimed.rows.model
    held = tally.updated + tally.unchanged
    missing = [pk for pk in claimed.rows.order_by().values_list("pk", flat=True).iterator() if pk not in seen]
    for start in range(0, len(missing), differences.BATCH):
        pks = missing[start : start + differences.BATCH]
        lines.add_withdrawn(claimed, claimed.rows.filter(pk__among=pks))
        journal.withdraws(claimed, pks)
        rows = model._base_manager.filter(pk__among=pks)
        if claimed.withdrawn_as is None:
            rows.delete()
        else:
            rows.update(**claimed.withdrawn_as)
            differences.say_when(model, pks)
    tally.withdrawn += len(missing)
    tally.claimed += held + len(missing)


def _is_live(release):
    same = {"source": release.source, "edition": release.edition, "sha256": release.sha256}
    return Release.objects.filter(state=Release.State.READY, **same).exists()


def _go_live(report, release):
    older = Release.objects.filter(source=release.source, state=Release.State.READY).exclude(pk=release.pk)
    if report.source.keeps_editions:
        older = [one for one in older.filter(edition=release.edition) if not _has_figures(one, report.stamped)]
    release.replaced = sorted(one.pk for one in older)
    Release.objects.filter(pk__in=release.replaced).update(state=Release.State.ARCHIVED)
    release.rows = report.rows
    release.report = report.tables()
    release.details = report.details()
    release.state = Release.State.READY
    release.loaded_at = timezone.now()  # A preview may have waited; what was loaded in between is older.
    release.save()


def _has_figures(release, stamped):
    """Whether rows still are of a release: a file of a part of an edition takes the place of that part alone."""
    return any(model._base_manager.filter(**{stamp: release}).exists() for model, stamp in stamped)


class _LedgerLines:
    """The ledger's lines of a run, put aside in a file until everything else is written: they come last."""

    def __enter__(self):
        self._file = TemporaryFile("w+", encoding="utf-8")
        return self

    def __exit__(self, *failure):
        self._file.close()

    def add(self, table):
        if table.part_of:
            return
        self._put(table.resource, _offered(table.created), Change.Action.CREATED)
        changed = [*(update.row for update in table.updated), *table.touched]
        self._put(table.resource, _offered(changed), Change.Action.UPDATED)
        gone = [*table.withdrawn, *table.replaced]
        self._put(table.resource, (update.row.ledger_key for update in gone), Change.Action.WITHDRAWN)

    def add_withdrawn(self, claimed, rows):
        """Say that rows are withdrawn, or that what shows them reads differently where they are part of that."""
        if not claimed.part_of:
            self._put(claimed.resource, (row.ledger_key for row in rows), Change.Action.WITHDRAWN)
            return
        rows = list(rows)
        fetch_owners(rows)
        owners = {(owner.RESOURCE, owner.ledger_key): owner for row in rows for owner in row.shown_by()}
        for (resource, key), owner in owners.items():
            # One that is itself withdrawn was told so: the table it stands in is claimed first.
            if getattr(owner, "is_offered", True):
                self._put(resource, [key], Change.Action.UPDATED)

    def _put(self, resource, keys, action):
        if keys := list(keys):
            self._file.write(json.dumps([resource, action, keys]) + "\n")

    def record(self, release):
        """Write the lines. The release has one of its own: the edition of figures that stay the same moves too."""
        self._put("releases", [str(release.pk)], Change.Action.CREATED)
        self._file.seek(0)
        ledger.record_all(self._read(), release=release)

    def _read(self):
        for line in self._file:
            resource, action, keys = json.loads(line)
            for key in keys:
                yield resource, key, action


def _offered(rows):
    """Yield the keys of what partners have: a row that is not offered was told as withdrawn, or never told."""
    return (row.ledger_key for row in rows if getattr(row, "is_offered", True))

"""Previewing a release, publishing just what was previewed, and going back to the release before.

A preview is a whole run of the file that is undone, so it says exactly what publishing would do. Publishing runs the
same file again and stops if it would now do something else. Rolling back undoes a release by its journal.
"""

from pathlib import Path
from time import monotonic

from django.db.models import Q
from django.utils import timezone

from careerportal.datasets import journal, pipeline, running, shelf
from careerportal.datasets.locks import exclusive_transaction
from careerportal.datasets.models import JournalEntry, Release
from careerportal.datasets.registry import get
from careerportal.sync import ledger
from careerportal.sync.models import Change

State = Release.State
LEDGER_ACTIONS = {
    JournalEntry.Action.CREATED: Change.Action.CREATED,
    JournalEntry.Action.UPDATED: Change.Action.UPDATED,
    JournalEntry.Action.DELETED: Change.Action.WITHDRAWN,
}


class CannotPublish(Exception):
    """The release cannot be published or rolled back; the message says why and what to do. Nothing was changed."""


def preview(source, path, *, edition="", skip_bad_rows=False, on_row=None, by=""):
    """Run a file, undo it, and keep what it would have done as a release in the state previewed; return the Report.

    An earlier preview of the same source is given up. Exceptions are those of pipeline.refresh, but for doubts: a
    preview shows them. `by` names the person, where one asked on the desk.
    """
    path = Path(path)
    release = pipeline.described(source, path, edition)
    report = pipeline.Report(source, release.edition, dry_run=True)
    began = monotonic()
    with exclusive_transaction():
        with running.announced(f"Previewing {release}", on_row=on_row) as on_row, pipeline.undone_at_will():
            pipeline.load(report, path, release, skip_bad_rows=skip_bad_rows, on_row=on_row)
            raise pipeline.Undone
        shelf.put(path, release)
        _give_up(Release.objects.filter(source=source.key, state=State.PREVIEWED), but_keep=release.sha256)
        how = {"skip_bad_rows": skip_bad_rows, "seconds": round(monotonic() - began, 1)}
        report.release = _keep_preview(release, report, how, by)
    return report


def preview_again(release, *, on_row=None, by=""):
    """Preview a waiting release anew from the file that is kept here, as after the data have moved."""
    release = _waiting(release)
    again = {"edition": release.edition, "skip_bad_rows": release.details.get("skip_bad_rows", False)}
    return preview(get(release.source), shelf.take(release), on_row=on_row, by=by, **again)


def _keep_preview(release, report, how, by):
    release.pk, release._state.adding = None, True
    release.state, release.replaced = State.PREVIEWED, []
    release.rows, release.report = report.rows, report.tables()
    release.details = report.details() | how
    release.done_by = by
    release.save()
    return release


def give_up(release):
    """Forget what was previewed and never published, and its file."""
    with exclusive_transaction():
        _give_up([_waiting(release)])


def _give_up(releases, but_keep=""):
    for release in releases:
        if release.sha256 != but_keep:
            shelf.clear(release)
        release.delete()


def publish(release, *, accept=(), on_row=None, by=""):
    """Make a previewed release what the public sees; return the Report.

    `accept` holds the doubts that a person has accepted, each in its own words; True accepts whatever they are.
    CannotPublish: it is no preview, or the data have moved since, so that it would now do something else. Refused: it
    has doubts that nobody accepted.
    """
    with exclusive_transaction():
        release = _waiting(release)
        path, seen = shelf.take(release), release.report
        report = pipeline.Report(get(release.source), release.edition)
        skip_bad_rows = release.details.get("skip_bad_rows", False)
        release.done_by = by
        with running.announced(f"Publishing {release}", total=release.rows, on_row=on_row) as on_row:
            pipeline.load(report, path, release, skip_bad_rows=skip_bad_rows, on_row=on_row)
        if report.tables() != seen:
            raise CannotPublish(
                f"{release} would now do something else than its preview said, because the data have moved since. "
                "Preview the file again. Nothing was changed."
            )
        open_doubts = [] if accept is True else [doubt for doubt in report.doubts if doubt not in accept]
        if open_doubts:
            raise pipeline.Refused(f"{' '.join(open_doubts)} If it is right, accept it.", report)
    shelf.clear(release)
    return report


def _waiting(release):
    """Return a preview as it stands now that nobody else can change it; CannotPublish where it waits no longer."""
    held = Release.objects.filter(pk=release.pk).first()
    if held is None:
        raise CannotPublish("This preview was given up, or another has taken its place. Preview the file again.")
    if held.state != State.PREVIEWED:
        raise CannotPublish(f"{held} is not waiting to be published: it is {held.get_state_display()}.")
    return held


def newest_preview(key):
    """Return what of a source waits to be published; CannotPublish where there is nothing."""
    release = Release.objects.filter(source=key, state=State.PREVIEWED).first()
    if release is None:
        raise CannotPublish(f"No release of {key} waits to be published. Make one: manage.py refresh {key} --preview …")
    return release


def newest_live(key):
    """Return the newest release of a source that the public sees; CannotPublish where there is none."""
    release = Release.objects.filter(source=key, state=State.READY).first()
    if release is None:
        raise CannotPublish(f"No release of {key} is published, so there is nothing to roll back.")
    return release


def roll_back(release, *, by=""):
    """Undo a release: every federal column is again as it was before it. Return how many rows were given back.

    CannotPublish as check_roll_back says it.
    """
    with exclusive_transaction(), running.announced(f"Rolling back {release}"):
        release.refresh_from_db()
        check_roll_back(release)
        given_back = _undo(release)
        release.state, release.rolled_back_at, release.done_by = State.ARCHIVED, timezone.now(), by
        release.save(update_fields=["state", "rolled_back_at", "done_by"])
        Release.objects.filter(pk__in=release.replaced).update(state=State.READY)
        ledger.record([("releases", str(release.pk), Change.Action.WITHDRAWN)], release=release)
    return given_back


def check_roll_back(release):
    """CannotPublish: the release is not published, it was loaded before journals were kept, or a later release has
    changed the same rows and must be rolled back first."""
    if release.state != State.READY:
        raise CannotPublish(f"{release} is not what the public sees: it is {release.get_state_display()}.")
    if not release.journal.exists() and any(sum(counts.values()) for counts in release.report.values()):
        raise CannotPublish(f"{release} was loaded before journals were kept, so it cannot be rolled back.")
    if blocking := _blocking(release):
        raise CannotPublish(f"A later release has changed the same rows: roll back {blocking} first.")


def _blocking(release):
    """Return the newest later release that changed rows which this one changed, or None."""
    touched = journal.rows_touched(release.journal.all())
    later = Release.objects.filter(state=State.READY).filter(
        Q(loaded_at__gt=release.loaded_at) | Q(loaded_at=release.loaded_at, pk__gt=release.pk)
    )
    for other in later.order_by("-loaded_at", "-pk"):
        theirs = journal.rows_touched(other.journal.all())
        if any(touched[table] & pks for table, pks in theirs.items() if table in touched):
            return other
    return None


def _undo(release):
    """Undo a release's journal and tell the ledger; return how many rows were given back."""
    lines, given_back = {}, 0
    for row, happened in journal.undo(release):
        given_back += 1
        if hasattr(row, "shown_by"):
            for owner in row.shown_by():
                lines.setdefault((owner.RESOURCE, owner.ledger_key), Change.Action.UPDATED)
        else:
            lines[row.RESOURCE, row.ledger_key] = _told(row, happened)
    ledger.record_all(((*line, action) for line, action in lines.items()), release=release)
    return given_back


def _told(row, happened):
    """What partners hear of a row: one that stays on record and is no longer offered is withdrawn for them."""
    is_offered = getattr(row, "is_offered", True)
    return LEDGER_ACTIONS[happened] if is_offered else Change.Action.WITHDRAWN

"""The versions of a row that curators write, from the newest to the oldest, each with what it changed."""

from dataclasses import dataclass, field

from careerportal.datasets.curated import keeps_versions
from careerportal.datasets.models import Release
from careerportal.sync.models import Change

KINDS = {"+": "Added", "~": "Changed", "-": "Deleted"}
BOOKKEEPING = {"updated_at", "moved_at"}
MOST = 100
"""So many versions a page shows."""


@dataclass(frozen=True)
class FieldChange:
    """One field of one version: its label, and what stood in it before and since, in words."""

    name: str
    label: str
    before: str
    after: str


@dataclass
class Entry:
    """One line of a row's history: a version that somebody wrote, or a release that wrote the federal fields."""

    at: object
    who: str
    what: str
    why: str
    changes: list[FieldChange] = field(default_factory=list)
    version: object = None
    release: Release | None = None


def history_of(row):
    """Return the Entries of a row, newest first: each version, and one line for each release that changed it."""
    entries, kept = [], []
    if keeps_versions(type(row)):
        written = type(row).history.filter(**{row._meta.pk.attname: row.pk})
        kept = list(written.select_related("history_user")[: MOST + 1])
    for newer, older in zip(kept[:MOST], [*kept[1:], None], strict=False):
        changes = changes_between(older, newer) if older else []
        entries.append(
            Entry(
                at=newer.history_date,
                who=name_of(newer.history_user),
                what=KINDS[newer.history_type],
                why=newer.history_change_reason or "",
                changes=changes,
                version=newer,
            )
        )
    return sorted([*entries, *_releases_of(row)], key=lambda entry: entry.at, reverse=True)


def _releases_of(row):
    """One Entry for each release that the ledger says has changed the row; the ledger keeps them for a while."""
    resource = getattr(row, "RESOURCE", None)
    if resource is None:
        return
    lines = Change.objects.filter(resource=resource, key=row.ledger_key, release__isnull=False)
    seen = set()
    for line in lines.select_related("release").order_by("-serial")[:MOST]:
        if line.release_id in seen:
            continue
        seen.add(line.release_id)
        yield Entry(
            at=line.at,
            who=line.release.done_by or "the refresh command",
            what=line.get_action_display(),
            why="Federal fields, by a release",
            release=line.release,
        )


def changes_between(older, newer):
    """Return the FieldChanges from one version of a row to another."""
    found = []
    for one in newer.tracked_fields:
        before, after = getattr(older, one.attname), getattr(newer, one.attname)
        if before != after and one.name not in BOOKKEEPING:
            found.append(FieldChange(one.name, label_of(one), in_words(one, before), in_words(one, after)))
    return found


def label_of(one):
    words = str(one.verbose_name)
    return words[:1].upper() + words[1:]


def in_words(one, value):
    """What stands in a field, as a person says it."""
    if value is None or value == "":
        return "blank"
    if one.flatchoices:
        return str(dict(one.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if one.is_relation:
        related = one.related_model._base_manager.filter(pk=value).first()
        return str(related) if related else f"number {value}, which is gone"
    return str(value)


def name_of(user):
    return user.get_username() if user else "nobody signed in: a command"

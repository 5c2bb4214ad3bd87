"""Comparing what a file says with what the database holds, table by table, and writing the difference."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils import timezone

BATCH = 1_000
"""Rows per statement; SQLite allows 250,000 values in one."""


@dataclass
class Update:
    """A row whose federal fields differ: `changes` maps a field to (old value, new value)."""

    row: Model
    changes: dict[str, tuple]


@dataclass
class TableDiff:
    """What one refresh would do to one table. `resource` is the API's word for it, such as programs.

    `withdrawing` is the verb for rows that the file no longer has: most are deleted, programs only leave the searches.
    Partners are told of rows by `resource` and the row's ledger_key; a table that is `part_of` another resource tells
    nothing itself, and the rows it belongs to stand in that table's `touched`.
    """

    resource: str
    model: type[Model]
    withdrawing: Callable
    created: list[Model] = field(default_factory=list)
    updated: list[Update] = field(default_factory=list)
    withdrawn: list[Model] = field(default_factory=list)
    unchanged: int = 0
    present: list[Model] = field(default_factory=list)
    touched: list[Model] = field(default_factory=list)
    part_of: str = ""

    def counts(self):
        return {
            "created": len(self.created),
            "updated": len(self.updated),
            "withdrawn": len(self.withdrawn),
            "unchanged": self.unchanged,
        }

    def withdraw(self):
        for rows in in_batches(self.model, self.withdrawn):
            self.withdrawing(rows)

    @property
    def is_empty(self):
        return not (self.created or self.updated or self.withdrawn)


def in_batches(model, rows):
    """Yield querysets of the rows, BATCH at a time: no statement takes more values than a database allows."""
    for start in range(0, len(rows), BATCH):
        yield model.objects.filter(pk__in=[row.pk for row in rows[start : start + BATCH]])


def delete(rows):
    """The ordinary way to withdraw rows that are wholly federal."""
    rows.delete()


def keep(rows):
    """Withdraw nothing: the file does not claim to list every row of the table."""


def compare(resource, model, existing, wanted, *, born=None, withdrawing=keep, withdrawable=None):
    """Compare {key: row} from the database with {key: {field: value}} from a file.

    `born(key, values)` gives the values that only a new row gets, such as its slug. `withdrawable(row)` says whether a
    row that the file lacks is still there to withdraw; without it every such row is.
    """
    diff = TableDiff(resource, model, withdrawing)
    for key, values in wanted.items():
        row = existing.get(key)
        if row is None:
            row = model(**values, **(born(key, values) if born else {}))
            diff.created.append(row)
        elif changes := _changes(row, values):
            for name, (_, new) in changes.items():
                setattr(row, name, new)
            diff.updated.append(Update(row, changes))
        else:
            diff.unchanged += 1
        diff.present.append(row)
    if withdrawing is not keep:
        missing = (row for key, row in existing.items() if key not in wanted)
        diff.withdrawn = [row for row in missing if withdrawable is None or withdrawable(row)]
    return diff


def write(diff):
    """Write what was created and updated. What withdrawing means, the source says itself."""
    diff.model.objects.bulk_create(diff.created, batch_size=BATCH)
    changed = sorted({name for update in diff.updated for name in update.changes})
    if changed:
        diff.model.objects.bulk_update([update.row for update in diff.updated], changed, batch_size=BATCH // 4)
    if hasattr(diff.model, "updated_at"):
        # Bulk writes pass auto_now by; what is told to partners as changed must say when.
        for rows in in_batches(diff.model, [*(update.row for update in diff.updated), *diff.touched, *diff.withdrawn]):
            rows.update(updated_at=timezone.now())


def _changes(row, values):
    changes = {}
    for name, new in values.items():
        old = getattr(row, name)
        if old != new:
            changes[name] = (old, new)
    return changes


def set_release(release, diffs, model, field="release"):
    """Say of every row of a model that the file has that its figures are now this release's.

    `field` is where the row keeps that, if rows of the model have figures of several sources.
    """
    for table in diffs:
        if table.model is model:
            for rows in in_batches(model, table.present):
                rows.update(**{field: release})

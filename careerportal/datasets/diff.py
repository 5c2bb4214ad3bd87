"""Comparing what a file says with what the database holds, a batch of records at a time, and writing the difference."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db.models import Model, QuerySet
from django.utils import timezone

from careerportal.datasets.fresh_rows import FreshRows
from careerportal.datasets.inserting import insert
from careerportal.datasets.rewriting import WHEN, rewrite

BATCH = 1_000
"""Rows per statement; SQLite allows 250,000 values in one."""


@dataclass
class Update:
    """A row whose federal fields differ: `changes` maps a field to (old value, new value).

    `in_its_place` names, for a person, the rows that a withdrawn one gives way to.
    """

    row: Model
    changes: dict[str, tuple]
    in_its_place: str = ""


@dataclass
class TableDiff:
    """What one batch of records would do to one table. `resource` is the API's word for it, such as programs.

    `columns` are those that the file says something of. `stamp` names the field that says which release the row's
    figures are of. Partners are told of rows by `resource`
    and the row's ledger_key; a table that is `part_of` another resource tells nothing itself, and the rows it belongs
    to stand in that table's `touched`.

    Rows that what the file says as a whole takes away stand in `withdrawn`, those that give way to others in
    `replaced`; `at_stake` is how many could have been withdrawn so. What people wrote of a row goes along where
    `handed` pairs it with the row in its place.
    """

    resource: str
    model: type[Model]
    stamp: str = ""
    created: list[Model] = field(default_factory=list)
    updated: list[Update] = field(default_factory=list)
    unchanged: list[Model] = field(default_factory=list)
    touched: list[Model] = field(default_factory=list)
    part_of: str = ""
    columns: frozenset[str] = frozenset()
    withdrawn: list[Update] = field(default_factory=list)
    replaced: list[Update] = field(default_factory=list)
    at_stake: int = 0
    handed: list[tuple[Model, Model]] = field(default_factory=list)

    @property
    def rewritten(self):
        """Every update, whatever it means for those who read the row."""
        return [*self.updated, *self.withdrawn, *self.replaced]

    @property
    def present(self):
        """Every row that the batch has, new or held already."""
        return [*self.created, *self.held]

    @property
    def held(self):
        """The rows that were in the database before."""
        return [*(update.row for update in self.rewritten), *self.unchanged]


@dataclass
class Claimed:
    """Rows that a file claims to list completely: those that it lacks are withdrawn.

    `withdrawn_as` is what a withdrawn row is given; without it the row is deleted, as befits one that is wholly
    federal.
    """

    resource: str
    rows: QuerySet
    withdrawn_as: dict | None = None
    part_of: str = ""


class Comparison:
    """One run of a source: what its records, batch by batch, change in which table."""

    def tables(self, records) -> Iterator[TableDiff]:
        """Yield the TableDiff of each table for one batch. Each is written before the next is asked for, so that rows
        of a later table can name rows of an earlier one."""
        raise NotImplementedError

    def claims(self) -> list[Claimed]:
        """After the last batch: of which rows the file is the whole list. Without any, nothing is ever withdrawn."""
        return []

    def conclusions(self, problems) -> Iterator[TableDiff]:
        """Last of all: what follows from the file as a whole and from what other sources say."""
        return iter(())


def compare(resource, model, existing, wanted, *, name_new: Callable | None = None, **options):
    """Compare {key: row} from the database with {key: {field: value}} from a file; return a TableDiff.

    `name_new(rows)` gives new rows what only they get, such as their slugs. `options` are the TableDiff's own.
    """
    diff = TableDiff(resource, model, columns=frozenset().union(*wanted.values()), **options)
    fresh = FreshRows(model)
    for key, values in wanted.items():
        row = existing.get(key)
        if row is None:
            diff.created.append(fresh.row(values))
        elif changes := _changes(row, values):
            for name, (_, new) in changes.items():
                setattr(row, name, new)
            diff.updated.append(Update(row, changes))
        else:
            diff.unchanged.append(row)
    if name_new and diff.created:
        name_new(diff.created)
    return diff


def _changes(row, values):
    changes = {}
    for name, new in values.items():
        old = getattr(row, name)
        if old != new:
            changes[name] = (old, new)
    return changes


def write(diff, release):
    """Write a TableDiff: what is new, what changed, and which release every row that the batch has is now of."""
    if diff.stamp:
        for row in diff.created:
            setattr(row, f"{diff.stamp}_id", release.pk)
    insert(diff.model, diff.created)
    for rows in _batches(diff.rewritten):
        changed = {name for update in rows for name in update.changes}
        rewrite(diff.model, [update.row for update in rows], changed)
    say_when(diff.model, [row.pk for row in diff.touched])
    if diff.stamp:
        others = [row.pk for row in diff.held if getattr(row, f"{diff.stamp}_id") != release.pk]
        for rows in in_batches(diff.model, others):
            rows.update(**{diff.stamp: release})
    for giver, heir in diff.handed:
        giver.hand_over(heir)


def say_when(model, pks):
    """Let rows say that they changed now, where their table says when."""
    if hasattr(model, WHEN):
        for rows in in_batches(model, pks):
            rows.update(**{WHEN: timezone.now()})


def in_batches(model, pks):
    """Yield querysets of the rows, BATCH at a time."""
    for some in _batches(pks):
        yield model._base_manager.filter(pk__among=some)


def _batches(many):
    for start in range(0, len(many), BATCH):
        yield many[start : start + BATCH]

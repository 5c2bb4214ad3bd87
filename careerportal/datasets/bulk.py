"""Many rows of one table changed at once, from a file or from a list: first what would change, then all of it or none.

A table names the columns by which its rows are known and those that may be written. A file may hold any of the latter.
An empty cell empties the field; a column that the file does not have stays as it is. Each cell is read as the form of
the desk would read it, and everything that is wrong is told at once, with its row and column.
"""

import json
from dataclasses import dataclass, field
from hashlib import sha256

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from careerportal.datasets import tables
from careerportal.datasets.bulk_cells import Mistake, Reader, name_of, no_choice, shown, words_for
from careerportal.datasets.curated import await_review, sign_all
from careerportal.datasets.history_desk import columns_to_save
from careerportal.sync import ledger
from careerportal.sync.models import Change

MOST_ROWS = 10_000
BLOCK = 500
"""Rows looked up, and written into the log, at a time."""


@dataclass(frozen=True)
class BulkTable:
    """How rows of a table are known and what of them may be written in bulk.

    `keys` are alternatives: a file has all columns of one of them. A column's name is that of the field; of one beyond
    a relation, such as program__slug, the relation's. Where `adds`, a row that is not there yet is made. `beside` are
    columns that an export adds for people to read by, and an import passes over.
    """

    keys: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    adds: bool = False
    beside: tuple[str, ...] = ()

    @property
    def names_of_keys(self):
        return [tuple(map(name_of, key)) for key in self.keys]

    @property
    def known(self):
        """Every column that a file may have, in the order of the template."""
        return tuple(dict.fromkeys((*(name for key in self.names_of_keys for name in key), *self.columns)))

    def key_for(self, header):
        """The first key all of whose columns a header has, or None."""
        return next((key for key in self.keys if {name_of(path) for path in key} <= set(header)), None)


@dataclass(frozen=True)
class RowChange:
    """What becomes of one row: {column: (before, after)} as people read it. `key` says which row."""

    row: int
    key: tuple
    is_new: bool
    values: dict


@dataclass
class Plan:
    """What rows of a file would do."""

    mistakes: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    unchanged: int = 0
    objects: list = field(default_factory=list)
    """The rows of the database, with their new values, beside `changes`."""
    said: list = field(default_factory=list)
    """What else followed when it was written, in sentences."""

    @property
    def added(self):
        return sum(change.is_new for change in self.changes)

    @property
    def updated(self):
        return len(self.changes) - self.added

    @property
    def fingerprint(self):
        """The same only where the same rows would change from the same values to the same."""
        said = [(change.key, change.is_new, sorted(change.values.items())) for change in self.changes]
        return sha256(json.dumps(said).encode()).hexdigest()


class Refused(Exception):
    """Nothing was written: the plan has mistakes, or is no longer the one that was shown."""


def header_mistakes(table, header):
    """What is wrong with the columns themselves."""
    wrong = [
        Mistake(1, name, "The table has no such column.")
        for name in header
        if name not in (*table.known, *table.beside)
    ]
    if table.key_for(header) is None:
        ways = " or ".join(" and ".join(names) for names in table.names_of_keys)
        wrong.append(Mistake(1, "", f"The rows cannot be told apart: the file needs the column {ways}."))
    return wrong


def plan(table, queryset, rows, *, chosen_from=None, holding=False):
    """Say what `rows`, [(number, {column: text})], would do to the rows of a queryset; nothing is written.

    `chosen_from`, where rows may be added: says of a field what this person may let a new row belong to.
    `holding`, inside a transaction: nobody else writes on these rows until it ends.
    """
    found = Plan()
    header = list(dict.fromkeys(name for _, cells in rows for name in cells))
    found.mistakes = header_mistakes(table, header)
    if len(rows) > MOST_ROWS:
        found.mistakes.append(Mistake(1, "", f"A file may have {MOST_ROWS:,} rows; this one has {len(rows):,}."))
    if found.mistakes:
        return found
    key = table.key_for(header)
    written = [name for name in header if name in table.columns and name not in map(name_of, key)]
    reader = Reader(queryset.model, written)
    keyed = [(number, tuple(cells.get(name_of(path), "") for path in key), cells) for number, cells in rows]
    held = queryset.select_for_update(of=("self",)) if holding else queryset
    present = _rows_by_key(held, key, {given for _, given, _ in keyed})
    parents = _Parents(queryset.model, key, chosen_from) if table.adds and chosen_from else None
    first_at = {}
    for number, given, cells in keyed:
        words = ", ".join(given)
        if given in first_at:
            found.mistakes.append(Mistake(number, name_of(key[0]), f"Row {first_at[given]} is about “{words}” too."))
            continue
        first_at[given] = number
        row, is_new = present.get(given), False
        if row is None and parents is not None:
            row, is_new = parents.make(given, number, found.mistakes), True
        elif row is None:
            found.mistakes.append(Mistake(number, name_of(key[0]), f"You have no row “{words}” to change."))
        if row is not None:
            _plan_row(found, reader, row, is_new, number, given, cells)
    _refuse_what_is_there(found, key)
    return found


def apply(found, desk, *, user, file_name):
    """Write a plan, all or nothing: rows, the desk's own log, and the ledger last. Call it inside a transaction."""
    if found.mistakes:
        raise Refused("The rows have mistakes, so nothing was changed.")
    sign_all(found.objects, by=user, why=f"In bulk: {file_name}")
    for change, row in zip(found.changes, found.objects, strict=True):
        await_review(row, change.values)
        # A refresh, or a colleague, may have written other columns since the rows were read.
        row.save(update_fields=None if change.is_new else columns_to_save(row, change.values))
    found.said = desk.after_edits(found.objects, by=user)
    _log(found, user, file_name)
    action = {True: Change.Action.CREATED, False: Change.Action.UPDATED}
    lines = [
        line
        for change, row in zip(found.changes, found.objects, strict=True)
        for line in desk.ledger_lines(row, action[change.is_new])
    ]
    ledger.record_all(dict.fromkeys(lines))


def carry_out(edit, desk, request, *, fingerprint):
    """Write a BulkEdit that was looked at; Refused where it would no longer do what was shown."""
    try:
        return _carry_out(edit, desk, request, fingerprint)
    except IntegrityError:
        raise Refused("Somebody has just added one of these rows. Look again at what would change now.") from None


def _carry_out(edit, desk, request, fingerprint):
    with transaction.atomic():
        waiting = type(edit).objects.filter(pk=edit.pk, applied_at=None)
        if not waiting.update(applied_at=timezone.now()):
            raise Refused("This was done already.")
        found = desk.plan_of(request, edit.lines, holding=True)
        if found.mistakes or found.fingerprint != fingerprint:
            raise Refused("Something has changed since you looked. Look again at what would change now.")
        waiting.model.objects.filter(pk=edit.pk).update(added=found.added, updated=found.updated)
        apply(found, desk, user=request.user, file_name=edit.file_name)
    return found


def key_cells(row, path):
    """The cell of a key: the value at the end of a path such as program__slug."""
    for name in path.split("__"):
        row = getattr(row, name)
    return "" if row is None else str(row)


def _plan_row(found, reader, row, is_new, number, given, cells):
    before = {name: shown(row, name) for name in reader.names}
    mistakes = reader.put(row, cells, number, is_new)
    found.mistakes += mistakes
    if mistakes:
        return
    values = {
        name: ("" if is_new else before[name], after)
        for name in reader.names
        if (after := shown(row, name)) != before[name] or (is_new and after)
    }
    if values or is_new:
        found.changes.append(RowChange(number, given, is_new, values))
        found.objects.append(row)
    else:
        found.unchanged += 1


def _refuse_what_is_there(found, key):
    """A row that this person does not see has its place all the same: no other is added under the same key."""
    new = {change.key: change.row for change in found.changes if change.is_new}
    if new:
        everything = type(found.objects[0])._base_manager.all()
        for given in _rows_by_key(everything, key, set(new)):
            message = f"There is a row “{', '.join(given)}” already, and it is not yours to change."
            found.mistakes.append(Mistake(new[given], name_of(key[0]), message))


def _rows_by_key(queryset, key, wanted):
    """{key: row} of the rows of some keys, looked up in blocks by the key's first column."""
    model_field = _field_of(queryset.model, key[0])
    firsts = sorted({given[0] for given in wanted if _can_be(model_field, given[0])})
    relations = [path.rpartition("__")[0] for path in key if "__" in path]
    found = {}
    for start in range(0, len(firsts), BLOCK):
        block = queryset.filter(**{f"{key[0]}__in": firsts[start : start + BLOCK]})
        for row in block.select_related(*relations) if relations else block:
            found[tuple(key_cells(row, path) for path in key)] = row
    return {given: row for given, row in found.items() if given in wanted}


def _field_of(model, path):
    *relations, last = path.split("__")
    for name in relations:
        model = model._meta.get_field(name).related_model
    return model._meta.get_field(last)


def _can_be(model_field, text):
    """Can a text be a value of the field at all? No database is asked for UNITID “abc”."""
    try:
        model_field.run_validators(model_field.to_python(text))
    except ValidationError:
        return False
    return bool(text)


class _Parents:
    """Makes rows that are not there yet: looks up what they belong to, and sets the rest of the key."""

    def __init__(self, model, key, chosen_from):
        self.model, self.key, self._chosen_from, self._known = model, key, chosen_from, {}

    def make(self, given, number, mistakes):
        row, before = self.model(), len(mistakes)
        for path, text in zip(self.key, given, strict=True):
            name, _, rest = path.partition("__")
            try:
                setattr(row, name, self._parent(name, rest, text) if rest else self._own(name, text))
            except ValidationError as error:
                mistakes += [Mistake(number, name, message) for message in error.messages]
        return row if len(mistakes) == before else None

    def _own(self, name, text):
        model_field = self.model._meta.get_field(name)
        if model_field.choices and text not in words_for(model_field):
            raise ValidationError(no_choice(model_field, text))
        return model_field.clean(text, None)

    def _parent(self, name, rest, text):
        if (name, text) not in self._known:
            parents = self._chosen_from(self.model._meta.get_field(name))
            self._known[name, text] = parents.filter(**{rest: text}).first()
        if self._known[name, text] is None:
            raise ValidationError(f"There is no {name} “{text}” that you may write on.")
        return self._known[name, text]


def _log(found, user, file_name):
    if not found.objects:
        return
    kind = ContentType.objects.get_for_model(type(found.objects[0]))
    entries = [
        LogEntry(
            user_id=user.pk,
            content_type=kind,
            object_id=row.pk,
            object_repr=str(row)[:200],
            action_flag=ADDITION if change.is_new else CHANGE,
            change_message=f"In bulk, from {file_name}: {', '.join(change.values) or 'added'}.",
        )
        for change, row in zip(found.changes, found.objects, strict=True)
    ]
    LogEntry.objects.bulk_create(entries, batch_size=BLOCK)


def without_apostrophe(text):
    """A cell as it was before an export made it safe: the apostrophe in front of what looks like a formula goes."""
    return text[1:] if text.startswith("'") and text[1:].startswith(tables.STARTS_A_FORMULA) else text

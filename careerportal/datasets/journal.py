"""What a release did to each row, kept while it is done, and undone exactly: how a release is rolled back.

Entries are written batch by batch inside the refresh's own transaction. An entry of created rows holds their primary
keys; of updated rows the old values; of stamped rows the release that they were of before; of deleted rows everything
they held; of handed rows which gave what people wrote of it to which. Undoing goes from the last entry to the first.

Only federal columns are ever written, here as in a refresh. A row that the release created, and that a curator has
written on since, is not deleted again: it is withdrawn, and what the curator wrote stays.
"""

import json
from collections import defaultdict
from itertools import groupby

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import SET_NULL, UniqueConstraint, prefetch_related_objects

from careerportal.datasets import diff
from careerportal.datasets.curated import keeps_versions
from careerportal.datasets.models import JournalEntry, Release
from careerportal.datasets.rewriting import rewrite

Action = JournalEntry.Action


class Journal:
    """Writes what a release does."""

    def __init__(self, release):
        self.release = release

    def before_writing(self, table):
        """Return what must be remembered of a TableDiff before it is written."""
        stamps = defaultdict(list)
        if table.stamp:
            for row in table.held:
                stamps[getattr(row, f"{table.stamp}_id")].append(row.pk)
        stamps.pop(self.release.pk, None)
        return stamps

    def wrote(self, table, stamps):
        """Keep what a TableDiff, written now, has changed; `stamps` is what before_writing gave."""
        if table.created:
            self._keep(table.model, Action.CREATED, {"ranges": ranges(row.pk for row in table.created)})
        if table.rewritten:
            old = {
                row.row.pk: {_column(table.model, name): value for name, (value, _) in row.changes.items()}
                for row in table.rewritten
            }
            self._keep(table.model, Action.UPDATED, {"old": _as_json(old)})
        if stamps:
            groups = [[before, ranges(pks)] for before, pks in stamps.items()]
            self._keep(table.model, Action.STAMPED, {"field": f"{table.stamp}_id", "groups": groups})
        if table.handed:
            self._keep(table.model, Action.HANDED, {"pairs": [[giver.pk, heir.pk] for giver, heir in table.handed]})

    def withdraws(self, claimed, pks):
        """Keep what the withdrawing of some rows, to be done now, will change."""
        model = claimed.rows.model
        rows = model._base_manager.filter(pk__among=pks)
        if claimed.withdrawn_as is not None:
            old = {row.pop("id"): row for row in rows.values("id", *claimed.withdrawn_as)}
            self._keep(model, Action.UPDATED, {"old": _as_json(old)})
            return
        for related in model._meta.related_objects:
            if related.on_delete is SET_NULL:
                name = related.field.attname
                held = related.related_model._base_manager.filter(**{f"{name}__in": pks})
                old = {pk: {name: value} for pk, value in held.values_list("pk", name)}
                if old:
                    self._keep(related.related_model, Action.UPDATED, {"old": _as_json(old)})
        self._keep(model, Action.DELETED, {"rows": _as_json(list(rows.values()))})

    def _keep(self, model, action, rows):
        JournalEntry.objects.create(release=self.release, table=model._meta.label_lower, action=action, rows=rows)


def rows_touched(entries):
    """Return {table: set of primary keys} that some entries created, updated or deleted. A stamp is no such touch."""
    touched = defaultdict(set)
    for entry in entries.exclude(action=Action.STAMPED).iterator(chunk_size=20):
        touched[entry.table] |= set(_pks(entry))
    return touched


def undo(release):
    """Undo everything a release did, last entry first; yield (row, what happened to it) for the ledger."""
    for entry in release.journal.order_by("-id").iterator(chunk_size=20):
        yield from _UNDOING[entry.action](apps.get_model(entry.table), entry.rows)
    release.journal.all().delete()


def _undo_created(model, kept):
    for batch in diff.in_batches(model, _spanned(kept["ranges"])):
        rows = list(batch)
        curated = _curated(model, rows)
        if curated and (withdrawn := getattr(model, "WITHDRAWN", None)):
            model._base_manager.filter(pk__in=curated).update(**withdrawn)
            diff.say_when(model, list(curated))
        fetch_owners(rows)
        # What is told of a row needs the row, so it is said before the row goes.
        yield from [(row, Action.UPDATED if row.pk in curated else Action.DELETED) for row in rows]
        _delete(model, [row.pk for row in rows if row.pk not in curated])


def _delete(model, pks):
    """Delete rows that nothing is tied to. Of one that nobody ever wrote on no version is kept, as at its making."""
    rows = model._base_manager.filter(pk__among=pks)
    if keeps_versions(model):
        written = set(model.history.filter(**{f"{model._meta.pk.attname}__among": pks}).values_list("id", flat=True))
        model._base_manager.filter(pk__in=written).delete()
        rows = model._base_manager.filter(pk__among=set(pks) - written)
    rows._raw_delete(rows.db)


def _undo_updated(model, kept):
    old = {int(pk): values for pk, values in kept["old"].items()}
    for batch in diff.in_batches(model, list(old)):
        rows = list(batch)
        for row in rows:
            for name, value in old[row.pk].items():
                setattr(row, name, model._meta.get_field(name).to_python(value))
        _rewrite_alike(model, rows, old)
        fetch_owners(rows)
        yield from [(row, Action.UPDATED) for row in rows]


def _rewrite_alike(model, rows, old):
    def fields(row):
        return tuple(sorted(old[row.pk]))

    for names, group in groupby(sorted(rows, key=fields), key=fields):
        rewrite(model, list(group), [model._meta.get_field(name).name for name in names])


def _undo_stamped(model, kept):
    for before, spans in kept["groups"]:
        for batch in diff.in_batches(model, _spanned(spans)):
            batch.update(**{kept["field"]: before})
    return ()


def _undo_deleted(model, kept):
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rows = [model(**{name: fields[name].to_python(value) for name, value in values.items()}) for values in kept["rows"]]
    model._base_manager.bulk_create(rows, batch_size=diff.BATCH)
    fetch_owners(rows)
    yield from [(row, Action.CREATED) for row in rows]


def _undo_handed(model, kept):
    """Give back what people wrote, as it stands now: they may have gone on writing since."""
    for giver, heir in reversed(kept["pairs"]):
        rows = model._base_manager.in_bulk([giver, heir])
        rows[heir].hand_over(rows[giver])
        yield from [(row, Action.UPDATED) for row in rows.values()]


_UNDOING = {
    Action.CREATED: _undo_created,
    Action.UPDATED: _undo_updated,
    Action.STAMPED: _undo_stamped,
    Action.DELETED: _undo_deleted,
    Action.HANDED: _undo_handed,
}


def fetch_owners(rows):
    """Fetch what shows these rows for all of them at once, where their `shown_by` reads it through related rows."""
    if rows and (through := getattr(rows[0], "SHOWN_THROUGH", ())):
        prefetch_related_objects(rows, *through)


def _curated(model, rows):
    """Return the primary keys of those rows that anybody but the importers has written on, or tied something to.

    What the importers tied to a row they created after it, so it is gone by now.
    """
    ours = our_fields(model)
    found = {row.pk for row in rows if any(getattr(row, field.attname) != field.get_default() for field in ours)}
    pks = [row.pk for row in rows]
    for related in model._meta.get_fields(include_hidden=True):
        if not related.auto_created or related.concrete or not related.field.db_constraint:
            continue  # Versions refer to their row without holding it.
        tied = related.related_model._base_manager.filter(**{f"{related.field.name}__pk__among": pks})
        found |= set(tied.values_list(related.field.attname, flat=True))
    return found


def our_fields(model):
    """The columns that no importer writes: all but the natural key, be it one column or several, what a FEDERAL_FIELDS
    or the like names, and the row's own bookkeeping."""
    federal = {name for constant in dir(model) if constant.endswith("_FIELDS") for name in getattr(model, constant)}
    federal |= {name for one in model._meta.constraints if isinstance(one, UniqueConstraint) for name in one.fields}
    bookkeeping = {"slug", "updated_at"}
    return [
        field
        for field in model._meta.concrete_fields
        if not field.unique and field.name not in federal | bookkeeping and field.related_model is not Release
    ]


def ranges(pks):
    """Return sorted numbers as [first, last] spans: rows made together have numbers in a row."""
    spans = []
    for pk in sorted(pks):
        if spans and spans[-1][1] == pk - 1:
            spans[-1][1] = pk
        else:
            spans.append([pk, pk])
    return spans


def _spanned(spans):
    return [pk for first, last in spans for pk in range(first, last + 1)]


def _pks(entry):
    kept = entry.rows
    if "ranges" in kept:
        return _spanned(kept["ranges"])
    if "pairs" in kept:
        return [pk for pair in kept["pairs"] for pk in pair]
    return [int(pk) for pk in kept["old"]] if "old" in kept else [row["id"] for row in kept["rows"]]


def _column(model, name):
    return model._meta.get_field(name).attname


def _as_json(value):
    """A value as it comes back from a JSON column: rows in place of their primary keys, dates as texts."""
    return json.loads(json.dumps(value, cls=_Encoder))


class _Encoder(DjangoJSONEncoder):
    def default(self, value):
        return value.pk if hasattr(value, "pk") else super().default(value)

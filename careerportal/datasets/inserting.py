"""Inserting many new rows at a time, without the cost of a model's whole machinery for each value.

The numbers of the rows are taken first, so that other rows can name them. What differs between the databases is how
numbers are taken and how many rows go into one statement.
"""

import json
from operator import attrgetter

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone
from psycopg2.extras import execute_values

BATCH = 1_000


def insert(model, rows):
    """Insert unsaved rows of a model and give them their primary keys, which are taken from its own sequence."""
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    for row, pk in zip(rows, _take_numbers(model, len(rows)), strict=True):
        row.pk = pk
    values = _values(fields, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The driver's own cursor: execute_values reads its encoding.
            execute_values(cursor.cursor, f"INSERT INTO {table} ({columns}) VALUES %s", values, page_size=BATCH)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _take_numbers(model, count):
    """Return as many primary keys that nobody has or will be given."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "pg_get_serial_sequence(%s, %s)"
            cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [f'"{table}"', column, count])
            return [number for (number,) in cursor.fetchall()]
        # The writing transaction holds SQLite's one lock. Inserting a number moves the table's own count past it.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or [0])[0]
        return range(last + 1, last + 1 + count)


def _values(fields, rows):
    """Return the values of each row, as the database takes them: all at once, but for those that are to be put so."""
    read = attrgetter(*(field.attname for field in fields))
    put = [(place, how) for place, field in enumerate(fields) if (how := _how(field))]
    values = [list(read(row)) for row in rows]
    for row in values:
        for place, how in put:
            row[place] = how(row[place])
    return values


def _how(field):
    """Return the function that makes of a field's value what the database takes; None where it takes it as it is."""
    if isinstance(field, models.JSONField):
        encoder = field.encoder or DjangoJSONEncoder
        return lambda value: "{}" if value == {} else json.dumps(value, cls=encoder)
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        return lambda value: now
    return None

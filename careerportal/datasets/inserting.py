"""Inserting many new rows at a time, without the cost of a model's whole machinery for each value.

The numbers of the rows are taken first, so that other rows can name them. What differs between the databases is how
numbers are taken and how many rows go into one statement.
"""

import json

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
    readers = [_reader(field) for field in fields]
    values = [[read(row) for read in readers] for row in rows]
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


def _reader(field):
    """Return the function that reads a field's value from a row, as the database takes it."""
    name = field.attname
    if isinstance(field, models.JSONField):
        return lambda row: json.dumps(getattr(row, name), cls=field.encoder or DjangoJSONEncoder)
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        return lambda row: now
    return lambda row: getattr(row, name)

"""Giving many rows new values in some of their columns, and saying when: each row is written once.

What differs between the databases is how the values get there: PostgreSQL joins its rows with arrays of them, SQLite
has a statement prepared once for all rows.
"""

from django.db import connection, models

from careerportal.datasets.among import as_array
from careerportal.datasets.inserting import as_stored

WHEN = "updated_at"
"""Bulk writes pass auto_now by; what is told to partners as changed must say when."""


def rewrite(model, rows, names):
    """Write the values that rows have in fields of these names."""
    if not rows or not names:
        return
    when = [WHEN] if hasattr(model, WHEN) else []
    fields = list({model._meta.get_field(name): None for name in (*sorted(names), *when)})
    write = _join_arrays if connection.vendor == "postgresql" else _write_each
    with connection.cursor() as cursor, connection.wrap_database_errors:
        # The driver's own cursor: a log of statements would keep every row of the file.
        write(cursor.cursor, model, fields, as_stored([model._meta.pk, *fields], rows))


def _join_arrays(cursor, model, fields, columns):
    key, quoted = model._meta.pk, connection.ops.quote_name
    sets = ", ".join(f"{quoted(field.column)} = fresh.{quoted(field.column)}" for field in fields)
    arrays = ", ".join(f"%s::{_kind(field)}[]" for field in (key, *fields))
    names = ", ".join(quoted(field.column) for field in (key, *fields))
    table = quoted(model._meta.db_table)
    cursor.execute(
        f"UPDATE {table} SET {sets} FROM unnest({arrays}) AS fresh({names}) "  # noqa: S608 - the names are our own
        f"WHERE {table}.{quoted(key.column)} = fresh.{quoted(key.column)}",
        [as_array(values) for values in columns],
    )


def _kind(field):
    """What PostgreSQL is to read the values as: a text too long for its column is refused, not cut."""
    return "text" if isinstance(field, models.CharField) else field.rel_db_type(connection)


def _write_each(cursor, model, fields, columns):
    quoted = connection.ops.quote_name
    sets = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    key, *values = columns
    cursor.executemany(
        f"UPDATE {quoted(model._meta.db_table)} SET {sets} "  # noqa: S608 - the names are our own
        f"WHERE {quoted(model._meta.pk.column)} = %s",
        zip(*values, key, strict=True),
    )

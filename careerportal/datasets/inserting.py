"""Inserting many new rows at a time, without the cost of a model's whole machinery for each value.

The numbers of the rows are taken first, so that other rows can name them. What differs between the databases is how
numbers are taken and how the rows get there.
"""

import json
import re
from io import StringIO
from itertools import chain, repeat
from operator import attrgetter, is_

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone

MOST_TOGETHER = 256
"""Rows that go into one statement of SQLite's, which takes 32,766 values as it is usually built."""

NULL = r"\N"
SPECIAL = re.compile(r"[\\\t\n\r]")
ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
"""What means something else in the text that PostgreSQL's COPY reads."""


def insert(model, rows):
    """Insert unsaved rows of a model and give them their primary keys, which are taken from its own sequence."""
    if not rows:
        return
    fields, key = model._meta.concrete_fields, model._meta.pk.attname
    for row, number in zip(rows, _take_numbers(model, len(rows)), strict=True):
        setattr(row, key, number)
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    write = _copy if connection.vendor == "postgresql" else _insert_together
    with connection.cursor() as cursor, connection.wrap_database_errors:
        # The driver's own cursor: a log of statements would keep every row of the file.
        write(cursor.cursor, f"{table} ({names})", as_stored(fields, rows))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _copy(cursor, target, columns):
    """PostgreSQL parses and plans a statement of values at more cost than it stores them; COPY has none to parse."""
    lines = "\n".join(map("\t".join, zip(*map(_as_copied, columns), strict=True)))
    cursor.copy_expert(f"COPY {target} FROM STDIN", StringIO(lines), size=len(lines))


def _as_copied(values):
    """Return a column's values as COPY reads them."""
    if all(map(is_, values, repeat(values[0]))):
        return _as_copied_each(values[:1]) * len(values)
    return _as_copied_each(values)


def _as_copied_each(values):
    texts = [value if value is None or type(value) is str else str(value) for value in values]
    if SPECIAL.search("".join(filter(None, texts))):
        texts = [text and text.translate(ESCAPED) for text in texts]
    return [NULL if text is None else text for text in texts]


def _insert_together(cursor, target, columns):
    """SQLite starts a savepoint for each statement that a trigger follows, and the index of words is written down at
    each: hundreds of rows in one statement take a third of what they take one by one."""
    rows = list(zip(*columns, strict=True))
    marks = f"({', '.join('?' * len(columns))})"
    start = 0
    while left := len(rows) - start:
        # Powers of two: the driver keeps each statement prepared, and few sizes are few statements to keep.
        together = min(MOST_TOGETHER, 1 << left.bit_length() - 1)
        values = [*chain.from_iterable(rows[start : start + together])]
        cursor.execute(f"INSERT INTO {target} VALUES {', '.join([marks] * together)}", values)
        start += together


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


def as_stored(fields, rows):
    """Return the values of each column, as the database takes them; of bookkeeping of time, the time it is now."""
    columns = zip(*map(attrgetter(*(field.attname for field in fields)), rows), strict=True)
    return [
        values if (how := _how(field)) is None else [how(value) for value in values]
        for field, values in zip(fields, columns, strict=True)
    ]


def _how(field):
    """Return the function that makes of a field's value what the database takes; None where it takes it as it is."""
    if isinstance(field, models.JSONField):
        encoder = field.encoder or DjangoJSONEncoder
        return lambda value: "{}" if value == {} else json.dumps(value, cls=encoder)
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        return lambda value: now
    return None

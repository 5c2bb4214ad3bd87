"""Rows of which a column has one of many values: `filter(slug__among=slugs)`.

`__in` puts a mark into the statement for each value, and to write, to parse and to plan two thousand of them takes
longer than to find the rows. Here they go to the database as one value: an array of PostgreSQL's, SQLite's JSON.
"""

import json
import re

from django.core.exceptions import EmptyResultSet
from django.db.models import Lookup

SPECIAL = re.compile(r'(["\\])')


class Among(Lookup):
    """For columns of texts and whole numbers; no value is null."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs, rhs):
        super().__init__(lhs, list(rhs))

    def process_lhs(self, compiler, connection, lhs=None):
        if not self.rhs:
            raise EmptyResultSet
        return super().process_lhs(compiler, connection, lhs)

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        kind = "text" if isinstance(self.rhs[0], str) else "bigint"
        return f"{column} = ANY(%s::{kind}[])", [*params, as_array(self.rhs)]

    def as_sqlite(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        among = "IN (SELECT value FROM json_each(%s))"
        return f"{column} {among}", [*params, json.dumps(self.rhs, ensure_ascii=False)]


def as_array(values):
    """Write values as PostgreSQL reads an array."""
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value):
    return "NULL" if value is None else f'"{SPECIAL.sub(_escaped, str(value))}"'


def _escaped(found):
    return "\\" + found[0]

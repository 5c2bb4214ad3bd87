"""A list cut at a row instead of at a number: what comes after a row, whatever else comes, changes or goes meanwhile.

Any ordered queryset will do. The order is made total by the primary key, and a page is what lies beyond the values that
the last row of the page before had. No page costs more for being deep in the list.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Q
from django.db.models.expressions import OrderBy

from careerportal.api import cursors
from careerportal.api.cursors import Cursor

ENDS_THE_ORDER = ("pk", "-pk", "id", "-id")


@dataclass(frozen=True)
class Key:
    """One of the things that a list is ordered by. Blanks come last, where there can be any."""

    name: str
    expression: object
    descending: bool
    may_be_blank: bool

    def order(self, is_back):
        """What stands in ORDER BY, walking forward or back."""
        blanks = {("nulls_first" if is_back else "nulls_last"): True} if self.may_be_blank else {}
        return OrderBy(F(self.name), descending=self.descending != is_back, **blanks)

    def same(self, value):
        """The condition that a row has this value, too."""
        return Q((f"{self.name}__isnull", True)) if value is None else Q((self.name, value))

    def beyond(self, value, is_back):
        """The condition that a row's value lies beyond this one; None where nothing does."""
        if value is None:
            return Q((f"{self.name}__isnull", False)) if is_back else None
        further = Q((f"{self.name}__{'lt' if self.descending != is_back else 'gt'}", value))
        return further | Q((f"{self.name}__isnull", True)) if self.may_be_blank and not is_back else further


class Keyset:
    """The order of a queryset, as keys that each row carries with it under `names`."""

    def __init__(self, queryset):
        parts = list(queryset.query.order_by)
        if not parts or parts[-1] not in ENDS_THE_ORDER:
            parts.append("pk")
        self.keys = [_key(f"key_{number}", part) for number, part in enumerate(parts)]
        self.names = [key.name for key in self.keys]
        self.queryset = queryset.annotate(**{key.name: key.expression for key in self.keys})

    @cached_property
    def number(self):
        """What stands for this order in cursors."""
        return cursors.number_of(repr([(key.expression, key.descending) for key in self.keys]))

    def cursor(self, values, is_back=False):
        """The cursor of a row with these values."""
        return Cursor(self.number, is_back, tuple(values))

    def from_cursor(self, cursor):
        """The rows beyond a cursor, nearest first; all of them without one."""
        is_back = bool(cursor and cursor.is_back)
        rows = self.queryset.order_by(*(key.order(is_back) for key in self.keys))
        return rows.filter(self._beyond(cursor.values, is_back)) if cursor else rows

    def _beyond(self, values, is_back):
        found, so_far = None, Q()
        for key, value in zip(self.keys, values, strict=True):
            beyond = key.beyond(value, is_back)
            if beyond is not None:
                found = so_far & beyond if found is None else found | (so_far & beyond)
            so_far &= key.same(value)
        return found


def _key(name, part):
    if isinstance(part, str):
        return Key(name, F(part.removeprefix("-")), part.startswith("-"), may_be_blank=False)
    if isinstance(part, OrderBy):
        return Key(name, part.expression, part.descending, may_be_blank=bool(part.nulls_last))
    return Key(name, part, descending=False, may_be_blank=False)

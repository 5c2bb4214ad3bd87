"""Lists are given a page at a time: each says how to go on and back, and what holds for the whole answer."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from rest_framework.pagination import BasePagination

from careerportal.api import cursors, parameters, sources
from careerportal.api.cursors import Cursor
from careerportal.api.keyset import Keyset
from careerportal.api.problems import WrongParameters

WHOLE_NUMBER = re.compile(r"0*[1-9][0-9]{0,8}")
USUAL_SIZE, LARGEST_SIZE = 25, 500
YES, NO = "true", "false"
CURSOR_HELP = "what `next` or `previous` of this list holds, with the same sort and the same words"
EXAMPLE_LIST = "https://portal.example/api/v1/programs/"
EXAMPLE_CURSOR = "WzM0OTc2NTI1NDYsMCwyNV0~Qyd3EUHyU8Tp1nDBNgdkhDpCj2DQtGz6ZFkq9T0NyCk"
FIXED_ORDER = cursors.number_of("a list that stands in memory")


@dataclass(frozen=True)
class Page:
    """Some rows of a list, the cursors to go on and back (None where the list ends), and the total where asked for."""

    rows: list
    next: Cursor | None
    previous: Cursor | None
    count: int | None


class CursorPages(BasePagination):
    """`?page_size=100&cursor=…&count=true`: 25 rows a page unless asked, 500 at most, no total unless asked."""

    parameter_names = ("cursor", "page_size", "count")

    def mistakes(self, query):
        """Return what is wrong with the query's paging."""
        found = parameters.repeated(query, self.parameter_names)
        cursor, size, count = (query.get(name) for name in self.parameter_names)
        if size and not (WHOLE_NUMBER.fullmatch(size) and int(size) <= LARGEST_SIZE):
            expected = f"1 to {LARGEST_SIZE}"
            found.append(parameters.mistake("page_size", size, f"A page size is a whole number, {expected}.", expected))
        if cursor:
            try:
                cursors.read(cursor)
            except ValueError:
                found.append(_not_a_cursor(cursor))
        if count and count not in (YES, NO):
            found.append(parameters.mistake("count", count, "The total is given or it is not.", [YES, NO]))
        return found

    def page_of(self, found, query, read=list, values_of=None):
        """Return the Page of a list that a query asks for.

        `read` fetches a queryset; `values_of(row, names)` gives what a row is ordered by, its attributes unless said.
        """
        size = int(query.get("page_size") or USUAL_SIZE)
        cursor = cursors.read(query["cursor"]) if query.get("cursor") else None
        is_stored = isinstance(found, QuerySet)
        count = None
        if query.get("count") == YES:
            count = found.order_by().count() if is_stored else len(found)
        if not is_stored:
            return _page_of_list(found, size, cursor, query, count)
        keyset = Keyset(found)
        if cursor and (cursor.order != keyset.number or len(cursor.values) != len(keyset.keys)):
            raise WrongParameters([_not_a_cursor(query["cursor"])])
        rows = read(keyset.from_cursor(cursor)[: size + 1], keyset.names)
        is_more = len(rows) > size
        rows = rows[:size]
        is_back = bool(cursor and cursor.is_back)
        if is_back:
            rows.reverse()
        following = previous = None
        if rows and (is_more or is_back):
            following = keyset.cursor(values_of(rows[-1], keyset.names))
        if rows and (is_more if is_back else cursor):
            previous = keyset.cursor(values_of(rows[0], keyset.names), is_back=True)
        return Page(rows, following, previous, count)

    def get_paginated_response_schema(self, schema):
        address = {"type": ["string", "null"], "format": "uri"}
        properties = {
            "next": address | {"example": f"{EXAMPLE_LIST}?cursor={EXAMPLE_CURSOR}", "description": "null at the end."},
            "previous": address | {"example": None, "description": "null at the beginning."},
            "results": schema,
            "meta": {"$ref": "#/components/schemas/Meta", "example": sources.EXAMPLE_META},
        }
        count = {"type": "integer", "example": 3568, "description": "Rows in the whole list, where count=true."}
        return {"type": "object", "properties": {"count": count} | properties, "required": list(properties)}

    def get_schema_operation_parameters(self, view):
        size = {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": USUAL_SIZE}
        return [
            _parameter("cursor", {"type": "string"}, f"Where to go on: {CURSOR_HELP}. Follow those links as they are."),
            _parameter("page_size", size, f"Rows on a page: 1 to {LARGEST_SIZE}, {USUAL_SIZE} unless you say."),
            _parameter("count", {"type": "string", "enum": [YES, NO]}, "Whether to count the whole list."),
        ]


def links(request, page):
    """Return the addresses of the next page and of the one before, or None: {"next": …, "previous": …}."""
    return {"next": _address(request, page.next), "previous": _address(request, page.previous)}


def link_header(addresses):
    """Say the same addresses as RFC 8288 has it; empty where there are none."""
    words = {"next": "next", "previous": "prev"}
    return ", ".join(f'<{address}>; rel="{words[name]}"' for name, address in addresses.items() if address)


def _address(request, cursor):
    if cursor is None:
        return None
    query = [(name, value) for name, values in request.GET.lists() if name != "cursor" for value in values]
    return f"{request.build_absolute_uri(request.path)}?{urlencode([*query, ('cursor', str(cursor))])}"


def _page_of_list(found, size, cursor, query, count):
    """A page of a list that is in memory whole; the cursor is the place of a row in it."""
    if cursor and (cursor.order != FIXED_ORDER or len(cursor.values) != 1):
        raise WrongParameters([_not_a_cursor(query["cursor"])])
    first = max(0, cursor.values[0]) if cursor else 0
    end = first + size
    following = Cursor(FIXED_ORDER, False, (end,)) if end < len(found) else None
    previous = Cursor(FIXED_ORDER, False, (max(0, first - size),)) if first else None
    return Page(list(found[first:end]), following, previous, count)


def _not_a_cursor(cursor):
    return parameters.mistake("cursor", cursor, "This is not a cursor of this list in this order.", CURSOR_HELP)


def _parameter(name, schema, text):
    return {"name": name, "required": False, "in": "query", "description": text, "schema": schema}

"""The formats of answers: what a view says of its rows, written down."""

import csv
import json

import orjson
from rest_framework.renderers import BaseRenderer

from careerportal.api import flat
from careerportal.datasets import tables


class Json(BaseRenderer):
    """An answer as a whole: rows, the way on and the meta."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return b"" if data is None else orjson.dumps(data, default=_plain)


class NdJson(BaseRenderer):
    """A row on each line. The way on, the serial and the credits stand in the headers."""

    media_type = "application/x-ndjson"
    format = "ndjson"
    charset = None
    is_rows_alone = True

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return b"".join(orjson.dumps(row, default=_plain, option=orjson.OPT_APPEND_NEWLINE) for row in data)


class Csv(BaseRenderer):
    """A table: a column for each value, named by the way to it in the JSON. No cell is taken for a formula."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"
    is_rows_alone = True

    def render(self, data, accepted_media_type=None, renderer_context=None):
        view = renderer_context["view"]
        names = flat.names_of(view.serializer_class, view.part)
        return as_csv(names, data).encode()


class LinkedData(BaseRenderer):
    """Things in the words of a vocabulary that others know, as JSON-LD."""

    charset = None
    is_linked = True

    def render(self, data, accepted_media_type=None, renderer_context=None):
        if isinstance(data, list):
            context = next((thing["@context"] for thing in data), None)
            things = [{name: value for name, value in thing.items() if name != "@context"} for thing in data]
            data = ({"@context": context} if context else {}) | {"@graph": things}
        return orjson.dumps(data, default=_plain)


class JsonLd(LinkedData):
    """In the words of schema.org."""

    media_type = "application/ld+json"
    format = "jsonld"


class Ctdl(LinkedData):
    """In the words of CTDL, the Credential Transparency Description Language."""

    media_type = 'application/ld+json; profile="https://credreg.net/ctdl/schema/context/json"'
    format = "ctdl"


def as_csv(names, rows, with_header=True):
    """Write rows as CSV text; `names` are the ways to the values in a row, with dots."""
    line = csv.writer(tables.Echo(), lineterminator="\r\n").writerow
    lines = [line(names)] if with_header else []
    read = flat.reader_of(names)
    lines += [line([tables.safe(_cell(value)) for value in read(row)]) for row in rows]
    return "".join(lines)


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False, default=_plain) if isinstance(value, (list, dict)) else value


def _plain(value):
    """What orjson does not know: words of a list (enums of text), dicts of their own kind, dates in words."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, (list, tuple)):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no place in an answer")

"""A row as a flat line: the names of all its values, with dots into what is nested, and how to read them."""

from functools import cache

from rest_framework import serializers

from careerportal.api.links import Links
from careerportal.api.sources import SourceField, SourceOfFiguresSerializer


def names_of(serializer_class, part=None):
    """The ways to all values of a row, such as outcome.earnings.value; `part` is what is asked for of its tree."""
    return [".".join(way) for way in _ways(serializer_class) if part is None or _is_in(way, part)]


def _is_in(way, part):
    for name in way:
        if part is None:
            return True
        if name not in part:
            return False
        part = part[name]
    return True


@cache
def _ways(serializer_class):
    return [*_ways_into(serializer_class())]


def _ways_into(serializer):
    for name, field in serializer.fields.items():
        if isinstance(field, serializers.Serializer):
            inner = _ways_into(field)
        elif isinstance(field, Links):
            inner = [(maker,) for maker in field.makers]
        elif isinstance(field, SourceField):
            inner = _ways_into(SourceOfFiguresSerializer())
        else:
            inner = [(member,) for member in getattr(field, "members", ())] or [()]
        yield from ((name, *way) for way in inner)


def reader_of(names):
    """Return the function from a row to its values, None for what is in nothing."""
    ways = [name.split(".") for name in names]

    def read(row):
        values = []
        for way in ways:
            value = row
            for name in way:
                value = value.get(name) if value is not None else None
            values.append(value)
        return values

    return read

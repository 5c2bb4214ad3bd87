"""Several values of one parameter, and values to leave out: `state=TX,OH`, `state=TX&state=OH`, `state=!TX`."""

from django import forms
from django.core.exceptions import ValidationError

NOT = "!"
SEVERAL = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


def takes_many(field):
    """Say whether a field takes several values of a list."""
    return isinstance(field, SEVERAL)


def values(query, name):
    """The values of a parameter, each once, however they were given; an empty one is no value."""
    given = (value for text in query.getlist(name) for value in text.split(","))
    return list(dict.fromkeys(value for value in given if value.strip(NOT)))


def halves(query, name):
    """What was given of a parameter with a comma or a `!` that nothing stands beside: `TX,` and `!`."""
    return [text for text in query.getlist(name) if text and not all(value.strip(NOT) for value in text.split(","))]


def part(query, filterset_class):
    """Return (what a filterset is asked, {parameter: values to leave out}).

    A parameter that only says what to leave out stays in the first, without a value.
    """
    asked, without = query.copy(), {}
    for name in query:
        one = filterset_class.base_filters.get(name)
        if one is None or not issubclass(one.field_class, SEVERAL):
            asked.setlist(name, [value for value in query.getlist(name) if value])
            continue
        given = values(query, name)
        asked.setlist(name, [value for value in given if not value.startswith(NOT)])
        if excluded := [value.removeprefix(NOT) for value in given if value.startswith(NOT)]:
            without[name] = excluded
    return asked, without


def leave_out(filterset, queryset, without):
    """Leave out the rows that have one of these values; a row of which nobody knows the value stays."""
    for name, excluded in without.items():
        one = filterset.filters[name]
        by_name = getattr(filterset, f"leave_out_{name}", None)
        queryset = by_name(queryset, excluded) if by_name else queryset.exclude(**{f"{one.field_name}__in": excluded})
    return queryset


def unknown(field, given):
    """Those of several values that a field does not know; of rows of a table, with one query for all of them."""
    if hasattr(field, "queryset"):
        known = {str(key) for key in field.queryset.values_list(field.to_field_name, flat=True)}
        return [value for value in given if value not in known]
    return [value for value in given if _refuses(field, value)]


def _refuses(field, value):
    try:
        field.clean([value])
    except ValidationError:
        return True
    return False

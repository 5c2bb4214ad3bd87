"""Query parameters are never ignored: a wrong or unknown one is said, and all of them in one answer."""

from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django_filters.rest_framework import DjangoFilterBackend

from careerportal.api.problems import WrongParameters

ALWAYS_KNOWN = ("format",)
LONGEST_ECHO = 200
"""Characters of a wrong value that are repeated in the answer."""


def mistake(parameter, value, detail, expected=None):
    """Return one entry of a problem's `errors`."""
    entry = {"parameter": parameter[:LONGEST_ECHO], "value": value[:LONGEST_ECHO], "detail": detail}
    return entry if expected is None else entry | {"expected": expected}


def unknown(query, known):
    """Return a mistake for each parameter that does not exist here, with the nearest one that does."""
    found = []
    for name in query:
        if name in known:
            continue
        detail = f"There is no such parameter here.{_hint(name, known)}"
        found.append(mistake(name, query[name], detail, sorted(known)))
    return found


def repeated(query, names):
    """Return a mistake for each of these parameters that is given more than once."""
    return [
        mistake(name, ", ".join(query.getlist(name)), "This parameter takes one value.")
        for name in names
        if len(query.getlist(name)) > 1
    ]


def refuse_all_but(query, known):
    """Raise WrongParameters unless every parameter is known: for addresses that cannot be narrowed."""
    if mistakes := unknown(query, {*known, *ALWAYS_KNOWN}) + repeated(query, ALWAYS_KNOWN):
        raise WrongParameters(mistakes)


class StrictFilters(DjangoFilterBackend):
    """Narrow a list by its filterset, or name everything that is wrong with the query, paging included.

    An empty value, as a form without a choice sends it, is no choice.
    """

    def filter_queryset(self, request, queryset, view):
        query = request.query_params
        filterset = self.get_filterset(request, queryset, view)
        names = _names_of(filterset) if filterset else ()
        paging = view.paginator.parameter_names
        mistakes = unknown(query, {*names, *paging, *ALWAYS_KNOWN}) + repeated(query, ALWAYS_KNOWN)
        mistakes += view.paginator.mistakes(query)
        if filterset:
            mistakes += _wrong_values(filterset, query)
        if mistakes:
            raise WrongParameters(mistakes)
        return filterset.qs if filterset else queryset

    def get_filterset_kwargs(self, request, queryset, view):
        given = request.query_params.copy()
        for name, values in list(given.lists()):
            given.setlist(name, [value for value in values if value])
        return super().get_filterset_kwargs(request, queryset, view) | {"data": given}


def _names_of(filterset):
    """Return the parameters that a filterset reads."""
    if hasattr(filterset, "known_parameters"):
        return tuple(filterset.known_parameters())
    return tuple(filterset.base_filters)


def _wrong_values(filterset, query):
    """Return a mistake for each value that a filterset refuses."""
    found = []
    for name, field in filterset.form.fields.items():
        given = [value for value in query.getlist(name) if value]
        takes_many = hasattr(field.widget, "allow_multiple_selected") and field.widget.allow_multiple_selected
        if len(given) > 1 and not takes_many:
            found += repeated(query, [name])
        elif name not in filterset.form.errors:
            continue
        elif takes_many:
            found += [_refused(name, value, field) for value in _refused_values(field, dict.fromkeys(given))]
        else:
            found.append(_refused(name, query.get(name, ""), field, filterset.form.errors[name]))
    reported = {entry["parameter"] for entry in found}
    found += [
        mistake(name, query.get(name, ""), " ".join(messages))
        for name, messages in filterset.form.errors.items()
        if name not in reported
    ]
    return found


def _refused_values(field, given):
    """Return those of several values that a field refuses; of rows of a table, with one query for all of them."""
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


def _refused(name, value, field, messages=()):
    """Say what a field expected in place of a value it refuses."""
    choices = _words(field)
    if choices and value not in choices:
        return mistake(name, value, f"This is not one of the words we know.{_hint(value, choices)}", choices)
    return mistake(name, value, " ".join(messages) or "We know no such value.", str(field.help_text or field.label))


def _hint(given, known):
    """Name the nearest of the known words, if any is near."""
    words = {word.lower(): word for word in known}
    nearest = get_close_matches(given[:LONGEST_ECHO].lower(), words, n=1)
    return f" Did you mean {words[nearest[0]]}?" if nearest else ""


def _words(field):
    """Return the words that a field takes, if it takes words from a fixed list."""
    if hasattr(field, "queryset") or not hasattr(field, "choices"):
        return []
    words = []
    for value, label in field.choices:
        words += [inner for inner, _ in label] if isinstance(label, (list, tuple)) else [value]
    return [str(word) for word in words if word not in ("", None)]

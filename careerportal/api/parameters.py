"""Query parameters are never ignored: a wrong or unknown one is said, and all of them in one answer."""

from difflib import get_close_matches

from django_filters.rest_framework import DjangoFilterBackend

from careerportal.api import several
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
        mistake(name, ", ".join(query.getlist(name)), "This parameter takes one value.", "one value")
        for name in names
        if len(query.getlist(name)) > 1
    ]


def refuse_all_but(query, known, also=()):
    """Raise WrongParameters unless every parameter is known: for addresses that cannot be narrowed.

    `also` are mistakes that were found elsewhere, to be said in the same answer.
    """
    if mistakes := [*unknown(query, {*known, *ALWAYS_KNOWN}), *repeated(query, ALWAYS_KNOWN), *also]:
        raise WrongParameters(mistakes)


class StrictFilters(DjangoFilterBackend):
    """Narrow a list by its filterset, or name everything that is wrong with the query, paging and fields included.

    An empty value, as a form without a choice sends it, is no choice.
    """

    def filter_queryset(self, request, queryset, view):
        query = request.query_params
        filterset_class = self.get_filterset_class(view, queryset)
        names = names_of(filterset_class) if filterset_class else ()
        known = {*names, *view.paginator.parameter_names, *view.selection_parameters, *ALWAYS_KNOWN}
        mistakes = unknown(query, known) + repeated(query, ALWAYS_KNOWN)
        mistakes += view.paginator.mistakes(query) + view.selection_mistakes()
        if filterset_class:
            asked, without = several.part(query, filterset_class)
            filterset = filterset_class(data=asked, queryset=queryset, request=request)
            mistakes += wrong_values(filterset, query, without)
        if mistakes:
            raise WrongParameters(mistakes)
        return several.leave_out(filterset, filterset.qs, without) if filterset_class else queryset


def names_of(filterset_class):
    """Return the parameters that a filterset reads."""
    if hasattr(filterset_class, "known_parameters"):
        return tuple(filterset_class.known_parameters())
    return tuple(filterset_class.base_filters)


def wrong_values(filterset, query, without):
    """Return a mistake for each value that a filterset refuses."""
    found = []
    errors = filterset.form.errors
    for name, field in filterset.form.fields.items():
        if several.takes_many(field):
            found += [_refused(name, text, field) for text in several.halves(query, name)]
            if name in errors or name in without:
                found += _wrong_choices(name, field, query)
            continue
        given = [value for value in query.getlist(name) if value]
        if len(given) > 1:
            found += repeated(query, [name])
        elif name in errors:
            found.append(_refused(name, query.get(name, ""), field, errors[name]))
    reported = {entry["parameter"] for entry in found}
    found += [
        mistake(name, query.get(name, ""), " ".join(messages))
        for name, messages in errors.items()
        if name not in reported
    ]
    return found


def _wrong_choices(name, field, query):
    """Return a mistake for each of several values that a field refuses, as it was given."""
    given = {value.removeprefix(several.NOT): value for value in several.values(query, name)}
    return [_refused(name, given[value], field) for value in several.unknown(field, list(given))]


def _refused(name, value, field, messages=()):
    """Say what a field expected in place of a value it refuses."""
    choices = _words(field)
    if choices and value not in choices:
        return not_a_word(name, value, choices)
    detail = " ".join(messages) or "We know no such value."
    return mistake(name, value, detail, choices or str(field.help_text) or _described(field))


def _described(field):
    """Say what a field takes that has no words of its own for it."""
    longest = getattr(field, "max_length", None)
    return f"words of at most {longest} characters, none of them a control character" if longest else str(field.label)


def not_a_word(name, value, words):
    """Return the mistake that a value is none of the words that a parameter takes."""
    hint = _hint(value.removeprefix(several.NOT), words)
    return mistake(name, value, f"This is not one of the words we know.{hint}", words)


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

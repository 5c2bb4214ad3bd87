"""`fields=` and `include=`: an answer that holds only what somebody needs of each row.

`fields=slug,school.name,outcome.earnings` names what is wanted, with a dot into what is nested. `include=school` names
which related things come along; without it all of them do.
"""

from functools import cache

from rest_framework import serializers

from careerportal.api import parameters

PARAMETERS = ("fields", "include")


@cache
def tree_of(serializer_class):
    """The names of a serializer's fields, {name: None, or the tree of what is nested in it}."""
    return _tree(serializer_class())


def _tree(serializer):
    serializer = getattr(serializer, "child", serializer)
    if not isinstance(serializer, serializers.Serializer):
        return None
    return {name: _tree(field) for name, field in serializer.fields.items()}


@cache
def names_of_fields(serializer_class):
    """All names that `fields=` takes of a serializer's rows."""
    return tuple(names_in(tree_of(serializer_class)))


def names_in(tree, prefix=""):
    """All names that `fields=` takes: `school`, `school.name` and so on."""
    for name, inner in tree.items():
        yield prefix + name
        if inner:
            yield from names_in(inner, f"{prefix}{name}.")


def split(text):
    """The names in a parameter's value."""
    return text.split(",") if text else []


def wanted(tree, query, related):
    """Return the part of a tree that a query asks for, or None for all of it."""
    names, included = split(query.get("fields")), split(query.get("include"))
    if not names and not included:
        return None
    part = _pick(tree, names) if names else dict(tree)
    if included:
        part = {name: inner for name, inner in part.items() if name not in related or name in included}
    return part


def _pick(tree, names):
    rests = {}
    for name in names:
        first, _, rest = name.partition(".")
        rests.setdefault(first, []).append(rest)
    return {
        name: inner if inner is None or "" in rests[name] else _pick(inner, rests[name])
        for name, inner in tree.items()
        if name in rests
    }


def mistakes(query, serializer_class, related):
    """Return what is wrong with the two parameters."""
    if not any(parameter in query for parameter in PARAMETERS):
        return []
    found = parameters.repeated(query, names_of(related))
    known = {"fields": names_of_fields(serializer_class), "include": related}
    for parameter in names_of(related):
        for name in split(query.get(parameter)):
            if name not in known[parameter]:
                found.append(parameters.not_a_word(parameter, name, list(known[parameter])))
    return found + _left_out(query, related)


def _left_out(query, related):
    """Return a mistake for each field that is asked for of a related thing which `include` leaves at home."""
    included = split(query.get("include"))
    return [
        parameters.mistake("fields", name, f"include leaves {thing} out.", f"{thing} in include as well, or no include")
        for name in split(query.get("fields"))
        if included and (thing := name.partition(".")[0]) in related and thing not in included
    ]


def names_of(related):
    """The parameters that a resource takes: `include` only where there is something to include."""
    return PARAMETERS if related else ("fields",)


def cut(row, part):
    """Return of a row what is in a part of its tree."""
    return {
        name: cut(row[name], inner) if inner is not None and isinstance(row[name], dict) else row[name]
        for name, inner in part.items()
    }


def prune(serializer, part):
    """Take from a serializer every field that is not in a part of its tree."""
    serializer = getattr(serializer, "child", serializer)
    for name in list(serializer.fields):
        if name not in part:
            serializer.fields.pop(name)
        elif part[name] is not None:
            prune(serializer.fields[name], part[name])


def described(view):
    """How the two parameters read in the schema; nothing for a view that does not take them."""
    if not hasattr(view, "selection_parameters"):
        return []
    names = list(names_of_fields(view.serializer_class))
    texts = {
        "fields": f"What each row holds, such as {','.join(names[:2])}; a dot leads into what is nested.",
        "include": f"Which related things come along, parted by commas: {', '.join(view.related)}. Without it, all.",
    }
    return [
        {
            "name": name,
            "in": "query",
            "description": texts[name],
            "schema": {"type": "array", "items": {"type": "string", "enum": words}},
            "style": "form",
            "explode": False,
        }
        for name, words in {"fields": names, "include": list(view.related)}.items()
        if name in view.selection_parameters
    ]

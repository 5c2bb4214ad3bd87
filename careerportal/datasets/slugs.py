"""Slugs of new rows: given once, kept for ever."""

from django.utils.text import slugify


def give(rows, candidates, longest):
    """Give each new row the first of its candidates that nobody has as a slug.

    `candidates(row)` returns texts; the last must be unique by nature. One query asks for all of them.
    """
    if not rows:
        return
    wanted = {id(row): [slugify(text)[:longest].strip("-") for text in candidates(row)] for row in rows}
    taken = _taken(type(rows[0]), {slug for slugs in wanted.values() for slug in slugs})
    for row in rows:
        row.slug = _first_free(wanted[id(row)], taken)
        taken.add(row.slug)


def free(model, candidates, longest):
    """Return the first candidate's slug that no row of a model has."""
    slugs = [slugify(text)[:longest].strip("-") for text in candidates]
    return _first_free(slugs, _taken(model, set(slugs)))


def _taken(model, slugs):
    return set(model._base_manager.filter(slug__in=slugs).values_list("slug", flat=True))


def _first_free(slugs, taken):
    for slug in slugs:
        if slug and slug not in taken:
            return slug
    raise ValueError(f"none of {slugs} is free")

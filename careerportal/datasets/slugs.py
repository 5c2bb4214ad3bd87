"""Slugs of new rows: given once, kept for ever."""

from collections import Counter

from django.utils.text import slugify


def give(rows, candidates, longest):
    """Give each new row the first of its candidates that nobody has as a slug.

    `candidates(row)` returns texts; the last must be unique by nature. One query asks for the first of all of them, and
    one for the others of those whose first is taken or wanted twice.
    """
    if not rows:
        return
    model, texts = type(rows[0]), [candidates(row) for row in rows]
    firsts = [_slug(first, longest) for first, *_ in texts]
    wanted = Counter(firsts)
    taken = _taken(model, wanted)
    later = {
        place: [_slug(text, longest) for text in texts[place][1:]]
        for place, first in enumerate(firsts)
        if not first or first in taken or wanted[first] > 1
    }
    taken |= _taken(model, {slug for slugs in later.values() for slug in slugs})
    for place, row in enumerate(rows):
        if firsts[place] and firsts[place] not in taken:
            row.slug = firsts[place]
        elif place in later:
            row.slug = _first_free(later[place], taken)
        else:  # Another row's second was this one's first.
            row.slug = free(model, texts[place][1:], longest, also_taken=taken)
        taken.add(row.slug)


def free(model, candidates, longest, also_taken=frozenset()):
    """Return the first candidate's slug that no row of a model has, and that is none of some others."""
    slugs = [_slug(text, longest) for text in candidates]
    return _first_free(slugs, _taken(model, slugs) | also_taken)


def _slug(text, longest):
    return slugify(text)[:longest].strip("-")


def _taken(model, slugs):
    # In no order: the usual one of programs is by school, and would have their schools read as well.
    return set(model._base_manager.filter(slug__among=slugs).order_by().values_list("slug", flat=True))


def _first_free(slugs, taken):
    for slug in slugs:
        if slug and slug not in taken:
            return slug
    raise ValueError(f"none of {slugs} is free")

"""Slugs for rows that an importer creates: given once, kept for ever."""

from django.utils.text import slugify


class SlugMaker:
    """Hands out slugs that nobody has, starting from those that the database holds."""

    def __init__(self, queryset):
        self._taken = set(queryset.values_list("slug", flat=True))

    def make(self, *candidates, longest=200):
        """Return the first candidate's slug that is free; the last candidate must be unique by nature."""
        for candidate in candidates:
            slug = slugify(candidate)[:longest].strip("-")
            if slug and slug not in self._taken:
                self._taken.add(slug)
                return slug
        raise ValueError(f"none of {candidates} is free")

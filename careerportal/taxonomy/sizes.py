"""How large a school is, by its undergraduates: the words that students choose by."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SchoolSize(TextChoices):
    """Small, medium or large. The lines are ours; the value is the word in URLs and API answers."""

    SMALL = "small", _("Small: fewer than 2,000 undergraduates")
    MEDIUM = "medium", _("Medium: 2,000 to 9,999 undergraduates")
    LARGE = "large", _("Large: 10,000 undergraduates or more")


LIMITS = {SchoolSize.SMALL: (0, 1_999), SchoolSize.MEDIUM: (2_000, 9_999), SchoolSize.LARGE: (10_000, 1_000_000)}
"""Size → the fewest and the most undergraduates."""


def size_of(undergraduates):
    """Return the size of a school, or an empty text where its number of undergraduates is not known."""
    if undergraduates is None:
        return ""
    return next(size for size, (_, most) in LIMITS.items() if undergraduates <= most)

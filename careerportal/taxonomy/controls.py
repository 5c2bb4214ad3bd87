"""Who runs a school: the federal word is control."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Control(TextChoices):
    """Public, or private with or without profit. The value is the word in URLs and API answers."""

    PUBLIC = "public", _("Public")
    NONPROFIT = "nonprofit", _("Private, nonprofit")
    FOR_PROFIT = "for-profit", _("Private, for-profit")


SCORECARD_CONTROLS = {
    "Public": Control.PUBLIC,
    "Private, nonprofit": Control.NONPROFIT,
    "Private, for-profit": Control.FOR_PROFIT,
    "1": Control.PUBLIC,
    "2": Control.NONPROFIT,
    "3": Control.FOR_PROFIT,
}
"""College Scorecard's spellings, by word and by number."""

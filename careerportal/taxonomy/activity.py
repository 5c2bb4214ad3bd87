"""Whether a school still teaches, as the IPEDS directory says it: the federal word is ACT, status of institution."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Activity(TextChoices):
    """Whether there is a school to go to. The value is the word in API answers."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    COMBINED = "combined", _("Combined with another school")
    BRANCH = "branch", _("Reports together with its main campus")
    OUT_OF_SCOPE = "out-of-scope", _("Outside the scope of the federal directory")


ENDED = (Activity.CLOSED, Activity.COMBINED)
"""Nobody can enroll there any more. A branch goes on teaching, and out of scope says nothing of teaching."""

IPEDS_ACT = {
    "A": Activity.OPEN,
    "N": Activity.OPEN,
    "R": Activity.OPEN,
    "M": Activity.CLOSED,
    "D": Activity.CLOSED,
    "C": Activity.COMBINED,
    "G": Activity.BRANCH,
    "O": Activity.OUT_OF_SCOPE,
    "P": Activity.OUT_OF_SCOPE,
    "W": Activity.OUT_OF_SCOPE,
    "X": Activity.OUT_OF_SCOPE,
}
"""A, N, R are open, new, restored. M closed during the year: its data still count, so CYACTIVE calls it active."""

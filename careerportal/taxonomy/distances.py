"""How much of a field of study a school lets one complete at a distance, as College Scorecard says it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Distance(TextChoices):
    """Of all awards in a four-digit field at one level. Empty where the file is silent."""

    NONE = "none", _("No award of the field can be completed at a distance")
    SOME = "some", _("Some awards of the field can be completed at a distance")
    ALL = "all", _("Every award of the field can be completed at a distance")


SCORECARD_DISTANCES = {"0": "", "1": Distance.NONE.value, "2": Distance.SOME.value, "3": Distance.ALL.value}
"""DISTANCE in the file → Distance; 0 is a field that the school has not reported to IPEDS."""

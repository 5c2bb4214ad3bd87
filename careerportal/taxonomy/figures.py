"""Figures and their typed blanks: a number, or the reason why there is none.

Missing, withheld and top-coded are different things, so a figure never falls back to 0 or -1. Pages and API show
both the value and the status.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class FigureStatus(TextChoices):
    """Why a figure stands there, or does not. The value is the word in API answers; the label is for people."""

    REPORTED = "reported", _("Reported")
    TOP_CODED = "top_coded", _("At or above the highest value that the source publishes")
    WITHHELD = "withheld", _("Withheld by the source, for privacy or because the estimate is not reliable")
    NOT_COLLECTED = "not_collected", _("Not collected by the source")
    NOT_OFFERED = "not_offered", _("Not offered")
    UNKNOWN = "unknown", _("Not published; the source does not say why")


SHORT_REASONS = {
    FigureStatus.WITHHELD: _("Not released"),
    FigureStatus.NOT_COLLECTED: _("Not collected"),
    FigureStatus.NOT_OFFERED: _("Not offered"),
    FigureStatus.UNKNOWN: _("Not published"),
}
"""What stands in a table cell in place of the number."""


@dataclass(frozen=True)
class Figure:
    """One figure: `value` (None when blank) and why it is as it is. A top-coded value is the ceiling: "or more"."""

    value: int | float | None
    status: FigureStatus

    @property
    def is_blank(self):
        return self.value is None

    @property
    def is_floor(self):
        """The true value is this or more."""
        return self.status == FigureStatus.TOP_CODED

    def as_dollars(self):
        """Say the figure to a person: "$57,546", "$239,200 or more", "Not released"."""
        return self._say("${:,.0f}")

    def as_hourly(self):
        """Say an hourly wage to a person: "$26.13"."""
        return self._say("${:,.2f}")

    def as_number(self):
        """Say a count or a ratio to a person: "597,080", "1.47"."""
        return self._say("{:,}")

    def _say(self, pattern):
        if self.is_blank:
            return str(SHORT_REASONS[self.status])
        amount = pattern.format(self.value)
        return gettext("%(amount)s or more") % {"amount": amount} if self.is_floor else amount

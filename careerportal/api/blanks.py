"""Why values without a status of their own are blank: `"blanks": {"city": "not_collected", "note": "not_offered"}`.

Figures and what curators record carry value and status together. Texts, dates and codes stand in the open, as they
always have; the object that holds them says beside them which are blank (null or empty), each with its reason.
"""

from collections.abc import Callable
from dataclasses import dataclass

from drf_spectacular.drainage import set_override
from rest_framework import serializers

from careerportal.api.figures import STATUS_HELP
from careerportal.taxonomy.figures import FigureStatus

NOT_OFFERED, NOT_COLLECTED, UNKNOWN = FigureStatus.NOT_OFFERED, FigureStatus.NOT_COLLECTED, FigureStatus.UNKNOWN

REASONS = [status.value for status in FigureStatus if status not in (FigureStatus.REPORTED, FigureStatus.TOP_CODED)]


class BlanksField(serializers.Field):
    """The blanks of a row: `BlanksField(state=UNKNOWN, website=unless("url", UNKNOWN))`.

    A status, or a function from the row to one, holds unless the attribute of the same name has a value.
    """

    def __init__(self, **reasons):
        super().__init__(source="*", read_only=True)
        self.reasons = {name: why if isinstance(why, unless) else unless(name, why) for name, why in reasons.items()}
        self.members = tuple(reasons)
        word = {"type": "string", "enum": REASONS}
        described = {
            "type": "object",
            "properties": dict.fromkeys(reasons, word),
            "additionalProperties": False,
            "description": f"Each blank value and why it is blank; a value that is there is left out. {STATUS_HELP}",
        }
        set_override(self, "field", described)

    def to_representation(self, row):
        said = {name: reason(row) for name, reason in self.reasons.items()}
        return {name: status.value for name, status in said.items() if status}


@dataclass(frozen=True)
class unless:  # noqa: N801 -- it reads as a word: unless("url", UNKNOWN)
    """The reason that holds unless an attribute of a row has a value; the status may depend on the row."""

    attribute: str
    status: FigureStatus | Callable

    def __call__(self, row):
        value = row[self.attribute] if isinstance(row, dict) else getattr(row, self.attribute)
        if value not in (None, ""):
            return None
        return self.status if isinstance(self.status, FigureStatus) else self.status(row)

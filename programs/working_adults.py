"""What people ask who work while they study: what a curator found said by the school itself.

Each is a fact that may be blank. A blank is no "no": a search leaves such programs out only where it says how many they
are, and keeps them where it is asked to.
"""

from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class AdmissionTest(TextChoices):
    REQUIRED = "required", _("Required")
    WAIVABLE = "waivable", _("Required, but it can be waived")
    NOT_ASKED = "not-asked", _("Not asked for")


class Sessions(TextChoices):
    LIVE = "live", _("Live, at set times")
    RECORDED = "recorded", _("Recorded, at times of your own")
    BOTH = "both", _("Both live and recorded")


class Wish(TextChoices):
    """What a search can ask for. The value is the word in addresses."""

    NO_TEST = "no-test", _("No GRE or GMAT, or it can be waived")
    NO_EXPERIENCE = "no-experience", _("No work experience asked")
    PRACTICUM = "practicum", _("With a practicum")
    COHORT = "cohort", _("With a cohort")
    EXECUTIVE = "executive", _("Executive format")
    LIVE = "live", _("Live sessions")
    RECORDED = "recorded", _("Recorded sessions")
    PART_TIME = "part-time", _("Part time")


@dataclass(frozen=True)
class Said:
    """How a wish is read from a program: the field, and the values with which it is met."""

    field: str
    met_by: tuple

    @property
    def is_met(self):
        return Q((f"{self.field}__in", self.met_by))

    @property
    def is_blank(self):
        return Q((self.field, "")) if isinstance(self.met_by[0], str) else Q((f"{self.field}__isnull", True))


WISHES = {
    Wish.NO_TEST: Said("admission_test", ("waivable", "not-asked")),
    Wish.NO_EXPERIENCE: Said("experience_asked", (False,)),
    Wish.PRACTICUM: Said("practicum", (True,)),
    Wish.COHORT: Said("cohort", (True,)),
    Wish.EXECUTIVE: Said("executive", (True,)),
    Wish.LIVE: Said("sessions", ("live", "both")),
    Wish.RECORDED: Said("sessions", ("recorded", "both")),
    Wish.PART_TIME: Said("part_time", (True,)),
}

KEPT_UNSAID = {"keep": _("Include programs that have not said")}
"""The words of `?unsaid=`."""


def that_meet(wishes, *, keeps_unsaid):
    """The condition that a program meets all wishes, or has not said where `keeps_unsaid`."""
    condition = Q()
    for wish in wishes:
        said = WISHES[wish]
        condition &= said.is_met | said.is_blank if keeps_unsaid else said.is_met
    return condition


def facts_of(program):
    """Label → what is recorded of a program, in words; empty where nothing is."""
    yes_no = {True: gettext("Yes"), False: gettext("No"), None: ""}
    return {
        gettext("GRE or GMAT"): program.get_admission_test_display(),
        gettext("Work experience"): {True: gettext("Asked for"), False: gettext("Not asked for"), None: ""}[
            program.experience_asked
        ],
        gettext("Practicum"): yes_no[program.practicum],
        gettext("Cohort"): yes_no[program.cohort],
        gettext("Executive format"): yes_no[program.executive],
        gettext("Sessions"): program.get_sessions_display(),
        gettext("Part time"): yes_no[program.part_time],
        gettext("Starts"): program.start_terms,
    }

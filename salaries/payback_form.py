"""What a reader assumes about paying for a program: a form whose every value stands in the address."""

from dataclasses import dataclass

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.figures import Figure
from salaries.models import WageEstimate
from salaries.payback import Plan, Range

PERCENTILES = {
    "p10": _("10th percentile"),
    "p25": _("25th percentile"),
    "p50": _("median"),
    "p75": _("75th percentile"),
    "p90": _("90th percentile"),
}

YEARS_OF_STUDY = {
    DegreeLevel.CERTIFICATE: 1,
    DegreeLevel.ASSOCIATE: 2,
    DegreeLevel.BACHELORS: 4,
    DegreeLevel.POSTBACCALAUREATE: 1,
    DegreeLevel.MASTERS: 2,
    DegreeLevel.POSTMASTERS: 1,
    DegreeLevel.GRADUATE_CERTIFICATE: 1,
    DegreeLevel.DOCTORAL: 4,
    DegreeLevel.PROFESSIONAL: 4,
}
"""What the calculator begins with, in years of full-time study; the reader changes it."""


OF_A_JOB = ("job", "low", "high")


def _say_number_wanted(label, least, most):
    said = gettext("%(field)s: write a number from %(least)s to %(most)s.")
    return said % {"field": str(label).split(",")[0], "least": least, "most": most}


_number_wanted = lazy(_say_number_wanted, str)
"""What to say of a wrong value, in the language of the page on which it stands."""


class Number(forms.FloatField):
    """A number in a plain text box, so that what is no number stays there to be corrected."""

    def __init__(self, label, least, most, help_text=""):
        widget = forms.TextInput(attrs={"class": "input input--short", "inputmode": "decimal", "autocomplete": "off"})
        said = _number_wanted(label, f"{least:g}", f"{most:,}")
        messages = dict.fromkeys(("invalid", "required", "min_value", "max_value"), said)
        super().__init__(
            label=label, min_value=least, max_value=most, widget=widget, error_messages=messages, help_text=help_text
        )

    def to_python(self, value):
        """Take "$30,000" and "7 %" as people write them."""
        return super().to_python(value.strip(" $%").replace(",", "") if isinstance(value, str) else value)


class PaybackForm(forms.Form):
    """Cost, study, loan and pay. A value that the address does not name is the one that the page begins with."""

    cost = Number(
        _("Cost, or what you would borrow, in dollars"),
        1,
        1_000_000,
        _("All years together. It begins with the median federal debt of graduates, where that is published."),
    )
    work = Number(_("Pay from work while studying that goes toward it, in dollars a year"), 0, 200_000)
    study = Number(_("Years of study"), 0.1, 12)
    rate = Number(
        _("Interest, in percent a year"), 0, 30, _("Our assumption to begin with, not an offer: use your loan's.")
    )
    years = Number(_("Years to pay it back"), 1, 40)
    share = Number(_("Share of pay you could set aside for it, in percent"), 1, 100)
    job = forms.ChoiceField(label=_("Job afterwards"))
    low = forms.ChoiceField(label=_("Pay from"), choices=list(PERCENTILES.items()), initial="p25")
    high = forms.ChoiceField(label=_("Pay to"), choices=list(PERCENTILES.items()), initial="p75")

    def __init__(self, query, *, debt, level, jobs):
        """`debt` is a Figure, `jobs` the (SOC code, title) pairs that the program leads to."""
        begin = {
            "cost": debt.value or "", "work": 0, "study": YEARS_OF_STUDY[level], "rate": 7, "years": 10, "share": 10,
            "job": jobs[0][0] if jobs else "", "low": "p25", "high": "p75",
        }  # fmt: skip
        self.asked = {name: query[name].replace("\x00", "")[:40] for name in begin if name in query}
        super().__init__(begin | self.asked, auto_id="payback-%s")
        self.fields["job"].choices = jobs
        if not jobs:
            for name in OF_A_JOB:
                del self.fields[name]
        for name in OF_A_JOB if jobs else ():
            self.fields[name].widget.attrs["class"] = "select"
            self.fields[name].error_messages["invalid_choice"] = gettext("%(field)s: choose one of the list.") % {
                "field": self.fields[name].label
            }
        self.is_begun = bool(self.asked) or bool(begin["cost"])
        if not self.is_begun:
            self._errors = ErrorDict()  # A field that waits to be filled in is no mistake.

    def clean(self):
        chosen = super().clean()
        order = list(PERCENTILES)
        if {"low", "high"} <= chosen.keys() and order.index(chosen["low"]) > order.index(chosen["high"]):
            self.add_error("high", gettext("Pay to: choose a percentile that is not below the first one."))
        return chosen

    @property
    def plan(self):
        chosen = self.cleaned_data
        return Plan(
            cost=chosen["cost"],
            work_a_year=chosen["work"],
            years_of_study=chosen["study"],
            rate=chosen["rate"],
            years=chosen["years"],
            share_of_pay=chosen["share"],
        )


@dataclass(frozen=True)
class Answer:
    """What the assumptions come to with one kind of pay; `reason` says why there is nothing to reckon with."""

    title: str
    low: Figure
    high: Figure
    share: Range | None = None
    years: Range | None = None
    reason: str = ""

    @property
    def is_floor(self):
        """The upper pay is a published ceiling: shares and years at the kind end are that or less."""
        return self.high.is_floor or self.low.is_floor


def answer(plan, title, low, high):
    """Reckon a plan with pay between two Figures; blanks are said, never guessed."""
    blank = next((figure for figure in (low, high) if figure.is_blank or not figure.value), None)
    if blank is not None:
        return Answer(title, low, high, reason=blank.status.label)
    return Answer(title, low, high, plan.share(low.value, high.value), plan.years_at_share(low.value, high.value))


def pay_of(estimate: WageEstimate, word):
    """The yearly pay at a percentile such as "p25"."""
    return estimate.figure(f"annual_{word}")

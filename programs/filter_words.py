"""The words of the filters: the choices of each, their limits, and what to say of a value that is none of them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerportal.taxonomy import regions, states
from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.sizes import SchoolSize
from careerportal.taxonomy.topics import Topic
from programs.models import Program
from programs.places import MOST_MILES
from programs.working_adults import Wish

LONGEST_TEXT = 200

NOT_A_TEXT = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"
"""Control characters, which no keyboard types and no feed may carry."""
LARGEST_AMOUNT = 10_000_000
LONGEST_ECHO = 40
"""Characters of a wrong value that a notice repeats."""

ORDER_LABELS = {
    "relevance": _("Best match"),
    "name": _("School, A to Z"),
    "-earnings": _("Earnings, highest first"),
    "earnings": _("Earnings, lowest first"),
    "debt": _("Debt, lowest first"),
    "-debt": _("Debt, highest first"),
    "payback": _("Debt against earnings, least first"),
    "-completers": _("Graduates a year, most first"),
    "distance": _("Nearest first"),
}
"""The words of `?sort=`. Without one, programs stand by relevance where there is a keyword, else by distance where
there is a place, else by name."""

PLACE_HELP = "write a ZIP code such as 76201, or a city and its state such as Denton, TX"
MILES_HELP = f"whole miles from 1 to {MOST_MILES}"
FIELD_HELP = "a CIP code such as 51.0701; one of four digits with all that belong to it"
DELIVERY_CHOICES = dict(Program.Delivery.choices)
HAS_CHOICES = {"earnings": _("Earnings are published"), "debt": _("Debt is published")}
LISTED_CHOICES = {"all": _("Also schools no longer in the Department of Education's list")}


def explain(name, value):
    """Say to a person which value was left out and what would be right."""
    shown = value if len(value) <= LONGEST_ECHO else f"{value[:LONGEST_ECHO]}…"
    said = f"{name}={shown.replace(chr(0), '')}"
    if name == "sort" and value == "distance":
        return gettext("%(said)s needs a place: say where with near, such as near=76201.") % {"said": said}
    if name == "state" and (code := _code_of(value)):
        return gettext("%(said)s is not a state we know; did you mean state=%(code)s?") % {"said": said, "code": code}
    sentence, right = RIGHT_VALUES[name]
    return sentence % {"said": said, "right": right}


def _code_of(value):
    """The postal code of a state that was written out, or written small."""
    words = value.lower()
    return next((code for code, name in states.PLACES.items() if words in (code.lower(), name.lower())), None)


def _listed(words):
    return ", ".join(words)


_DOLLARS = (
    _("%(said)s is not an amount we can use; write whole dollars from 0 to %(right)s, such as 45000."),
    f"{LARGEST_AMOUNT:,}",
)

RIGHT_VALUES = {
    "q": (_("The keyword was left out: it may have up to %(right)s ordinary characters."), LONGEST_TEXT),
    "level": (_("%(said)s is not a level we know; the levels are %(right)s."), _listed(DegreeLevel.values)),
    "field": (_("%(said)s is not a field of study; write its CIP code, such as %(right)s."), "51.0701"),
    "state": (_("%(said)s is not a state we know; use a postal code such as TX or OH."), ""),
    "control": (_("%(said)s is not a kind of school we know; the kinds are %(right)s."), _listed(Control.values)),
    "region": (_("%(said)s is not a region we know; the regions are %(right)s."), _listed(regions.REGIONS)),
    "delivery": (_("%(said)s is not a way of teaching we know; there are %(right)s."), _listed(DELIVERY_CHOICES)),
    "topic": (_("%(said)s is not a topic we know; the topics are %(right)s."), _listed(Topic.values)),
    "study": (_("%(said)s is not known; you can ask for %(right)s."), _listed(Wish.values)),
    "unsaid": (_("%(said)s is not known; unsaid=keep includes programs that have not said what study asks."), ""),
    **dict.fromkeys(("earnings_min", "earnings_max", "debt_min", "debt_max"), _DOLLARS),
    "size": (_("%(said)s is not a size we know; the sizes are %(right)s."), _listed(SchoolSize.values)),
    "near": (
        _(
            "%(said)s is not a place that we know; write a ZIP code such as 76201, or a city and its state such as "
            "Denton, TX."
        ),
        "",
    ),
    "miles": (
        _("%(said)s cannot be used; write whole miles from 1 to %(right)s, and near which place: near=76201."),
        MOST_MILES,
    ),
    "exact": (_("%(said)s is not known; exact=1 searches for the words as they stand."), ""),
    "has": (_("%(said)s is not a figure we can ask for; there are earnings and debt."), ""),
    "listed": (_("%(said)s is not known; listed=all also shows schools no longer in the Department's list."), ""),
    "sort": (_("%(said)s is not an order we know; the orders are %(right)s."), _listed(ORDER_LABELS)),
}
"""Parameter → what to say of a wrong value, and what would be right."""

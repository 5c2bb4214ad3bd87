"""The words of the filters: the choices of each, their limits, and what to say of a value that is none of them."""

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
    "relevance": "Best match",
    "name": "School, A to Z",
    "-earnings": "Earnings, highest first",
    "earnings": "Earnings, lowest first",
    "debt": "Debt, lowest first",
    "-debt": "Debt, highest first",
    "payback": "Debt against earnings, least first",
    "-completers": "Graduates a year, most first",
    "distance": "Nearest first",
}
"""The words of `?sort=`. Without one, programs stand by relevance where there is a keyword, else by distance where
there is a place, else by name."""

PLACE_HELP = "write a ZIP code such as 76201, or a city and its state such as Denton, TX"
MILES_HELP = f"whole miles from 1 to {MOST_MILES}"
DELIVERY_CHOICES = dict(Program.Delivery.choices)
HAS_CHOICES = {"earnings": "Earnings are published", "debt": "Debt is published"}
LISTED_CHOICES = {"all": "Also schools no longer in the Department of Education's list"}


def explain(name, value):
    """Say to a person which value was left out and what would be right."""
    shown = value if len(value) <= LONGEST_ECHO else f"{value[:LONGEST_ECHO]}…"
    if name == "q":
        return f"The keyword was left out: it may have up to {LONGEST_TEXT} ordinary characters."
    return f"{name}={shown.replace(chr(0), '')} {RIGHT_VALUES[name](value)}"


def _right_state(value):
    code = next((code for code, name in states.PLACES.items() if value.lower() in (code.lower(), name.lower())), None)
    hint = f"did you mean state={code}?" if code else "use a postal code such as TX or OH."
    return f"is not a state we know; {hint}"


def _right_dollars(value):
    return f"is not an amount we can use; write whole dollars from 0 to {LARGEST_AMOUNT:,}, such as 45000."


RIGHT_VALUES = {
    "level": lambda value: f"is not a level we know; the levels are {', '.join(DegreeLevel.values)}.",
    "state": _right_state,
    "control": lambda value: f"is not a kind of school we know; the kinds are {', '.join(Control.values)}.",
    "region": lambda value: f"is not a region we know; the regions are {', '.join(regions.REGIONS)}.",
    "delivery": lambda value: f"is not a way of teaching we know; there are {', '.join(DELIVERY_CHOICES)}.",
    "topic": lambda value: f"is not a topic we know; the topics are {', '.join(Topic.values)}.",
    "study": lambda value: f"is not known; you can ask for {', '.join(Wish.values)}.",
    "unsaid": lambda value: "is not known; unsaid=keep includes programs that have not said what study asks.",
    "earnings_min": _right_dollars,
    "earnings_max": _right_dollars,
    "debt_min": _right_dollars,
    "debt_max": _right_dollars,
    "size": lambda value: f"is not a size we know; the sizes are {', '.join(SchoolSize.values)}.",
    "near": lambda value: f"is not a place that we know; {PLACE_HELP}.",
    "miles": lambda value: f"cannot be used; write {MILES_HELP}, and near which place: near=76201.",
    "exact": lambda value: "is not known; exact=1 searches for the words as they stand.",
    "has": lambda value: f"is not a figure we can ask for; there are {' and '.join(HAS_CHOICES)}.",
    "listed": lambda value: "is not known; listed=all also shows schools no longer in the Department's list.",
    "sort": lambda value: (
        "needs a place: say where with near, such as near=76201."
        if value == "distance"
        else f"is not an order we know; the orders are {', '.join(ORDER_LABELS)}."
    ),
}
"""Parameter → what to say of a wrong value, and what would be right."""

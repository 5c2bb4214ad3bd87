"""A search said in words: the sentence above its results, the chips of its filters, the ways out of an empty one."""

from django.urls import reverse

from careerportal.taxonomy import states
from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.filters import HAS_CHOICES

LEVEL_WORDS = {
    "certificate": "undergraduate-certificate",
    "associate": "associate",
    "bachelors": "bachelor's",
    "postbaccalaureate": "post-baccalaureate-certificate",
    "masters": "master's",
    "postmasters": "post-master's-certificate",
    "graduate-certificate": "graduate-certificate",
    "doctoral": "doctoral",
    "professional": "professional-doctorate",
}
"""Level → the word that stands before "level" in a sentence."""

CONTROL_WORDS = {"public": "public", "nonprofit": "private nonprofit", "for-profit": "private for-profit"}

MANY = 3
"""More values than this are counted, not named."""


def count_in_words(number, word="program"):
    """Say "1 program" or "3,568 programs"."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def either(words):
    """Say "Texas", "Texas or Ohio", "Texas, Ohio or Iowa"."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def describe(chosen):
    """Say what a search is narrowed to, as it follows "253 programs"; empty for all of them."""
    return "".join(f" {say(chosen[name])}" for name, say in PHRASES.items() if name in chosen)


def _places(codes):
    return f"in {len(codes)} states" if len(codes) > MANY else f"in {either([states.PLACES[code] for code in codes])}"


def _levels(levels):
    if len(levels) > MANY:
        return f"at {len(levels)} levels"
    return f"at {either([LEVEL_WORDS[level] for level in levels])} level"


PHRASES = {
    "level": _levels,
    "state": _places,
    "control": lambda controls: f"at {either([CONTROL_WORDS[control] for control in controls])} schools",
    "q": lambda words: f"that match “{words}”",
    "earnings_min": lambda dollars: f"with earnings of ${dollars:,} or more",
    "debt_max": lambda dollars: f"with debt of ${dollars:,} or less",
    "has": lambda figures: f"with published {' and '.join(figures)}",
    "listed": lambda _: "at schools listed or not",
}
"""Filter → how its value is said, in the order of a sentence."""

GROUPS = {
    "q": "Keyword",
    "level": "Level",
    "state": "State",
    "control": "Kind of school",
    "earnings_min": "Earnings",
    "debt_max": "Debt",
    "has": "Figures",
    "listed": "Schools",
}
VALUE_WORDS = {
    "level": lambda value: DegreeLevel(value).label,
    "state": states.PLACES.get,
    "control": lambda value: Control(value).label,
    "earnings_min": lambda value: f"Earn ${int(value):,} or more",
    "debt_max": lambda value: f"Owe ${int(value):,} or less",
    "has": HAS_CHOICES.get,
    "listed": lambda _: "Listed or not",
    "q": lambda value: f"“{value}”",
}


def address(filterset, **changes):
    """The address of a search."""
    query = filterset.query_string(**changes)
    return reverse("programs:list") + (f"?{query}" if query else "")


def chips(filterset):
    """One chip for each value in force: its group, its label, and the address of the search without it."""
    return [
        {
            "group": GROUPS[name],
            "label": VALUE_WORDS[name](value),
            "remove_url": address(filterset, without=[(name, str(value))]),
        }
        for name, given in filterset.chosen.items()
        for value in (given if isinstance(given, list) else [given])
    ]


def looser_in_words(search):
    """Say one of facets.looser_searches: what it drops, how many programs it finds, and where they are."""
    filterset = search["filterset"]
    return {
        "label": f"Without {GROUPS[search['name']].lower()}",
        "found": f"{count_in_words(search['count'])}{describe(filterset.chosen)}",
        "url": address(filterset),
        "count": search["count"],
    }

"""A search said in words: the sentence above its results, the chips of its filters, the ways out of an empty one."""

from django.urls import reverse

from careerportal.taxonomy import regions, states
from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.sizes import SchoolSize
from careerportal.taxonomy.topics import Topic
from programs.filter_words import DELIVERY_CHOICES, HAS_CHOICES
from programs.working_adults import KEPT_UNSAID, Wish

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

DELIVERY_WORDS = {"campus": "on campus", "online": "online", "hybrid": "online and on campus"}

NO_ARTICLE = ("new-england",)
"""Regions that a sentence names without "the"."""

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


def _regions(words):
    return (
        f"in {either([regions.NAMES[word] if word in NO_ARTICLE else f'the {regions.NAMES[word]}' for word in words])}"
    )


def _levels(levels):
    if len(levels) > MANY:
        return f"at {len(levels)} levels"
    return f"at {either([LEVEL_WORDS[level] for level in levels])} level"


PHRASES = {
    "level": _levels,
    "state": _places,
    "region": _regions,
    "control": lambda controls: f"at {either([CONTROL_WORDS[control] for control in controls])} schools",
    "size": lambda sizes: f"at {either(sizes)} schools",
    "near": str,
    "delivery": lambda ways: f"taught {either([DELIVERY_WORDS[way] for way in ways])} (or nobody has said how)",
    "topic": lambda topics: f"known to teach {either([Topic(topic).label.lower() for topic in topics])}",
    "study": lambda wishes: f"that say: {'; '.join(Wish(wish).label.lower() for wish in wishes)}",
    "unsaid": lambda _: "or have not said",
    "q": lambda words: f"matching “{words}”",
    "earnings_min": lambda dollars: f"with earnings of ${dollars:,} or more",
    "earnings_max": lambda dollars: f"with earnings of ${dollars:,} or less",
    "debt_min": lambda dollars: f"with debt of ${dollars:,} or more",
    "debt_max": lambda dollars: f"with debt of ${dollars:,} or less",
    "has": lambda figures: f"with published {' and '.join(figures)}",
    "listed": lambda _: "at schools listed or not",
}
"""Filter → how its value is said, in the order of a sentence."""

GROUPS = {
    "q": "Keyword",
    "level": "Level",
    "state": "State",
    "region": "Region",
    "control": "Kind of school",
    "delivery": "How it is taught",
    "size": "School size",
    "near": "Near",
    "topic": "Topics taught",
    "study": "While you work",
    "unsaid": "Not said",
    "earnings_min": "Earnings",
    "earnings_max": "Earnings",
    "debt_min": "Debt",
    "debt_max": "Debt",
    "has": "Figures",
    "listed": "Schools",
}
VALUE_WORDS = {
    "level": lambda value: DegreeLevel(value).label,
    "state": states.PLACES.get,
    "region": regions.NAMES.get,
    "delivery": lambda value: f"{DELIVERY_CHOICES[value]}, or not said",
    "control": lambda value: Control(value).label,
    "size": lambda value: SchoolSize(value).label,
    "near": lambda value: f"Within {str(value).removeprefix('within ')}",
    "topic": lambda value: Topic(value).label,
    "study": lambda value: Wish(value).label,
    "unsaid": KEPT_UNSAID.get,
    "earnings_min": lambda value: f"Earn ${int(value):,} or more",
    "earnings_max": lambda value: f"Earn ${int(value):,} or less",
    "debt_min": lambda value: f"Owe ${int(value):,} or more",
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
            "remove_url": _address_without(filterset, name, value),
        }
        for name, given in filterset.chosen.items()
        for value in (given if isinstance(given, list) else [given])
    ]


def _address_without(filterset, name, value):
    if name == "near":
        return address(filterset.without("near"))
    return address(filterset, without=[(name, str(value))])


REASONS_LEFT_OUT = {
    "study": "because the school has not said, as far as we have recorded",
    "size": "because the number of undergraduates is not published",
    "near": "because we do not know where exactly the school is",
}


def lacking_in_words(lacking):
    """Say of each filter how many programs it leaves out for want of a figure or a place."""
    return [
        f"{count_in_words(count)} of this search {'is' if count == 1 else 'are'} left out {REASONS_LEFT_OUT[name]}."
        for name, count in lacking.items()
    ]


def understood(filterset, asked):
    """Say what a sentence was taken to mean: its text, the labels of the filters read from it, and the way back.

    `asked` is the search as it came; where a typing error was mended, `filterset` has read the mended sentence.
    """
    parts = filterset.asked.parts or asked.asked.parts
    if not parts:
        return None
    return {
        "text": (filterset.asked.reading or asked.asked.reading).text,
        "labels": [part.label for part in parts],
        "exact_url": f"{reverse('programs:list')}?{asked.asked.exact_query_string()}",
    }


def questions(filterset, asked):
    """Ask what a sentence leaves open: the words in doubt, and for each meaning its label and the address of it."""
    return [
        {
            "text": text,
            "choices": [{"label": label, "url": address(filterset, **changes)} for label, changes in choices],
        }
        for text, choices in asked.asked.questions()
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

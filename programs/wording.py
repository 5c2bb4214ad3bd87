"""A search said in words: the sentence above its results, the chips of its filters, the ways out of an empty one."""

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, ngettext, ngettext_lazy, pgettext_lazy

from careerportal import pieces
from careerportal.taxonomy import regions, states
from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.sizes import SchoolSize
from careerportal.taxonomy.topics import Topic
from programs import vocabulary
from programs.filter_words import DELIVERY_CHOICES, HAS_CHOICES
from programs.working_adults import KEPT_UNSAID, Wish

LEVEL_WORDS = {
    "certificate": pgettext_lazy("before level", "undergraduate-certificate"),
    "associate": pgettext_lazy("before level", "associate"),
    "bachelors": pgettext_lazy("before level", "bachelor's"),
    "postbaccalaureate": pgettext_lazy("before level", "post-baccalaureate-certificate"),
    "masters": pgettext_lazy("before level", "master's"),
    "postmasters": pgettext_lazy("before level", "post-master's-certificate"),
    "graduate-certificate": pgettext_lazy("before level", "graduate-certificate"),
    "doctoral": pgettext_lazy("before level", "doctoral"),
    "professional": pgettext_lazy("before level", "professional-doctorate"),
}
"""Level → the word that stands before "level" in a sentence."""

CONTROL_WORDS = {
    "public": pgettext_lazy("before schools", "public"),
    "nonprofit": pgettext_lazy("before schools", "private nonprofit"),
    "for-profit": pgettext_lazy("before schools", "private for-profit"),
}

SIZE_WORDS = {
    "small": pgettext_lazy("before schools", "small"),
    "medium": pgettext_lazy("before schools", "medium"),
    "large": pgettext_lazy("before schools", "large"),
}

DELIVERY_WORDS = {
    "campus": pgettext_lazy("after taught", "on campus"),
    "online": pgettext_lazy("after taught", "online"),
    "hybrid": pgettext_lazy("after taught", "online and on campus"),
}

FIGURE_WORDS = {
    "earnings": pgettext_lazy("after published", "earnings"),
    "debt": pgettext_lazy("after published", "debt"),
}

NO_ARTICLE = ("new-england",)
"""Regions that a sentence names without "the"."""

MANY = 3
"""More values than this are counted, not named."""


def count_in_words(number):
    """Say "1 program" or "3,568 programs"."""
    return ngettext("%(number)s program", "%(number)s programs", number) % {"number": f"{number:,}"}


def months_in_words(number):
    """Say "1 month" or "24 months"."""
    return ngettext("%(number)s month", "%(number)s months", number) % {"number": f"{number:,}"}


def either(words):
    """Say "Texas", "Texas or Ohio", "Texas, Ohio or Iowa"."""
    *first, last = map(str, words)
    return gettext("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def describe(chosen):
    """Say what a search is narrowed to, as it follows "253 programs"; empty for all of them."""
    return "".join(f" {say(chosen[name])}" for name, say in PHRASES.items() if name in chosen)


def _places(codes):
    if len(codes) > MANY:
        return gettext("in %(number)s states") % {"number": len(codes)}
    return gettext("in %(places)s") % {"places": either([states.PLACES[code] for code in codes])}


def _regions(words):
    names = [
        regions.NAMES[word] if word in NO_ARTICLE else gettext("the %(region)s") % {"region": regions.NAMES[word]}
        for word in words
    ]
    return gettext("in %(places)s") % {"places": either(names)}


def _levels(levels):
    if len(levels) > MANY:
        return gettext("at %(number)s levels") % {"number": len(levels)}
    return gettext("at %(levels)s level") % {"levels": either([LEVEL_WORDS[level] for level in levels])}


def _at_schools(words):
    return lambda values: gettext("at %(kinds)s schools") % {"kinds": either([words[value] for value in values])}


def _dollars(sentence):
    return lambda value: sentence % {"dollars": f"${int(value):,}"}


def _taught(ways):
    said = either([DELIVERY_WORDS[way] for way in ways])
    return gettext("taught %(ways)s (or nobody has said how)") % {"ways": said}


def _teaching(topics):
    return gettext("known to teach %(topics)s") % {"topics": either([Topic(topic).label.lower() for topic in topics])}


def _saying(wishes):
    return gettext("that say: %(wishes)s") % {"wishes": "; ".join(Wish(wish).label.lower() for wish in wishes)}


def _published(figures):
    return gettext("with published %(figures)s") % {
        "figures": gettext(" and ").join(str(FIGURE_WORDS[one]) for one in figures)
    }


def _fields(codes):
    if len(codes) > MANY:
        return gettext("in %(number)s fields of study") % {"number": len(codes)}
    return gettext("in %(fields)s") % {"fields": either([_title_of(code) for code in codes])}


def _title_of(code):
    return vocabulary.current().title_of(code)


PHRASES = {
    "level": _levels,
    "field": _fields,
    "state": _places,
    "region": _regions,
    "control": _at_schools(CONTROL_WORDS),
    "size": _at_schools(SIZE_WORDS),
    "near": str,
    "delivery": _taught,
    "topic": _teaching,
    "study": _saying,
    "unsaid": lambda _: gettext("or have not said"),
    "q": lambda words: gettext("matching “%(words)s”") % {"words": words},
    "earnings_min": _dollars(gettext_lazy("with earnings of %(dollars)s or more")),
    "earnings_max": _dollars(gettext_lazy("with earnings of %(dollars)s or less")),
    "debt_min": _dollars(gettext_lazy("with debt of %(dollars)s or more")),
    "debt_max": _dollars(gettext_lazy("with debt of %(dollars)s or less")),
    "has": _published,
    "listed": lambda _: gettext("at schools listed or not"),
}
"""Filter → how its value is said, in the order of a sentence. Each is a phrase of its own that may follow any other."""

GROUPS = {
    "q": gettext_lazy("Keyword"),
    "level": gettext_lazy("Level"),
    "field": gettext_lazy("Field of study"),
    "state": gettext_lazy("State"),
    "region": gettext_lazy("Region"),
    "control": gettext_lazy("Kind of school"),
    "delivery": gettext_lazy("How it is taught"),
    "size": gettext_lazy("School size"),
    "near": gettext_lazy("Near"),
    "topic": gettext_lazy("Topics taught"),
    "study": gettext_lazy("While you work"),
    "unsaid": gettext_lazy("Not said"),
    "earnings_min": gettext_lazy("Earnings"),
    "earnings_max": gettext_lazy("Earnings"),
    "debt_min": gettext_lazy("Debt"),
    "debt_max": gettext_lazy("Debt"),
    "has": gettext_lazy("Figures"),
    "listed": gettext_lazy("Schools"),
}
VALUE_WORDS = {
    "level": lambda value: DegreeLevel(value).label,
    "field": _title_of,
    "state": states.PLACES.get,
    "region": regions.NAMES.get,
    "delivery": lambda value: gettext("%(way)s, or not said") % {"way": DELIVERY_CHOICES[value]},
    "control": lambda value: Control(value).label,
    "size": lambda value: SchoolSize(value).label,
    "near": capfirst,
    "topic": lambda value: Topic(value).label,
    "study": lambda value: Wish(value).label,
    "unsaid": KEPT_UNSAID.get,
    "earnings_min": _dollars(gettext_lazy("Earn %(dollars)s or more")),
    "earnings_max": _dollars(gettext_lazy("Earn %(dollars)s or less")),
    "debt_min": _dollars(gettext_lazy("Owe %(dollars)s or more")),
    "debt_max": _dollars(gettext_lazy("Owe %(dollars)s or less")),
    "has": HAS_CHOICES.get,
    "listed": lambda _: gettext("Listed or not"),
    "q": lambda value: f"“{value}”",
}


def address(filterset, **changes):
    """The address of a search."""
    query = filterset.query_string(**changes)
    return pieces.address("programs:list") + (f"?{query}" if query else "")


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


LEFT_OUT = {
    "study": ngettext_lazy(
        "%(programs)s of this search is left out because the school has not said, as far as we have recorded.",
        "%(programs)s of this search are left out because the school has not said, as far as we have recorded.",
        "count",
    ),
    "size": ngettext_lazy(
        "%(programs)s of this search is left out because the number of undergraduates is not published.",
        "%(programs)s of this search are left out because the number of undergraduates is not published.",
        "count",
    ),
    "field": ngettext_lazy(
        "%(programs)s of this search is left out because the federal files do not tell its field of study.",
        "%(programs)s of this search are left out because the federal files do not tell their fields of study.",
        "count",
    ),
    "near": ngettext_lazy(
        "%(programs)s of this search is left out because we do not know where exactly the school is.",
        "%(programs)s of this search are left out because we do not know where exactly the school is.",
        "count",
    ),
}


def lacking_in_words(lacking):
    """Say of each filter how many programs it leaves out for want of a figure or a place."""
    return [LEFT_OUT[name] % {"count": count, "programs": count_in_words(count)} for name, count in lacking.items()]


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
        "exact_url": f"{pieces.address('programs:list')}?{asked.asked.exact_query_string()}",
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
        "label": gettext("Without %(filter)s") % {"filter": GROUPS[search["name"]].lower()},
        "found": f"{count_in_words(search['count'])}{describe(filterset.chosen)}",
        "url": address(filterset),
        "count": search["count"],
    }

"""The words of the catalogue, for completing and correcting what people type. Kept until the data change."""

from bisect import bisect_left
from collections import Counter

from django.apps import apps
from django.core.cache import cache

from careerportal.sync import ledger
from careerportal.taxonomy.states import PLACES
from programs.query import normalise_name
from programs.search_index import LEVEL_WORDS
from programs.words import words_of

KEPT_SECONDS = 24 * 3600
SHORTEST_COMPLETED = 3


def words():
    """Return {word: how many programs' texts it stands in} over schools, titles, places and levels."""
    return _kept("vocabulary", _count_words)


def school_names():
    """Return the names that schools have or had, as programs.query compares them: a sentence keeps them as words."""
    return _kept("school-names", _read_school_names)


def synonyms():
    """Return {word: the terms that search treats like it}, as curators set them."""
    return _kept("synonyms", _read_synonyms)


def completions(beginning):
    """Return the known words that go on from a beginning of three letters or more, most frequent first."""
    if len(beginning) < SHORTEST_COMPLETED:
        return []
    ordered = _kept("vocabulary-in-order", lambda: sorted(words()))
    found = []
    for word in ordered[bisect_left(ordered, beginning) :]:
        if not word.startswith(beginning):
            break
        found.append(word)
    counts = words()
    return sorted((word for word in found if word != beginning), key=lambda word: -counts[word])


def _kept(name, make):
    return cache.get_or_set(f"{name}:{ledger.serial()}", make, KEPT_SECONDS)


def _count_words():
    counts = Counter()
    rows = (
        apps.get_model("programs", "Program")
        .objects.published()
        .values_list("title", "level", "school__name", "school__display_name", "school__former_names", "school__state")
    )
    for *texts, state in rows.iterator(chunk_size=2_000):
        title, level, *names = texts
        text = " ".join([title, LEVEL_WORDS.get(level, ""), *names, state, PLACES.get(state, "")])
        counts.update(set(words_of(text, most=None)))
    return dict(counts)


def _read_school_names():
    schools = apps.get_model("programs", "School").objects
    names = set()
    for name, display_name, former_names in schools.values_list("name", "display_name", "former_names"):
        names.update(normalise_name(text) for text in (name, display_name, *former_names.split(";")) if text.strip())
    return frozenset(names)


def _read_synonyms():
    groups = {}
    for synonym in apps.get_model("programs", "Synonym").objects.all():
        terms = [" ".join(words_of(term)) for term in synonym.alike.split(",")]
        groups.setdefault(" ".join(words_of(synonym.word)), []).extend(term for term in terms if term)
    return groups

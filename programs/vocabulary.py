"""The words of the catalogue, for understanding, completing and correcting what people type. Kept until data change."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.apps import apps
from django.db.models import Max

from careerportal.sync import kept, ledger
from careerportal.taxonomy.cip import field_of
from careerportal.taxonomy.states import PLACES
from programs.query import normalise_name
from programs.search_index import LEVEL_WORDS
from programs.words import words_of

SHORTEST_COMPLETED = 3


@dataclass(frozen=True)
class Vocabulary:
    """What the catalogue knows at one data serial."""

    counts: dict[str, int]
    """Word → how many programs' texts it stands in, over schools, titles, places and levels."""

    ordered: list[str]
    """The same words in alphabetical order."""

    school_names: frozenset[str]
    """The names that schools have or had, as programs.query compares them: a sentence keeps them as words."""

    synonyms: dict[str, list[str]]
    """Word → the terms that search treats like it, as curators set them."""

    fields: dict[str, str] = field(default_factory=dict)
    """CIP code → title of every field that programs are offered in, of four digits and of six."""

    @cached_property
    def fields_told_apart(self):
        """The fields of six digits alone."""
        return {code: title for code, title in self.fields.items() if code != field_of(code)}

    def title_of(self, code):
        """What a field is called; its code where no program is offered in it."""
        return self.fields.get(code, f"CIP {code}")

    def completions(self, beginning):
        """Return the known words that go on from a beginning of three letters or more, most frequent first."""
        if len(beginning) < SHORTEST_COMPLETED:
            return []
        found = []
        for word in self.ordered[bisect_left(self.ordered, beginning) :]:
            if not word.startswith(beginning):
                break
            if word != beginning:
                found.append(word)
        return sorted(found, key=lambda word: -self.counts[word])


def current():
    """Return the Vocabulary of the data as they are now."""
    return at(ledger.serial())


def at(serial):
    """Return the Vocabulary at a data serial."""
    return kept.at(serial, "vocabulary", _build)


def _build():
    counts = _count_words()
    return Vocabulary(counts, sorted(counts), _read_school_names(), _read_synonyms(), _read_fields())


def _read_fields():
    offered = apps.get_model("programs", "Program").objects.published().order_by("cip")
    return dict(offered.values_list("cip").annotate(Max("title")))


def _count_words():
    counts = Counter()
    rows = (
        apps.get_model("programs", "Program")
        .objects.published()
        .values_list(
            *("title", "level", "school__name", "school__display_name", "school__former_names", "school__city"),
            "school__state",
        )
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

"""The words that a page uses and a student may not know, each with its meaning.

A first glossary comes along in a file. Curators write their own wording of a word, or add a word: then theirs is read.
In another language a meaning is read in its translation, else in that of the file while the English is the file's, else
in English, and the page marks it as such.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import combining, normalize

from django.utils.translation import get_language

from careerportal.sync import kept, ledger
from careerportal.taxonomy.languages import ENGLISH
from careerportal.texts.models import GlossaryTerm
from careerportal.texts.reading import in_the_language_of_the_page

FILE = Path(__file__).parent / "glossary.json"
"""Its translations stand beside it: glossary.es.json has the term and the meaning of each key."""


@dataclass(frozen=True)
class Term:
    """One term, what it means in plain words, where the meaning comes from, and the language it is in."""

    key: str
    term: str
    meaning: str
    source: str = ""
    source_url: str = ""
    language: str = ""


class Glossary:
    """All terms in one language as the database has them, else the file."""

    def __init__(self, language):
        self._language = language
        written = {row.key: row for row in GlossaryTerm.everything.all()}
        ours = {key: _as_written(row) for key, row in written.items() if not row.is_withdrawn}
        # What a curator has withdrawn is no longer listed. A page that uses the word explains it as the file does.
        self._of = {entry.key: entry for entry in (self._speaking(one) for one in (first() | ours).values())}
        self.listed = tuple(
            sorted(
                (entry for key, entry in self._of.items() if key not in written or key in ours),
                key=lambda entry: _without_accents(entry.term).casefold(),
            )
        )

        self.version = hash(self.listed)

    def __getitem__(self, key):
        return self._of[key]

    def _speaking(self, entry):
        if self._language == ENGLISH:
            return entry
        said = {name: self._said(entry, name) for name in ("term", "meaning")}
        if None in said.values():
            return Term(**vars(entry) | {"language": ENGLISH})
        return Term(**vars(entry) | said)

    def _said(self, entry, name):
        english = getattr(entry, name)
        words, is_ours = in_the_language_of_the_page(english)
        if is_ours:
            return words
        known = first().get(entry.key)
        return (
            _translated(self._language).get(entry.key, {}).get(name) if known and english == vars(known)[name] else None
        )


def current(serial=None):
    """The Glossary of the page's language; read once until the data change. A page that is kept knows its serial."""
    language = get_language() or ENGLISH
    serial = ledger.serial() if serial is None else serial
    return kept.at(serial, f"glossary in {language}", lambda: Glossary(language))


@cache
def first():
    """{key: Term} of the file, in English."""
    return {entry["key"]: Term(**entry) for entry in json.loads(FILE.read_text(encoding="utf-8"))}


@cache
def _translated(language):
    return json.loads(FILE.with_suffix(f".{language}.json").read_text(encoding="utf-8"))


def _as_written(row):
    return Term(row.key, row.term, row.meaning, row.source, row.source_url)


def _without_accents(word):
    return "".join(letter for letter in normalize("NFKD", word) if not combining(letter))

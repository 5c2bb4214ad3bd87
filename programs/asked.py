"""What somebody asked for: the parameters as they came, and what their sentence was taken to mean.

"online mha in texas" is a sentence: it becomes the level, the state and the way of teaching that it names, and the
words that are left. What is chosen by hand outranks what the sentence says. `exact=1` takes the words as they stand.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext

from programs import query
from programs.filter_words import LONGEST_TEXT, NOT_A_TEXT
from programs.vocabulary import Vocabulary


@dataclass(frozen=True)
class Asked:
    """The parameters of a search before its sentence is understood, a QueryDict or a plain dict."""

    data: QueryDict | dict
    known: Callable[[], Vocabulary]
    """Gives the vocabulary that the sentence is read with; searches that derive from each other share one."""

    @property
    def is_exact(self):
        """The words are to be taken as they stand."""
        return bool(self.data.get("exact"))

    @cached_property
    def reading(self):
        """The programs.query.Reading of the sentence, or None where there is nothing in it but words."""
        text = self.data.get("q", "")
        if self.is_exact or not text.strip() or len(text) > LONGEST_TEXT or re.search(NOT_A_TEXT, text):
            return None
        known = self.known()
        reading = query.read(text, known.school_names, known.fields_told_apart)
        return reading if reading.understood or reading.unclear or reading.near_me else None

    @property
    def parts(self):
        """What of the sentence became filters: the parts that nothing chosen by hand outranks."""
        return [part for part in self.reading.understood if part.parameter not in self.data] if self.reading else []

    @property
    def is_near_me(self):
        """The sentence asks for programs close by, and nothing says where that is."""
        return bool(self.reading and self.reading.near_me and "near" not in self.data)

    def understood(self):
        """Return the parameters with what the sentence was taken to mean in its place."""
        if self.reading is None:
            return self.data
        told = self._copy()
        for part in self.parts:
            told.appendlist(part.parameter, str(part.value))
        told.pop("q")
        if words := self._words():
            told["q"] = words
            told["exact"] = "1"
        return told

    def exact_query_string(self):
        """The address of the same search with the words taken as they stand."""
        told = self._copy()
        told["exact"] = "1"
        return told.urlencode()

    def questions(self):
        """What the sentence leaves open, such as "under 30k": [(its text, [(label, parameters), …]), …]."""
        if self.reading is None:
            return []
        return [
            (
                question.text,
                [
                    (
                        gettext(" and ").join(str(part.label) for part in choice),
                        {part.parameter: part.value for part in choice},
                    )
                    for choice in question.choices
                ],
            )
            for question in self.reading.unclear
        ]

    def _words(self):
        """The words left to search for, without those that could mean two things: the page asks which."""
        words = self.reading.words
        for question in self.reading.unclear:
            words = words.replace(question.text, " ", 1)
        return " ".join(words.split())

    def _copy(self):
        if isinstance(self.data, QueryDict):
            return self.data.copy()
        return QueryDict(urlencode(self.data, doseq=True), mutable=True)

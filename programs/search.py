"""Words to programs: a student's text becomes a condition on the full-text index.

Every word must be found, in any field, as itself or as a word that curators hold to be alike (Synonym). The last word,
which may still be being typed, is also found as a beginning. What comes back is an ordinary queryset that composes with
filters, ordering and pagination.
"""

import json
from functools import cached_property

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import RawSQL

from careerportal.sync.reading import connection
from programs import vocabulary
from programs.words import words_of

MOST_COMPLETIONS = 20
"""Known words that the last word may be the beginning of, most frequent first."""

RANK_SCHOOL, RANK_ELSEWHERE = 0, 1


class TextQuery:
    """A student's text, put to the index: the condition that programs must meet, and how well they meet it.

    `known` is the catalogue's vocabulary.Vocabulary; without it the current one is fetched when it is needed.
    """

    def __init__(self, text, known=None):
        self.text = text
        self.words = words_of(text)
        self._known = known

    @cached_property
    def condition(self):
        """The Q that narrows programs to those in which every word of the text is found.

        All programs pass an empty text; none passes a text without a single letter or digit.
        """
        if not self.text.strip():
            return Q()
        if not self.words:
            return Q(pk__in=[])
        return Q(pk__in=_matching_ids(self._groups))

    @property
    def rank(self):
        """An expression that is lower the better a program matches: all words in the school's name come first."""
        if not self.words:
            return Value(RANK_SCHOOL, output_field=IntegerField())
        in_school = Q(pk__in=_matching_ids(self._groups, field="school"))
        return Case(When(in_school, then=RANK_SCHOOL), default=RANK_ELSEWHERE, output_field=IntegerField())

    @property
    def matches(self):
        """What is put to the index: all words anywhere, and all in the school's name. Of no words, nothing."""
        return (_match(self._groups), _match(self._groups, field="school")) if self.words else ()

    @cached_property
    def known(self):
        return self._known or vocabulary.current()

    def alike(self, word):
        """The terms that curators hold to be like a word."""
        return self.known.synonyms.get(word, ())

    @cached_property
    def _groups(self):
        """For each word the terms that may stand for it, as (term, is_prefix); a term may be several words."""
        groups = [[(word, False), *((term, False) for term in self.alike(word))] for word in self.words]
        last = self.words[-1]
        # Stored words are stemmed, and a beginning longer than the stem ("universi") begins none of them.
        completions = self.known.completions(last)[:MOST_COMPLETIONS]
        groups[-1] += [(last, True), *((word, False) for word in completions)]
        return groups


def ids_of(matches):
    """Return two lists of program ids, of all matches and of those in the school's name; as lists, not row by row."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTS[connection.vendor], dict(zip(("everywhere", "in_school"), matches, strict=True)))
        return [json.loads(ids) for ids in cursor.fetchone()]


def _matching_ids(groups, field=None):
    return RawSQL(_IDS[connection.vendor], [_match(groups, field)])  # noqa: S611 - the statement is a constant below


def _match(groups, field=None):
    return _MATCHES[connection.vendor](groups, field)


def _sqlite_match(groups, field):
    """FTS5: every term is quoted, so that no text is ever syntax."""
    clauses = [" OR ".join(f'"{term}"{"*" if is_prefix else ""}' for term, is_prefix in group) for group in groups]
    match = " AND ".join(f"({clause})" for clause in clauses)
    return f"{field} : ({match})" if field else match


def _postgresql_match(groups, field):
    """to_tsquery: terms are letters and digits only; a term of several words is a phrase."""
    weight = {"school": "A", None: ""}[field]

    def lexeme(term, is_prefix):
        suffix = ("*" if is_prefix else "") + weight
        return "(" + " <-> ".join(f"'{word}'" + (f":{suffix}" if suffix else "") for word in term.split()) + ")"

    return " & ".join("(" + " | ".join(lexeme(*term) for term in group) + ")" for group in groups)


_MATCHES = {"sqlite": _sqlite_match, "postgresql": _postgresql_match}
_IDS = {
    "sqlite": "SELECT rowid FROM program_search WHERE program_search MATCH %s",
    "postgresql": "SELECT program_id FROM program_search WHERE document @@ to_tsquery('portal', %s)",
}
_LISTS = {
    "sqlite": """
        SELECT (SELECT json_group_array(rowid) FROM program_search WHERE program_search MATCH %(everywhere)s),
            (SELECT json_group_array(rowid) FROM program_search WHERE program_search MATCH %(in_school)s)
    """,
    "postgresql": """
        SELECT coalesce(json_agg(program_id), '[]')::text,
            coalesce(json_agg(program_id) FILTER (WHERE document @@ to_tsquery('portal', %(in_school)s)), '[]')::text
        FROM program_search WHERE document @@ to_tsquery('portal', %(everywhere)s)
    """,
}
"""The two lists as JSON: a hundred thousand ids come as one text, not as rows. PostgreSQL finds both in one reading."""

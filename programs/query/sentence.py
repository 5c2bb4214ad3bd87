"""A sentence as tokens, each of which ends up as a filter, as a word to search for, or as filler."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from programs.query.reading import ONE, Understood

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?[kK]?(?![^\W_])"
LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
TOKEN = re.compile(rf"{NUMBER}|{LETTER}+(?:['’‘`´ʼ&]{LETTER}+)*")
APOSTROPHES = re.compile("['’‘`´ʼ]")
PARTING = re.compile(r"[,;|/:()\[\]{}\"“”]")
"""Signs between two tokens that keep them from being one phrase."""


class Use(Enum):
    """What becomes of a token."""

    FREE = "not looked at yet"
    KEPT = "a word to search for, whatever else it could mean"
    TAKEN = "read as a filter"
    FILLER = "says nothing that could be searched for"


@dataclass(frozen=True)
class Token:
    """A word or a number. `key` is its plain form: lower case, no accents, no apostrophes. `gap` stood before it."""

    text: str
    key: str
    start: int
    end: int
    gap: str

    @property
    def is_joined(self):
        """It may form a phrase with the token before it."""
        return not PARTING.search(self.gap)

    @property
    def follows_comma(self):
        return "," in self.gap


def printable(text):
    """The text with a space for each control, format or undefined character; it keeps its length."""
    return "".join(character if character.isprintable() else " " for character in text)


def word_set(text):
    """A set of words, written as one text."""
    return frozenset(text.split())


def key_of(word):
    """The plain form of a word: lower case, without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", word).casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


def tokens_of(text):
    """Return the tokens of a printable text."""
    tokens, end = [], 0
    for match in TOKEN.finditer(text):
        tokens.append(Token(match[0], key_of(match[0]), match.start(), match.end(), text[end : match.start()]))
        end = match.end()
    return tokens


def normalise_name(name):
    """A school's name in the form in which `read` compares names."""
    return " ".join(token.key for token in tokens_of(printable(name)))


class Sentence:
    """The tokens of a text and what has become of each."""

    def __init__(self, text):
        self.text = printable(text)
        self.tokens = tokens_of(self.text)
        self.keys = [token.key for token in self.tokens]
        self.uses = [Use.FREE] * len(self.tokens)
        self.understood = []
        self.named = set()
        self.unclear = []
        self.near_me = False
        letters = [token.text for token in self.tokens if token.text.isalpha()]
        self.is_mixed_case = any(word != word.upper() for word in letters)

    def __len__(self):
        return len(self.tokens)

    def key(self, index):
        """The key of a token, or "" beyond either end."""
        return self.keys[index] if 0 <= index < len(self) else ""

    def is_word(self, index):
        """A token that is going to be searched for, as far as is known."""
        return 0 <= index < len(self) and self.uses[index] in (Use.FREE, Use.KEPT)

    def is_free(self, start, end):
        return all(use is Use.FREE for use in self.uses[start:end])

    def is_upper(self, index):
        """Typed in capitals in a text that is not all in capitals."""
        return self.is_mixed_case and self.tokens[index].text.isupper()

    def are_joined(self, start, end):
        """No comma, slash or bracket parts the tokens from start to end."""
        return all(token.is_joined for token in self.tokens[start + 1 : end])

    def span(self, start, end):
        """Where tokens stand in the text, with the dollar sign before and the plus sign after a number."""
        first, last = self.tokens[start].start, self.tokens[end - 1].end
        if first and self.text[first - 1] in "$<>≤≥":
            first -= 1
        if self.text[last : last + 1] == "+":
            last += 1
        return first, last

    def parts(self, start, end, wishes):
        """The wishes (parameter, value, label) as read from these tokens."""
        first, last = self.span(start, end)
        return tuple(Understood(self.text[first:last], *wish, first, last) for wish in wishes)

    def take(self, start, end, wishes):
        """Read tokens as filters. A filter that was named before is not named twice."""
        self.uses[start:end] = [Use.TAKEN] * (end - start)
        for part in self.parts(start, end, wishes):
            if (part.parameter, part.value) not in self.named:
                self.named.add((part.parameter, part.value))
                self.understood.append(part)

    def keep(self, start, end):
        """Leave tokens to the text search, whatever else they could mean."""
        for index in range(max(start, 0), end):
            if self.uses[index] is Use.FREE:
                self.uses[index] = Use.KEPT

    def drop(self, start, end):
        """Hold tokens for filler."""
        self.uses[start:end] = [Use.FILLER] * (end - start)

    def find(self, phrases):
        """Yield (start, end, meaning) of the free phrases of a Phrases table, from left to right, longest first."""
        index = 0
        while index < len(self):
            found = phrases.at(self, index)
            if found:
                yield index, *found
                index = found[0]
            else:
                index += 1

    def as_understood(self):
        """What was understood, in the order of the text; of filters with one value the last that was typed."""
        parts = sorted(self.understood, key=lambda part: part.start)
        last = {part.parameter: part for part in parts if part.parameter in ONE}
        return tuple(part for part in parts if last.get(part.parameter, part) is part)

    def words(self):
        """The text to search for: runs of kept tokens as they were typed."""
        runs = []
        for index, token in enumerate(self.tokens):
            if not self.is_word(index):
                continue
            if runs and runs[-1][1] == index - 1:
                runs[-1][1:] = [index, token.end]
            else:
                runs.append([token.start, index, token.end])
        return " ".join(" ".join(self.text[start:end].split()) for start, _, end in runs)


class Phrases:
    """A table of phrases and their meanings: Phrases({"on campus": …}). Keys are written as people say them."""

    def __init__(self, meanings):
        self.meanings = {tuple(phrase.split()): meaning for phrase, meaning in meanings.items()}
        self.longest = {}
        for phrase in self.meanings:
            self.longest[phrase[0]] = max(self.longest.get(phrase[0], 0), len(phrase))

    def __iter__(self):
        return iter(self.meanings)

    def at(self, sentence, index):
        """Return (end, meaning) of the longest free phrase that begins at a token, or None."""
        longest = self.longest.get(sentence.keys[index], 0)
        for end in range(min(index + longest, len(sentence)), index, -1):
            phrase = tuple(sentence.keys[index:end])
            if phrase in self.meanings and sentence.is_free(index, end) and sentence.are_joined(index, end):
                return end, self.meanings[phrase]
        return None

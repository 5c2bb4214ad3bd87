"""What a student's sentence was taken to mean: filters, and the words that are left for the text search."""

from dataclasses import dataclass
from urllib.parse import urlencode

SEVERAL = ("level", "field", "state", "region", "control", "delivery")
"""Filters of which several values may be chosen at once."""

ONE = ("earnings_min", "earnings_max", "debt_min", "debt_max", "sort")
"""Filters with one value."""


@dataclass(frozen=True)
class Understood:
    """One filter read from the sentence. `text` is what was typed, from `start` to `end`; `label` names the chip."""

    text: str
    parameter: str
    value: str | int
    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Question:
    """Something that could mean two things, such as "under 30k". The page may ask; `choices` are its readings."""

    text: str
    start: int
    end: int
    choices: tuple[tuple[Understood, ...], ...]


@dataclass(frozen=True)
class Reading:
    """A sentence and what it was taken to mean. `text` is the sentence exactly as typed, so nothing is lost."""

    text: str
    words: str
    understood: tuple[Understood, ...] = ()
    unclear: tuple[Question, ...] = ()
    near_me: bool = False
    """The student asked for schools close by; only a ZIP code or a city can say where that is."""

    def _several(self, parameter):
        return tuple(part.value for part in self.understood if part.parameter == parameter)

    def _one(self, parameter):
        return next(iter(self._several(parameter)), None)

    @property
    def level(self):
        return self._several("level")

    @property
    def field(self):
        return self._several("field")

    @property
    def state(self):
        return self._several("state")

    @property
    def region(self):
        return self._several("region")

    @property
    def control(self):
        return self._several("control")

    @property
    def delivery(self):
        return self._several("delivery")

    @property
    def earnings_min(self):
        return self._one("earnings_min")

    @property
    def earnings_max(self):
        return self._one("earnings_max")

    @property
    def debt_min(self):
        return self._one("debt_min")

    @property
    def debt_max(self):
        return self._one("debt_max")

    @property
    def sort(self):
        return self._one("sort")

    @property
    def parameters(self):
        """The filters alone, {parameter: tuple of values or one value}, those that the sentence names."""
        named = {part.parameter for part in self.understood}
        return {name: getattr(self, name) for name in (*SEVERAL, *ONE) if name in named}

    def query_string(self, without=None):
        """The page's parameters for this reading; `without` leaves out one understood part, as its chip does."""
        pairs = [("q", self.words)] if self.words else []
        kept = [part for part in self.understood if part != without]
        for name in (*SEVERAL, *ONE):
            pairs += [(name, part.value) for part in kept if part.parameter == name]
        return urlencode(pairs, errors="replace")

    def exact_query_string(self):
        """The page's parameters for "Search for exactly these words instead"."""
        return urlencode({"q": self.text, "exact": 1}, errors="replace")

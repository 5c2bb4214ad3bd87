"""Where "near me" is: a ZIP code or a city becomes coordinates, from data that come along."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import zipcodes
from django.utils.translation import ngettext

from careerportal.taxonomy import states

LONGEST_TEXT = 60
USUAL_MILES = 50
MOST_MILES = 500
KEPT_PLACES = 2_000
"""Places that a process remembers. The ZIP codes themselves take some 57 MB in each process that was ever asked for
one, and a quarter of a second the first time."""

ZIP = re.compile(r"([0-9]{5})(-[0-9]{4})?")
SHORT_WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
CODES = {name.lower(): code for code, name in states.PLACES.items()} | {code.lower(): code for code in states.PLACES}
LONGEST_STATE = 4
"""Words of the longest name of a state or territory."""


@dataclass(frozen=True)
class Place:
    """A point that a person named: "Denton, TX", or "Denton, TX 76201"."""

    label: str
    latitude: float
    longitude: float

    def __str__(self):
        return self.label


@dataclass(frozen=True)
class Surroundings:
    """All that lies within some miles of a place, in a straight line."""

    place: Place
    miles: int

    def __str__(self):
        said = ngettext("within %(number)s mile of %(place)s", "within %(number)s miles of %(place)s", self.miles)
        return said % {"number": self.miles, "place": self.place}


@lru_cache(KEPT_PLACES)
def find(text):
    """Return the Place that a text names: five digits, or a city and its state. None where we know none."""
    text = " ".join(text.split())
    if len(text) > LONGEST_TEXT:
        return None
    if zip_code := ZIP.fullmatch(text):
        return _of_zip(zip_code[1])
    return _of_city(text)


def _of_zip(zip_code):
    known = [entry for entry in zipcodes.matching(zip_code) if _is_on_the_map(entry)]
    if not known:
        return None
    return Place(f"{known[0]['city']}, {known[0]['state']} {zip_code}", *_middle(known))


def _of_city(text):
    city, state = _parted(text)
    if not city or state is None:
        return None
    entries = [entry for entry in zipcodes.filter_by(state=state) if _is_on_the_map(entry)]
    for names_of in (lambda entry: [entry["city"]], lambda entry: entry["acceptable_cities"]):
        found = [entry for entry in entries if city in map(_plain, names_of(entry))]
        if found:
            return Place(f"{_name_among(found, city)}, {state}", *_middle(found))
    return None


def _parted(text):
    """Split "Denton, TX", "denton tx" or "Denton, Texas" into the city's plain name and the state's code."""
    city, comma, state = text.rpartition(",")
    if comma:
        return _plain(city), CODES.get(" ".join(state.split()).lower().rstrip("."))
    words = text.split()
    for count in range(1, min(LONGEST_STATE, len(words) - 1) + 1):
        if code := CODES.get(" ".join(words[-count:]).lower()):
            return _plain(" ".join(words[:-count])), code
    return "", None


def _plain(name):
    """A city's name without spaces, signs and accents: "St. Louis" and "Saint Louis", "O'Fallon" and "O Fallon"."""
    letters = unicodedata.normalize("NFKD", name.lower())
    words = re.findall(r"[^\W_]+", "".join(letter for letter in letters if not unicodedata.combining(letter)))
    return "".join(SHORT_WORDS.get(word, word) for word in words)


def _name_among(entries, city):
    names = [name for entry in entries for name in (entry["city"], *entry["acceptable_cities"])]
    return next(name for name in names if _plain(name) == city)


def _is_on_the_map(entry):
    """Military addresses abroad have no coordinates, and are in no state."""
    return entry["state"] in states.PLACES and float(entry["lat"] or 0) != 0


def _middle(entries):
    """The middle of the ZIP codes of a place: of those with streets, where there are any."""
    entries = [entry for entry in entries if entry["zip_code_type"] == "STANDARD"] or entries
    points = [(float(entry["lat"]), float(entry["long"])) for entry in entries]
    return tuple(round(sum(values) / len(values), 4) for values in zip(*points, strict=True))

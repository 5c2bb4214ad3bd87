"""Finding a place by its name: "portland", "akron oh", "new hampshire". A pure function; it asks no database."""

import re
import unicodedata

from rapidfuzz import fuzz, process

from careerportal.taxonomy import states

KINDS = ("nation", "state", "territory", "metropolitan", "nonmetropolitan")
"""The order in which equally good places stand."""

MOST_NEAR, NEAR_ENOUGH = 5, 72
"""How many places a misspelled name offers, and how like they must be (0 to 100)."""


def words_of(text):
    """Return the plain lower-case words of a text: "Peñuelas, PR" is penuelas and pr."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)


def find(text, areas):
    """Return the areas in whose name or state every word of the text begins a word: the best first."""
    words = words_of(text)
    if not words:
        return []
    found = [(rank, area) for area in areas if (rank := _rank(words, area)) is not None]
    return [area for _, area in sorted(found, key=lambda pair: (*pair[0], pair[1].title))]


def find_near(text, areas):
    """Return the areas whose names are most like a misspelled one."""
    names = {number: " ".join(words_of(area.title)) for number, area in enumerate(areas)}
    near = process.extract(
        " ".join(words_of(text)), names, scorer=fuzz.WRatio, limit=MOST_NEAR, score_cutoff=NEAR_ENOUGH
    )
    return [areas[number] for _, _, number in near]


def _rank(words, area):
    """How well a place fits, lower is better; None when a word is missing. A place's own name outweighs its state's."""
    title = words_of(area.title)
    state = [] if area.state == "" else [*words_of(states.PLACES[area.state]), area.state.lower()]
    if not all(any(known.startswith(word) for known in (*title, *state)) for word in words):
        return None
    is_whole = " ".join(words) == " ".join(title)
    is_by_name = all(any(known.startswith(word) for known in title) for word in words)
    return (not is_whole, not is_by_name, KINDS.index(area.kind))

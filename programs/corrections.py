"""A search that found nothing because of a typing error: the same search with the error mended."""

from dataclasses import dataclass

from programs import spelling


@dataclass(frozen=True)
class Correction:
    """What was searched for instead of what was typed, and the address of the search for the words as typed."""

    typed: str
    meant: str
    exact_query_string: str


def corrected(found):
    """Return (Found, Correction) of the mended search where it finds something, else (the same Found, None)."""
    filterset = found.filterset
    typed = filterset.chosen.get("q")
    if not typed or filterset.asked.is_exact or found.count():
        return found, None
    suggestion = spelling.suggest(typed, filterset.asked.known().counts)
    if suggestion is None:
        return found, None
    mended = found.of(filterset.asking(suggestion.text))
    if not mended.count():
        return found, None
    return mended, Correction(typed, suggestion.text, filterset.asked.exact_query_string())

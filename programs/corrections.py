"""A search that found nothing because of a typing error: the same search with the error mended."""

from dataclasses import dataclass

from programs import spelling


@dataclass(frozen=True)
class Correction:
    """What was searched for instead of what was typed, and the address of the search for the words as typed."""

    typed: str
    meant: str
    exact_query_string: str


def corrected(filterset):
    """Return (filterset, Correction) of the mended search where it finds something, else (the same filterset, None)."""
    typed = filterset.chosen.get("q")
    if not typed or filterset.asked.is_exact or filterset.matches.exists():
        return filterset, None
    suggestion = spelling.suggest(typed, filterset.asked.known().counts)
    if suggestion is None:
        return filterset, None
    mended = filterset.asking(suggestion.text)
    if not mended.matches.exists():
        return filterset, None
    return mended, Correction(typed, suggestion.text, filterset.asked.exact_query_string())

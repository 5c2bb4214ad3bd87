"""Which format an answer has: what `?format=` or the Accept header asks for, or 406."""

from django.http.request import MediaType
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.utils.mediatypes import media_type_matches

WORD = "format"


class Negotiation(BaseContentNegotiation):
    """The word in the address, or by Accept what the reader likes best; a format we do not have is said to be that.

    How much a format is liked says the narrowest range that it is in, as RFC 9110 has it: of
    `text/csv;q=0.5, */*;q=0.1` the first for CSV, the second for all others. Of what is liked alike, what is named
    comes before what is only in a range, and then our own order decides.
    """

    def select_parser(self, request, parsers):
        return None  # Nothing is read: the API is read-only.

    def select_renderer(self, request, renderers, format_suffix=None):
        if request.method == "OPTIONS":
            return renderers[0], renderers[0].media_type  # What an address allows is told in one way.
        if word := request.query_params.get(WORD):
            chosen = next((renderer for renderer in renderers if renderer.format == word), None)
        else:
            chosen = liked_best(request.META.get("HTTP_ACCEPT", ""), renderers)
        if chosen is None:
            raise not_ours(renderer.media_type for renderer in renderers)
        return chosen, chosen.media_type


def liked_best(accept, renderers):
    """Return the renderer of the format that an Accept header asks for, or None where we have none of its formats."""
    ranges = [MediaType(text) for text in accept.split(",") if text.strip()] or [MediaType("*/*")]
    best, best_by = None, (0, 0)
    for renderer in renderers:
        held_by = [one for one in ranges if media_type_matches(renderer.media_type, str(one))]
        narrowest = max(held_by, key=lambda one: one.specificity, default=None)
        if narrowest and narrowest.quality and (by := (narrowest.quality, narrowest.specificity)) > best_by:
            best, best_by = renderer, by
    return best


def not_ours(media_types):
    """Return the refusal of every other format than these."""
    return NotAcceptable(f"This address answers in {', '.join(dict.fromkeys(media_types))} only.")

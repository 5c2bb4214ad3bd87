"""Which format an answer has: what `?format=` or the Accept header asks for, or 406."""

from django.http import Http404
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation


class Negotiation(DefaultContentNegotiation):
    """The word in the address, or REST framework's own choice by Accept; a format we do not have is said to be that."""

    def select_renderer(self, request, renderers, format_suffix=None):
        if request.method == "OPTIONS":
            return renderers[0], renderers[0].media_type  # What an address allows is told in one way.
        if word := request.query_params.get(self.settings.URL_FORMAT_OVERRIDE):
            for renderer in renderers:
                if renderer.format == word:
                    return renderer, renderer.media_type
        formats = ", ".join(dict.fromkeys(renderer.media_type for renderer in renderers))
        try:
            return super().select_renderer(request, renderers, format_suffix)
        except (Http404, NotAcceptable):
            raise NotAcceptable(f"This address answers in {formats} only.") from None

"""Which format an answer has: what `?format=` or the Accept header asks for, or 406."""

from django.http import Http404
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation


class Negotiation(DefaultContentNegotiation):
    """REST framework's own choice, except that a format we do not have is said to be that."""

    def select_renderer(self, request, renderers, format_suffix=None):
        formats = ", ".join(dict.fromkeys(renderer.media_type for renderer in renderers))
        try:
            return super().select_renderer(request, renderers, format_suffix)
        except (Http404, NotAcceptable):
            raise NotAcceptable(f"This address answers in {formats} only.") from None

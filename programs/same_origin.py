"""Forms that need no token: taken from our own pages alone, as the browser itself says where a request comes from.

A token would need a cookie of its own and a page made for each reader; ours are kept as finished bytes for everybody.
Browsers name the origin of every form they send, and no page can make them say another (RFC 6454; Fetch Metadata), so
a form on a stranger's page is told from ours without either.
"""

from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

SAFE = ("GET", "HEAD", "OPTIONS")


def from_our_own_pages(view):
    """Refuse what would write, unless one of our own pages has sent it."""

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method not in SAFE and not is_ours(request):
            raise PermissionDenied(gettext("This form was not sent from one of our own pages."))
        return view(request, *args, **kwargs)

    return guarded


def is_ours(request):
    """Say whether the browser vouches that one of our own pages sent the request; without a word of it, no."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    # Older browsers, and addresses without TLS: the origin, or else the page that led here.
    origin = request.headers.get("Origin") or _origin_of(request.headers.get("Referer", ""))
    return origin in (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)


def _origin_of(address):
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"

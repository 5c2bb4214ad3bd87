"""Answers that a reader has already: known by the data serial, and said with 304 before anything is looked up.

What the API answers depends on the data, the code, the day and the request alone, so its validator (ETag) can be told
from these without building the answer. Known serials cost no query: see careerportal.sync.freshness.
"""

from datetime import timedelta
from hashlib import blake2b

from django.http import HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe

from careerportal.sync import kept, kept_pages, ledger
from careerportal.sync.models import Change

CACHING = "public, no-cache"
"""Caches may keep an answer and must ask each time whether it still holds."""

VARIES_BY = ("Accept", "Accept-Encoding", "Authorization")
SETTLED = timedelta(seconds=1)
"""A time of change is told once it is so long past: HTTP tells times by the second, and two changes may share one."""


def serial_of(request):
    """Where the data stood when the request came: asked for before anything is read."""
    request = getattr(request, "_request", request)
    if not hasattr(request, "data_serial"):
        request.data_serial = ledger.serial()
    return request.data_serial


def etag_of(request):
    """The validator of the answer to a request."""
    asked = (
        kept_pages.build(), serial_of(request), timezone.localdate(), request.scheme, request.get_host(),
        request.get_full_path(), request.META.get("HTTP_ACCEPT"),
    )  # fmt: skip
    return f'W/"{blake2b(repr(asked).encode(), digest_size=16).hexdigest()}"'


def not_modified(request):
    """Return 304 where the reader says by If-None-Match that it has this very answer, else None.

    Whoever calls it has already made sure that the reader may ask.
    """
    if request.method not in ("GET", "HEAD") or "HTTP_IF_NONE_MATCH" not in request.META:
        return None
    has = {tag.strip() for tag in request.META["HTTP_IF_NONE_MATCH"].split(",")}
    return stamp(request, HttpResponseNotModified()) if etag_of(request) in has else None


def not_modified_since(request):
    """Return 304 where the reader names a time and nothing has changed since, else None.

    A time proves nothing of the address: it is asked only where the answer would be a good one. Whoever shows a
    validator was answered before.
    """
    if request.method not in ("GET", "HEAD") or "HTTP_IF_NONE_MATCH" in request.META:
        return None
    since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    changed = changed_at(serial_of(request))
    if since is None or not changed or changed.timestamp() >= since + 1:
        return None
    return stamp(request, HttpResponseNotModified())


def unchanged(request):
    """Return 304 where the reader has this very answer, by its validator or by its time, else None."""
    return not_modified(request) or not_modified_since(request)


def answered(request, response):
    """Return a good answer with its validators, or 304 in its place where nothing changed since the reader's time."""
    return not_modified_since(request) or stamp(request, response)


def stamp(request, response):
    """Give an answer its validators, and say for whom caches may keep it."""
    response["ETag"] = etag_of(request)
    changed = changed_at(serial_of(request))
    if changed and timezone.now() - changed > SETTLED:
        response["Last-Modified"] = http_date(changed.timestamp())
    response["Cache-Control"] = CACHING
    patch_vary_headers(response, VARIES_BY)
    return response


def changed_at(serial):
    """When the data came to a serial; 0 where nothing was ever recorded."""
    return serial and kept.at(serial, "time of the newest change", lambda: _time_of(serial))


def _time_of(serial):
    return Change.objects.filter(serial=serial).values_list("at", flat=True).first()

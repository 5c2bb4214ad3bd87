"""Requests that were answered before, letter for letter, and what they were answered: the fast lane of kept pages.

Browsers, feed readers and CDNs ask the same again and again. Such a request is known by its address and by the headers
that a page may read. While the data stand where they stood it gets the same page, or hears "not modified", before its
address is looked up, its query string taken apart or its session thought of.
"""

from typing import NamedTuple

from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified

from careerportal.sync import kept, kept_pages

MOST_KNOWN = 5_000
"""Requests that a process knows, half a kilobyte each."""

HEADERS = (
    *("Host", "Cookie", "Accept-Encoding", "Accept-Language"),
    *("HX-Request", "HX-Boosted", "HX-History-Restore-Request"),
    *("If-Match", "If-Unmodified-Since"),
)
"""All that a page may read of a request besides its address. A page that varies by another header is never known."""

_MAY_VARY = {header.lower() for header in HEADERS}
_READ = tuple("HTTP_" + header.upper().replace("-", "_") for header in HEADERS)
_REPEATED = ("ETag", "Cache-Control", "Vary", "Content-Language")

_known = {}


class Answer(NamedTuple):
    """What a request was answered: at which kept_pages.state(), the kept page's key, and the headers for its reader."""

    state: tuple
    key: str
    headers: dict


def answer_at_once(get_response):
    """Middleware: answer what is known. It stands outside of sessions, and inside of what every answer must carry."""

    def middleware(request):
        words = _words_of(request)
        answer = _known.get(words)
        if answer and answer.state == kept_pages.state() and (response := _again(request, answer)):
            return response
        response = get_response(request)
        if page := getattr(response, "kept_page", None):
            _remember(words, page, response)
        return response

    return middleware


def forget():
    """Know no request, as after a restart."""
    _known.clear()


def _words_of(request):
    meta = request.META
    return (request.method, request.scheme, request.path, meta.get("QUERY_STRING"), *map(meta.get, _READ))


def _again(request, answer):
    """The same answer once more; None where the reader holds an older page, or ours is no longer kept."""
    held = request.META.get("HTTP_IF_NONE_MATCH")
    if held is None:
        page = caches["pages"].get(answer.key)
        response = HttpResponse(page["content"], headers=page["headers"] | answer.headers) if page else None
    else:
        response = HttpResponseNotModified(headers=answer.headers) if held == answer.headers["ETag"] else None
    if response:
        response.was_kept = True  # Counted where METRICS=true.
    return response


def _remember(words, page, response):
    varies = filter(None, (name.strip().lower() for name in response.get("Vary", "").split(",")))
    if response.status_code in (200, 304) and _MAY_VARY.issuperset(varies):
        headers = {name: response[name] for name in _REPEATED if name in response}
        kept.put(_known, {words: Answer(*page, headers)}, MOST_KNOWN)

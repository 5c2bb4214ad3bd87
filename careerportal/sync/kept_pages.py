"""Pages kept as finished bytes until the data or the code change, and answered with 304 where the reader has them.

The data serial stands before everything. It gives the page its validator (ETag), so a browser or CDN that asks again
hears "not modified" without any more work; and it is part of the key under which the page is kept, so that no page
outlives the data it shows.
"""

import gzip
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import urlencode

from careerportal.sync import ledger
from careerportal.sync.reading import connection

KEPT_SECONDS = 24 * 3600
OURS = ("careerportal", "certification", "programs", "salaries", "templates")
LONGEST_QUERY = 4_000
"""A longer query string is nothing that a student asked (a full shortlist takes 3,000), and no page repeats it."""

PERSONAL = ("messages", settings.SESSION_COOKIE_NAME)
"""Cookies that only staff have: with one of them a page may greet its reader, and is neither kept nor taken."""


def until_change(what_it_reads, parameters=()):
    """Keep a view's answers. `what_it_reads(request)` returns all of a request that the page depends on but its host.

    Of its query string a kept page may repeat only `parameters`, which `what_it_reads` must read whole. The view finds
    the data serial in `request.data_serial`.
    """

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            request.data_serial = ledger.serial()
            request.kept_query = _repeatable(request.GET, parameters)
            if settings.DEBUG or not request.COOKIES.keys().isdisjoint(PERSONAL):
                return view(request, *args, **kwargs)
            zipped = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
            here = (request.scheme, request.get_host(), request.path, zipped, what_it_reads(request))
            key = sha256(repr((build(), request.data_serial, here)).encode()).hexdigest()
            etag = f'W/"{key[:32]}"'
            response = get_conditional_response(request, etag=etag)
            if response is None:
                response = _kept(key)
            if response is None:
                response = view(request, *args, **kwargs)
                if not connection.in_atomic_block and ledger.serial() != request.data_serial:
                    return response  # The data moved meanwhile: whole_pages has it made anew.
                _keep(key, response, zipped)
            response["ETag"] = etag
            response["Cache-Control"] = "public, no-cache"
            patch_vary_headers(response, ["Accept-Encoding"])
            response.kept_page = request.data_serial, key  # known_requests answers the same request from it.
            return response

        return answer

    return decorate


def _repeatable(given, parameters):
    """The query string with nothing but these parameters, in one order."""
    known = [(name, values) for name, values in given.lists() if name in parameters and any(values)]
    query = urlencode(sorted(known), doseq=True)
    return query if len(query) <= LONGEST_QUERY else ""


def _kept(key):
    page = caches["pages"].get(key)
    if page is None:
        return None
    response = HttpResponse(page["content"], headers=page["headers"])
    response.was_kept = True  # Counted where METRICS=true.
    return response


def _keep(key, response, zipped):
    if response.status_code == 200:
        if zipped:
            # Once for all readers; the middleware that zips other pages leaves this one alone.
            response.content = gzip.compress(response.content, mtime=0)
            response["Content-Encoding"] = "gzip"
        page = {"content": response.content, "headers": dict(response.headers)}
        caches["pages"].set(key, page, KEPT_SECONDS)
    return response


@cache
def build():
    """Return what tells this build from another: a digest of the code and the templates, the same on every machine."""
    digest = sha256()
    for folder in OURS:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in (".py", ".html", ".jinja", ".json", ".mo"):
                digest.update(path.read_bytes())
    return digest.hexdigest()

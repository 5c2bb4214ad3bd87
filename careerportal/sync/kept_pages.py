"""Pages kept as finished bytes until the data or the code change, and answered with 304 where the reader has them.

The data serial and the day stand before everything: rules come into force and figures age with the day. They give the
page its validator (ETag), so a browser or CDN that asks again hears "not modified" without any more work; and they are
part of the key under which the page is kept, so that no page outlives the data it shows.
"""

import gzip
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import urlencode

from careerportal.sync import ledger
from careerportal.sync.reading import connection

KEPT_SECONDS = 24 * 3600
OURS = ("careerportal", "certification", "programs", "salaries", "templates")
LONGEST_QUERY = 4_000
"""A longer query string is nothing that a student asked (a full shortlist takes 3,000), and no page repeats it."""

PERSONAL = ("messages", settings.SESSION_COOKIE_NAME)
"""Cookies that only staff have: with one of them a page may greet its reader, and is neither kept nor taken."""


def state(serial=None):
    """What all kept pages depend on: where the data stand, and the day."""
    return ledger.serial() if serial is None else serial, timezone.localdate()


def until_change(*parameters, what_it_reads=None):
    """Keep a view's answers, which depend on these parameters of the query string and on nothing else but the path.

    The view and its page see no other parameter. Where it knows better what it depends on, `what_it_reads(request)`
    says so; of its query string it then may repeat only `parameters`, which `what_it_reads` must read whole. The view
    finds the data serial in `request.data_serial`.
    """

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            request.data_serial = ledger.serial()
            known = _only(parameters, request.GET)
            request.kept_query = _repeatable(known)
            if what_it_reads is None:
                request.GET = known
            reads = known.urlencode() if what_it_reads is None else what_it_reads(request)
            if settings.DEBUG or not request.COOKIES.keys().isdisjoint(PERSONAL):
                response = view(request, *args, **kwargs)
                patch_cache_control(response, private=True, no_store=True)
                return response
            zipped = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
            here = (request.scheme, request.get_host(), request.path, zipped, reads)
            made_of = state(request.data_serial)
            key = sha256(repr((build(), made_of, here)).encode()).hexdigest()
            etag = f'W/"{key[:32]}"'
            response = None
            if etag in request.headers.get("If-None-Match", ""):  # Only who was given the page can name it.
                response = get_conditional_response(request, etag=etag)
            if response is None:
                response = _kept(key)
            if response is None:
                response = view(request, *args, **kwargs)
                if not connection.in_atomic_block and ledger.serial() != request.data_serial:
                    return response  # The data moved meanwhile: whole_pages has it made anew.
                if response.status_code != 200:
                    return response  # What leads nowhere, or elsewhere, is as cheap to say again.
                _keep(key, response, zipped)
            response["ETag"] = etag
            response["Cache-Control"] = "public, no-cache"
            patch_vary_headers(response, ["Accept-Encoding"])
            response = get_conditional_response(request, etag=etag, response=response)
            response.kept_page = made_of, key  # known_requests answers the same request from it.
            return response

        return answer

    return decorate


def _only(names, given):
    """A query string's parameters of these names, in one order."""
    only = QueryDict(mutable=True)
    for name in names:
        if name in given:
            only.setlist(name, given.getlist(name))
    return only


def _repeatable(known):
    """What a page may repeat of the parameters that it reads, as a query string."""
    query = urlencode([(name, values) for name, values in known.lists() if any(values)], doseq=True)
    return query if len(query) <= LONGEST_QUERY else ""


def _kept(key):
    page = caches["pages"].get(key)
    if page is None:
        return None
    response = HttpResponse(page["content"], headers=page["headers"])
    response.was_kept = True  # Counted where METRICS=true.
    return response


def _keep(key, response, zipped):
    if zipped:
        # Once for all readers; the middleware that zips other pages leaves this one alone.
        response.content = gzip.compress(response.content, mtime=0)
        response["Content-Encoding"] = "gzip"
    page = {"content": response.content, "headers": dict(response.headers)}
    caches["pages"].set(key, page, KEPT_SECONDS)


@cache
def build():
    """Return what tells this build from another: a digest of all that pages are made of, the same on every machine.

    That is code, templates, and the files that pages name by a hash of their contents: ours, and those of packages.
    """
    base = Path(settings.BASE_DIR)
    digest = sha256()
    for folder in OURS:
        for path in sorted((base / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".jinja", ".json", ".mo"):
                digest.update(path.read_bytes())
    for path in [*sorted((base / "static").rglob("*")), base / "requirements.txt"]:
        if path.is_file():
            digest.update(path.relative_to(base).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()

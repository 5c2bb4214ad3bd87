"""What a reader hears while the database is away: 503 and when to come back, never a 500.

Django turns an exception into an answer at the middleware that raised it, and asks `handler500` for the words. That is
the one place every failure passes, whoever asked the database: a view, the sessions, an API view. What is answered
there still goes out through the other middleware, so it carries the security headers, and under /api/ it becomes
problem+json.
"""

import sys
from http import HTTPStatus

from django.conf import settings
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

RETRY_SECONDS = 5
"""A database restarts within a few seconds; sooner, a reader would only meet the same page."""

SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")
READ_ONLY = ("read-only transaction", "readonly database")
"""How PostgreSQL and SQLite name a write that a read-only connection refuses."""


def broken(request):
    """Answer an exception that nothing else has caught (handler500)."""
    error = sys.exc_info()[1]
    if is_refused_write(error):
        return read_only(request)
    if is_outage(error):
        getattr(request, "measured", {}).update(outage=True)  # Counted where METRICS=true (metrics).
        response = unavailable(request)
        response.is_outage = True  # A replica's: the primary is asked in its place (replica_reads).
        return response
    return server_error(request)


def is_outage(error):
    """Whether an exception, or what it was raised from, says that the database could not be reached or gave up.

    PostgreSQL's driver reports a lost server as OperationalError or InterfaceError; so does SQLite a database that
    stayed locked or a disk that failed.
    """
    return any(isinstance(one, (OperationalError, InterfaceError)) for one in _chain(error))


def is_refused_write(error):
    """Whether an exception says that something tried to write while the database takes no writes."""
    return any(
        isinstance(one, (OperationalError, InternalError)) and any(words in str(one) for words in READ_ONLY)
        for one in _chain(error)
    )


def _chain(error):
    while error is not None:
        yield error
        error = error.__cause__


def unavailable(request):
    """503 for a reader who came while the database was away."""
    return _say("503.html", request)


def read_only(request):
    """503 for a reader who sent something while nothing may be written."""
    return _say("503_read_only.html", request)


def _say(template, request):
    response = HttpResponse(render_to_string(template), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def no_writes_while_read_only(get_response):
    """Refuse what would write before any work is done. The database refuses too; this says it sooner and in words."""

    def answer(request):
        if settings.READ_ONLY and request.method not in SAFE_METHODS:
            return read_only(request)
        return get_response(request)

    return answer

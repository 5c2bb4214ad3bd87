"""Pages and the API are read from a replica where one is fit to be read; everything else goes to the primary.

To the primary goes whoever may look for what was just written: staff, and for some seconds whoever has sent a form. So
does an answer in a stream, which cannot be begun anew where its replica is taken away. Any other request that a replica
fails is answered once more by the primary, and its reader notices nothing. While the primary is away a replica answers
whatever its lag, unless this process has shown newer data.
"""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error, connections

from careerportal.operations import patience, replicas
from careerportal.operations.outages import SAFE_METHODS
from careerportal.partners import scopes
from careerportal.sync import kept_pages, ledger, reading, whole_pages

WROTE = "wrote"
"""Name of the cookie of a reader who has just sent something. It says nothing but that."""

WROTE_SECONDS = 10
NOT_FROM_REPLICAS = ("/admin/", "/healthz/", "/static/")


def from_replicas(get_response):
    """Middleware, outside of all that asks the database."""
    if not replicas.known():
        raise MiddlewareNotUsed

    def answer(request):
        if request.method not in SAFE_METHODS:
            return _marked(get_response(request))
        if not _may_be_old(request):
            return get_response(request)
        response = _first(replicas.fit(), request)
        if response is None:
            response = get_response(whole_pages.fresh(request))
            if getattr(response, "is_outage", False):
                return _first(replicas.known(), request) or response
            _note(response)
        return response

    def _first(candidates, request):
        for replica in candidates:
            if response := _from(replica, request):
                return response
        return None

    def _from(replica, request):
        """The answer from a replica; None where it cannot give it."""
        try:
            with (
                patience.within(replicas.SECONDS_TO_ANSWER, connections[replica.alias]),
                reading.one_moment_of(replica.alias) as serial,
            ):
                if serial < replicas.newest_shown():
                    return replica.behind()
                response = get_response(whole_pages.fresh(request))
        except Error as error:
            return replica.lost(error)
        if getattr(response, "is_outage", False):
            return replica.lost("its connection broke")
        if response.streaming:
            return None
        replicas.show(serial)
        return response

    return answer


def _may_be_old(request):
    """Whether a request may be answered from data that are some moments old."""
    return (
        request.COOKIES.keys().isdisjoint((*kept_pages.PERSONAL, WROTE))
        and not request.path_info.startswith(NOT_FROM_REPLICAS)
        and not scopes.is_an_export(request.path_info)
    )


def _note(response):
    """Remember what the primary has shown. To ask costs nothing while nothing was committed."""
    if response.status_code < 500:
        replicas.show(ledger.serial())


def _marked(response):
    """Let whoever has sent something read what he wrote."""
    if response.status_code < 400:
        response.set_cookie(
            WROTE, "1", WROTE_SECONDS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    return response

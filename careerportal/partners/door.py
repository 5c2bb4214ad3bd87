"""The door of the API: every request under /api/v1/ shows its key, if it has one, and is counted, before anything else.

It stands outside of sessions and of kept pages, so nothing that is kept is given to a key that was revoked.
"""

from django.http import HttpResponse

from careerportal.api.conditional import not_modified
from careerportal.partners import bearer, limits, scopes, usage
from careerportal.partners.scopes import ROOT


def door(get_response):
    """Middleware: refuse what may not pass, count what does, and say how much is left."""

    def answer(request):
        if not request.path_info.startswith(ROOT):
            return get_response(request)
        key = bearer.key_of(request)
        if isinstance(key, HttpResponse):
            return _unless_too_many(request, key)
        request.api_key = key
        response = _counted(request, key, get_response)
        if key:
            usage.note(key, response.status_code)
        return response

    return answer


def _counted(request, key, get_response):
    """Answer and count; whoever asks with what he has, and has it still, is told so and not counted."""
    refused = bearer.refused(request, key)
    is_private = scopes.needed_for(request.path_info) in scopes.NEEDS_A_KEY
    if not refused and not is_private and (answer := not_modified(request)):
        return answer
    charged = limits.charge(limits.reader_of(request, key), 1 if refused else limits.cost_of(request.path_info))
    if not charged.is_allowed:
        return limits.too_many(request, charged)
    return _telling(charged, refused or get_response(request))


def _unless_too_many(request, unauthorized):
    """Keys that open nothing are counted where they come from: nobody tries them by the thousand."""
    charged = limits.charge(limits.reader_of(request, None))
    return _telling(charged, unauthorized) if charged.is_allowed else limits.too_many(request, charged)


def _telling(charged, response):
    """Say with an answer how much is left."""
    for name, value in charged.headers.items():
        response.headers[name] = value
    return response

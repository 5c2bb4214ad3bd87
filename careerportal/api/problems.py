"""Every error under /api/ as application/problem+json (RFC 9457), whoever noticed it.

`type` is `about:blank` where the status says it all. Wrong parameters have a type of their own, whose address leads
to their description in the schema.
"""

import json
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.views import set_rollback

from careerportal.partners.redaction import strike_out

MEDIA_TYPE = "application/problem+json"
WRONG_PARAMETERS = "/api/schema/#/components/schemas/ParameterProblem"

DETAILS = {
    400: "The request could not be understood.",
    403: "This is not allowed here.",
    404: "There is nothing at this address. /api/v1/ lists what there is.",
    405: "The API is read-only: use GET, HEAD or OPTIONS.",
    500: "Something broke on our side. It has been recorded; please try again later.",
    503: "The portal cannot answer right now. Please try again in a moment.",
}
"""What is said when nothing more exact is known."""


class WrongParameters(exceptions.APIException):
    """One or more query parameters are wrong; `mistakes` names every one of them."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, mistakes):
        count = len(mistakes)
        super().__init__(f"{count} mistake{'' if count == 1 else 's'} in the query; see errors.")
        self.members = {"type": WRONG_PARAMETERS, "title": "Wrong query parameters", "errors": mistakes}


class Gone(exceptions.APIException):
    """The thing was here and has been withdrawn; `successors` are the API addresses of what stands in its place.

    `successor` is the one where there is just one.
    """

    status_code = HTTPStatus.GONE

    def __init__(self, detail, successors=()):
        super().__init__(detail)
        self.members = {"successor": successors[0] if len(successors) == 1 else None, "successors": list(successors)}


def problem(request, status, detail=None, headers=None, **members):
    """Return the response that describes a problem; `members` add to or replace its members."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail or DETAILS.get(status, HTTPStatus(status).description or HTTPStatus(status).phrase),
        "instance": request.path,
    } | members
    # What was asked for is repeated in places; a key that somebody put there is not.
    text = strike_out(json.dumps(body, ensure_ascii=False))
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=headers)


def handle_exception(error, context):
    """Answer an exception of an API view; what is not foreseen goes on to Django, which records it."""
    request = context["request"]
    if isinstance(error, Http404):
        return problem(request, HTTPStatus.NOT_FOUND)
    if isinstance(error, PermissionDenied):
        return problem(request, HTTPStatus.FORBIDDEN)
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    headers = {}
    if isinstance(error, exceptions.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    detail = DETAILS[405] if isinstance(error, exceptions.MethodNotAllowed) else str(error.detail)
    return problem(request, error.status_code, detail, headers, **getattr(error, "members", {}))


def describe(request, response):
    """Return a problem in place of an error that no API view has answered, with the headers it had."""
    replacement = problem(request, response.status_code)
    for name, value in response.headers.items():
        if name.lower() not in ("content-type", "content-length", "content-encoding"):
            replacement.headers[name] = value
    replacement.cookies = response.cookies
    return replacement

"""`Authorization: Bearer cpk_…`: who asks, and whether the key may be used for what is asked."""

from django.http import HttpResponse
from django.views.decorators.debug import sensitive_variables

from careerportal.api.problems import problem
from careerportal.partners import keys, known_keys, scopes

REALM = 'Bearer realm="Career Portal API"'
LONGEST = 200
"""Characters of a key; what is longer is not even digested."""


@sensitive_variables("given", "token")
def key_of(request):
    """Return the KnownKey that a request shows, None where it shows none, or the problem of one that opens nothing.

    Anything but a Bearer key is refused, not ignored: whoever sends it believes to be known.
    """
    given = request.META.get("HTTP_AUTHORIZATION")
    if given is None:
        return None
    method, _, token = given.partition(" ")
    token = token.strip()
    if method.lower() != "bearer" or not token:
        return unauthorized(request, "Send the key as “Authorization: Bearer cpk_…”.", "invalid_request")
    key = known_keys.find(keys.digest(token)) if len(token) <= LONGEST else None
    return key or unauthorized(request, "This key is not known, has expired or was revoked.", "invalid_token")


def refused(request, key):
    """Return the problem of a request that needs a key, or another scope; None where it may go on."""
    scope = scopes.needed_for(request.path_info)
    if key is None:
        if scope in scopes.NEEDS_A_KEY:
            return unauthorized(request, "This address is for partners: send a key as “Authorization: Bearer cpk_…”.")
        return None
    if scope not in key.scopes:
        header = f'{REALM}, error="insufficient_scope", scope="{scope}"'
        detail = f"This key may not be used here: it lacks the scope “{scope}”."
        return problem(request, 403, detail, {"WWW-Authenticate": header}, scope=scope)
    return None


def unauthorized(request, detail, error="") -> HttpResponse:
    """Return the problem that says how a key is shown; `error` is RFC 6750's word for what was wrong with it."""
    header = f'{REALM}, error="{error}"' if error else REALM
    return problem(request, 401, detail, {"WWW-Authenticate": header, "Cache-Control": "no-store"})

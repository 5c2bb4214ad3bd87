"""What stands between somebody of the staff and the desk: nothing, a code, or a device that is still to be set up."""

from enum import Enum

from django.conf import settings

from careerportal.second_factor import devices

SHOWN = "second_factor"
"""Where a session keeps the device whose code it has shown."""


class Standing(Enum):
    CLEAR = "may enter"
    NEEDS_CODE = "has a device, and this session has not shown its code"
    NEEDS_DEVICE = "has no device, and everybody must"


def standing_of(request):
    """Return the standing of a person who has signed in; asked of the database once a request."""
    if not hasattr(request, "second_factor"):
        device = devices.authenticator_of(request.user)
        if device:
            shown = request.session.get(SHOWN) == device.pk
            request.second_factor = Standing.CLEAR if shown else Standing.NEEDS_CODE
        else:
            request.second_factor = Standing.NEEDS_DEVICE if settings.SECOND_FACTOR_REQUIRED else Standing.CLEAR
    return request.second_factor


def mark_shown(request, person):
    """Let a session in that has shown a code of a person's device."""
    request.session[SHOWN] = devices.authenticator_of(person).pk
    request.second_factor = Standing.CLEAR

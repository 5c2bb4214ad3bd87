"""How often a password may be tried: django-axes counts what failed, and here each try is counted before it is made.

Axes keeps failures in the database and locks a name out at one address, so that the owner elsewhere still gets in. Two
things it does not do by itself: many tries at once all pass before the first has failed, and an address that goes
through many names is never full. So each try takes a place in two windows first, of name and address and of the
address alone, where a burst is counted exactly (careerportal.operations.login_windows). The address is the one that our
own proxies vouch for. Known and unknown names are counted and answered alike.
"""

import logging
from math import ceil

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from django.conf import settings
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from careerportal.operations import login_windows
from careerportal.partners.client_address import client_of

logger = logging.getLogger(__name__)


class CountedTries(AxesDatabaseHandler):
    """Axes' handler, for settings.AXES_HANDLER."""

    def is_allowed(self, request, credentials=None):
        """Say whether a password may be tried, and count that it is."""
        seconds = settings.AXES_COOLOFF_TIME.total_seconds()
        name, address = get_client_username(request, credentials) or "", client_of(request)
        windows = [
            (_window(name.casefold(), address), settings.AXES_FAILURE_LIMIT, seconds),
            (_window("any name", address), settings.LOGINS_PER_ADDRESS, seconds),
        ]
        room, counts = login_windows.take_a_place(windows)
        fullest = [left for (used, left), (_, quota, _) in zip(counts, windows, strict=True) if used >= quota]
        request.seconds_to_wait = ceil(max(fullest, default=seconds))
        return room and super().is_allowed(request, credentials)

    def reset_attempts(self, **of_whom):
        """Let who was locked out try again, for axes' commands; windows name nobody, so all of them are forgotten."""
        login_windows.forget()
        return super().reset_attempts(**of_whom)


def _window(*parts):
    """The name of a window; what it is made of cannot be read in it."""
    return f"login-{salted_hmac('careerportal.logins', repr(parts), algorithm='sha256').hexdigest()[:32]}"


def address_of(request):
    """The address of a request as axes stores it, for settings.AXES_CLIENT_IP_CALLABLE."""
    address = client_of(request)
    return None if address == "unknown" else address


def too_many(request, response, credentials):
    """429 for who has tried too often, for settings.AXES_LOCKOUT_CALLABLE; it says nothing of the name."""
    logger.warning("A login was refused: too many tries from one address")
    wait = getattr(request, "seconds_to_wait", int(settings.AXES_COOLOFF_TIME.total_seconds()))
    answer = render(request, "429.html", {"minutes": ceil(wait / 60)}, status=429)
    answer["Retry-After"] = str(wait)
    answer["Cache-Control"] = "no-store"
    return answer

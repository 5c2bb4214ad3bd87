"""How many reports one reader may send, so that nobody can bury the curators' inbox.

A reader is counted by the address that our own proxies vouch for (careerportal.partners.client_address). The address
itself is written nowhere: the counter's name is made of it with the portal's key, and goes away with the counter.
"""

from django.conf import settings
from django.utils.crypto import salted_hmac

from careerportal.partners import limits
from careerportal.partners.client_address import client_of

HOUR, DAY = 3_600, 86_400


def has_room(request):
    """Count a report, and say whether its reader may send it."""
    who = salted_hmac("careerportal.reports", client_of(request), algorithm="sha256").hexdigest()[:32]
    windows = [
        (f"reports-{who}:hour", settings.REPORTS_PER_HOUR, HOUR),
        (f"reports-{who}:day", settings.REPORTS_PER_DAY, DAY),
    ]
    room, _ = limits.counters().add(1, windows)
    return room

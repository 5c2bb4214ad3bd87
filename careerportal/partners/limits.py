"""How much a reader may ask: so many requests a minute, and for partners so many a day.

Said in the words of the IETF's draft (RateLimit and RateLimit-Policy), with Retry-After where a limit is reached. An
answer "not modified" is not counted: whoever asks with what he has is the reader we want.
"""

from dataclasses import dataclass
from functools import cache
from math import ceil

from django.conf import settings

from careerportal.api.problems import problem
from careerportal.partners import scopes
from careerportal.partners.client_address import client_of
from careerportal.partners.counters import MemoryCounters, RedisCounters

MINUTE, DAY = 60, 86_400
EXPORT = 10
"""How many requests a whole export counts as."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What counting a request came to: is there room, and what to say about it in headers."""

    is_allowed: bool
    headers: dict


@cache
def counters():
    """Return the counts of this portal: in Redis where there is one."""
    return RedisCounters(settings.RATE_LIMIT_REDIS_URL) if settings.RATE_LIMIT_REDIS_URL else MemoryCounters()


def windows_of(who, per_minute, per_day=None):
    """Return the windows in which a reader is counted, (name, quota, seconds)."""
    found = [(f"{who}:minute", per_minute, MINUTE)]
    return found if per_day is None else [*found, (f"{who}:day", per_day, DAY)]


def reader_of(request, key):
    """Return the windows of a request: its partner's, or those of the address it comes from."""
    if key:
        return windows_of(f"partner-{key.partner_id}", key.per_minute, key.per_day)
    return windows_of(f"address-{client_of(request)}", settings.ANONYMOUS_PER_MINUTE)


def charge(windows, cost=1):
    """Count a request in its reader's windows."""
    room, counts = counters().add(cost, windows)
    names = [name.rpartition(":")[2] for name, *_ in windows]
    policy = ", ".join(f'"{word}";q={quota};w={s}' for word, (_, quota, s) in zip(names, windows, strict=True))
    state, wait = [], 0
    for word, (_, quota, _), (used, left) in zip(names, windows, counts, strict=True):
        state.append(f'"{word}";r={max(quota - used, 0)};t={ceil(left)}')
        if used + cost > quota:
            wait = max(wait, ceil(left))
    headers = {"RateLimit-Policy": policy, "RateLimit": ", ".join(state)}
    return Charge(room, headers if room else headers | {"Retry-After": str(max(wait, 1))})


def cost_of(path):
    """Return how many requests one request of a path counts as."""
    return EXPORT if scopes.is_an_export(path) else 1


def too_many(request, charged):
    """Return the problem of a request over a limit."""
    wait = charged.headers["Retry-After"]
    detail = f"The limit is reached; try again in {wait} seconds. RateLimit-Policy says what the limits are."
    return problem(request, 429, detail, charged.headers | {"Cache-Control": "no-store"})

"""Which key a request shows, found out without a query for as long as nothing has changed.

What was looked up is kept in this process until the data serial moves, and every change of a key or a partner moves it:
changed() writes a line of the ledger, in the transaction of the change. So a revoked key opens nothing from the next
request on, whichever process answers it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from careerportal.partners.models import ApiKey
from careerportal.sync import kept, ledger

MOST_KEPT = 10_000
COLUMNS = ("id", "partner_id", "scopes", "expires_at", "partner__per_minute", "partner__per_day")


@dataclass(frozen=True, slots=True)
class KnownKey:
    """What a request needs to know of its key."""

    id: int
    partner_id: int
    scopes: frozenset
    expires_at: datetime | None
    per_minute: int
    per_day: int


def find(digest):
    """Return the KnownKey of a digest, or None where no key in force has it."""
    known = kept.at(ledger.serial(), "partner keys", dict)
    key = known.get(digest)
    if key is None and (key := _look_up(digest)) and len(known) < MOST_KEPT:
        known[digest] = key
    return None if key is None or (key.expires_at and key.expires_at <= timezone.now()) else key


def changed(lines):
    """Tell every process of changed keys and partners, as (resource, key, action); last in their transaction."""
    ledger.record(lines)


def _look_up(digest):
    row = ApiKey.objects.in_force().filter(digest=digest).order_by().values_list(*COLUMNS).first()
    return KnownKey(row[0], row[1], frozenset(row[2]), *row[3:]) if row else None

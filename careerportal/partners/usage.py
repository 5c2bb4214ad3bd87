"""How much each key is used, by day. Counted in memory and written once in a while, never for each request."""

import logging
from collections import Counter
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from careerportal.api import moment
from careerportal.partners.models import ApiKey, UsageDay

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_WRITES = 60

_counted = Counter()
_lock = Lock()
_written_at = monotonic()


def note(key, status):
    """Count one answer to a key; once in a while, write what was counted."""
    today = timezone.now().date()
    with _lock:
        _counted[key.id, today, "requests"] += 1
        if status == 304:
            _counted[key.id, today, "unchanged"] += 1
        elif status == 429:
            _counted[key.id, today, "refused"] += 1
        elif status >= 400:
            _counted[key.id, today, "failed"] += 1
        is_time = monotonic() - _written_at >= SECONDS_BETWEEN_WRITES
    # While an export is being read, its connection cannot write; the next answer will.
    if is_time and not moment.is_held():
        write()


def write():
    """Write what was counted since the last time, and that the keys were used; not while the portal is read-only."""
    global _written_at
    if settings.READ_ONLY:
        return
    with _lock:
        counted = dict(_counted)
        _counted.clear()
        _written_at = monotonic()
    try:
        with transaction.atomic():
            _add(counted)
    except DatabaseError:
        logger.exception("Usage could not be written; it is kept for the next time")
        with _lock:
            _counted.update(counted)


def _add(counted):
    by_day = {}
    for (key_id, day, what), count in counted.items():
        by_day.setdefault((key_id, day), {})[what] = count
    still_there = set(ApiKey.objects.filter(id__in={key_id for key_id, _ in by_day}).values_list("id", flat=True))
    for (key_id, day), counts in sorted(by_day.items()):
        if key_id in still_there:
            row, _ = UsageDay.objects.get_or_create(key_id=key_id, day=day)
            UsageDay.objects.filter(pk=row.pk).update(**{what: F(what) + count for what, count in counts.items()})
    ApiKey.objects.filter(id__in=still_there).update(last_used_at=timezone.now())


def forget():
    """Let go of what was counted, as a restart would."""
    with _lock:
        _counted.clear()

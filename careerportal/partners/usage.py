"""How much each key is used, by day. Counted in memory and written once in a while, never for each request."""

from django.db.models import F
from django.utils import timezone

from careerportal.api import moment
from careerportal.partners.models import ApiKey, UsageDay
from careerportal.tallies import Tally


def note(key, status):
    """Count one answer to a key; once in a while, write what was counted."""
    today = timezone.now().date()
    counted = ["requests"]
    if status == 304:
        counted.append("unchanged")
    elif status == 429:
        counted.append("refused")
    elif status >= 400:
        counted.append("failed")
    is_time = _tally.add(*((key.id, today, what) for what in counted))
    # While an export is being read, its connection cannot write; the next answer will.
    if is_time and not moment.is_held():
        write()


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


_tally = Tally(_add)
write, forget = _tally.write, _tally.forget

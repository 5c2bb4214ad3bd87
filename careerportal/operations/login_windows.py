"""How many sign-ins may be tried in the running window, counted in the database: exact whoever else tries, with or
without Redis, because every worker and every machine takes its places in the same locked rows.

It counts as careerportal.partners.counters does: in all windows or, where one is full, in none.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from careerportal.operations.models import LoginWindow


@transaction.atomic
def take_a_place(windows):
    """Count one try in all of `windows`, (name, quota, seconds), or in none where one of them has no room.

    Return whether there was room, and of each window how much is used and how many seconds are left.
    """
    now = timezone.now()
    new = [LoginWindow(name=name, used=0, ends_at=now) for name in sorted(name for name, *_ in windows)]
    LoginWindow.objects.bulk_create(new, ignore_conflicts=True)
    # In the order of their names, so that no two tries wait for each other.
    rows = LoginWindow.objects.select_for_update().order_by("name").in_bulk([name for name, *_ in windows])
    now = timezone.now()
    for name, _, seconds in windows:
        row = rows[name]
        if row.ends_at <= now:
            row.used, row.ends_at = 0, now + timedelta(seconds=seconds)
    room = all(rows[name].used < quota for name, quota, _ in windows)
    if room:
        for row in rows.values():
            row.used += 1
        LoginWindow.objects.bulk_update(rows.values(), ["used", "ends_at"])
    return room, [(rows[name].used, (rows[name].ends_at - now).total_seconds()) for name, *_ in windows]


def forget():
    """Let everybody try again at once."""
    LoginWindow.objects.all().delete()

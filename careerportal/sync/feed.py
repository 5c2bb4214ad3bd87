"""Reading the change ledger the way partners do: everything after a serial, in order, a page at a time.

A page costs the same wherever in the ledger it begins: it is found by the index of the serials, never by counting.
"""

from heapq import merge
from itertools import islice
from operator import itemgetter

from django.db.models import Max

from careerportal.sync.models import FOR_US_ALONE, Change, Pruning

COLUMNS = ("serial", "resource", "key", "action", "at", "release_id")
SERIAL = itemgetter(0)


def lines_after(serial, count, resources=()):
    """Return up to `count` lines after a serial, as tuples of COLUMNS; of these resources, or of all."""
    lines = Change.objects.filter(serial__gt=serial).order_by("serial").values_list(*COLUMNS)
    if resources:
        # One by one, so that each is found by its own index, however rare its lines are.
        found = [lines.filter(resource=resource)[:count] for resource in dict.fromkeys(resources)]
        return list(islice(merge(*found, key=SERIAL), count))
    return list(lines.exclude(resource__in=FOR_US_ALONE)[:count])


def newest():
    """Return the newest serial, asked of the database itself."""
    return Change.objects.aggregate(newest=Max("serial"))["newest"] or 0


def pruned_through():
    """Return the newest serial that was cut off the ledger, 0 while it is whole."""
    return Pruning.objects.order_by("-through").values_list("through", flat=True).first() or 0


def restored_at():
    """Return the serial beyond which the ledger has gone on since the database was last restored, 0 if it never was."""
    return Pruning.objects.filter(lines=0).order_by("-through").values_list("through", flat=True).first() or 0

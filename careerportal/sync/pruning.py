"""Cutting lines off the ledger's old end. What was cut is remembered: a reader who is still before it hears 410."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from careerportal.sync.models import Change, Pruning

BATCH = 10_000


def prune(days=None):
    """Cut off all lines older than so many days and return the Pruning, or None where there is nothing to cut.

    The newest line always stays: the data serial never falls.
    """
    before = timezone.now() - timedelta(days=settings.LEDGER_DAYS if days is None else days)
    newest = Change.objects.order_by("-serial").values_list("serial", flat=True).first()
    # Serials grow as time does, so the newest line that is old enough has all older ones before it.
    old = Change.objects.filter(at__lt=before, serial__lt=newest or 0).order_by("-serial")
    through = old.values_list("serial", flat=True).first()
    if through is None:
        return None
    with transaction.atomic():
        # Said first: a reader never meets a gap that nobody has told of.
        pruning = Pruning.objects.create(through=through, lines=0)
        while serials := list(
            Change.objects.filter(serial__lte=through).order_by("serial").values_list("serial", flat=True)[:BATCH]
        ):
            deleted, _ = Change.objects.filter(serial__lte=serials[-1]).delete()
            pruning.lines += deleted
        pruning.save(update_fields=["lines"])
    return pruning

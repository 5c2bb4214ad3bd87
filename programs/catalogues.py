"""Partners' catalogues: which programs a saved search finds now, and what has come in, changed and gone out since.

A catalogue's own feed is worked out when somebody reads it: the programs that the search finds are held against those
that it found before. So it tells also of programs that come in or go out without being changed themselves, as when a
school moves to another state.
"""

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from careerportal.api import parameters, several
from careerportal.partners.models import Catalogue, CatalogueEntry
from careerportal.sync import feed, ledger
from careerportal.sync.models import Change
from programs.api.filters import ProgramApiFilterSet
from programs.models import Program

BATCH = 1_000
Action = CatalogueEntry.Action


def mistakes_in(query):
    """Return what is wrong with a search that somebody wants to keep, one sentence for each mistake."""
    filterset, without = _filterset(query)
    found = parameters.unknown(query, set(ProgramApiFilterSet.known_parameters()))
    found += parameters.wrong_values(filterset, query, without)
    return [f"{one['parameter']} ({one['value']}): {one['detail']}" for one in found]


def programs_of(catalogue):
    """Return the programs that a catalogue holds now."""
    filterset, without = _filterset(QueryDict(catalogue.query))
    return several.leave_out(filterset, filterset.qs, without)


def _filterset(query):
    asked, without = several.part(query, ProgramApiFilterSet)
    return ProgramApiFilterSet(asked, queryset=Program.objects.published()), without


def bring_up_to_date(catalogue):
    """Write what has happened to a catalogue's programs since it was last read; later, where nothing can be written."""
    if not settings.READ_ONLY and catalogue.read_at != ledger.serial():
        _look_again(catalogue)


@transaction.atomic
def _look_again(catalogue):
    # One at a time: numbers are given out in the order in which they become visible.
    catalogue.refresh_from_db(from_queryset=Catalogue.objects.select_for_update())
    serial = ledger.serial()
    before = dict(catalogue.entries.values_list("key", "action"))
    now = set(programs_of(catalogue).order_by().values_list("slug", flat=True))
    held = {key for key, action in before.items() if action != Action.WITHDRAWN}
    actions = dict.fromkeys(sorted(held - now), Action.WITHDRAWN)
    actions |= dict.fromkeys(sorted(_changed_since(catalogue.read_at, held & now)), Action.UPDATED)
    actions |= dict.fromkeys(sorted(now - held), Action.CREATED)
    _write(catalogue, actions)
    catalogue.read_at = serial
    Catalogue.objects.filter(pk=catalogue.pk).update(serial=catalogue.serial, read_at=serial)


def _changed_since(serial, slugs):
    """Return those programs that the ledger tells of since a serial; all, where it tells of a whole release or no more.

    Without a serial the search itself is new, and all are told again.
    """
    if serial is None or serial < feed.pruned_through():
        return slugs
    lines = Change.objects.filter(serial__gt=serial)
    if lines.filter(resource="releases").exists():
        return slugs
    return slugs & set(lines.filter(resource="programs").values_list("key", flat=True))


def _write(catalogue, actions):
    at = timezone.now()
    entries = []
    for key, action in actions.items():
        catalogue.serial += 1
        entries.append(CatalogueEntry(catalogue=catalogue, key=key, action=action, serial=catalogue.serial, at=at))
    CatalogueEntry.objects.bulk_create(
        entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["catalogue", "key"],
        update_fields=["action", "serial", "at"],
    )

"""A source as the file of its live release makes it: what was prepared by others has a credit and a licence of its own.

College Scorecard's field-of-study file comes from the Department itself or as somebody prepared it. The release says
which, so that whoever shows its figures names those who made them, and a rollback names the former again.
"""

from dataclasses import replace

from careerportal.datasets import registry
from careerportal.datasets.models import Release
from careerportal.sync import kept, ledger


def of_file(source, header):
    """Return which of a source's variants a file is by the names of its columns; "" for the usual one."""
    return source.variant_of(header) if source.variant_of else ""


def live(source, serial=None):
    """Return which of its variants the file of a source is that the public sees."""
    if not source.variants:
        return ""
    serial = ledger.serial() if serial is None else serial
    return kept.at(serial, "variants of sources", _all_live).get(source.key, "")


def as_live(source, serial=None):
    """Return the Source with what differs in the file that the public sees."""
    return as_in(source, live(source, serial))


def as_in(source, variant):
    """Return the Source with what differs in one of its variants; the Source itself for the usual one."""
    return replace(source, **source.variants[variant]) if source.variants.get(variant) else source


def file_of(release):
    """What the publisher calls the file that a release was read from; "" where that is not told."""
    source = registry.all_sources().get(release.source)
    return as_in(source, release.variant).file_of(release.edition) if source else ""


def as_among(source, releases):
    """Return the Source with what differs in the newest of some live releases, which come newest first."""
    return as_in(source, next((release.variant for release in releases if release.source == source.key), ""))


def _all_live():
    found = Release.objects.filter(state=Release.State.READY).exclude(variant="").order_by("loaded_at", "pk")
    return dict(found.values_list("source", "variant"))

"""Findings that tell of a broken address which a federal file names: it cannot be mended here, but overridden."""

from django.utils.formats import date_format

from careerportal.datasets import findings
from careerportal.datasets.models import Finding
from careerportal.links.models import Link
from programs.models import School
from programs.overrides import OVERRIDABLE

KIND = "address that does not answer"


def tell(link):
    """Add a finding for each school whose directory names a link that is broken; take back what is true no more."""
    if link.state != Link.State.BROKEN:
        Finding.objects.filter(kind=KIND, is_settled=False, message__startswith=f"{link.url} ").delete()
        return
    for school, name in _named_by_the_directory(link.url):
        subject = findings.shortened(f"{school.ledger_key}: {name}")
        if not Finding.objects.filter(release=school.directory_release, kind=KIND, subject=subject).exists():
            findings.keep_one(
                school.directory_release,
                kind=KIND,
                subject=subject,
                message=f"{link.url} has not answered since {date_format(link.failing_since, 'Y-m-d')}: {link.said}. "
                "Propose an override.",
            )


def _named_by_the_directory(url):
    for name in OVERRIDABLE:
        schools = School.objects.whose_links_count().filter(**{name: url}, directory_release__isnull=False)
        for school in schools.select_related("directory_release").order_by("pk"):
            if name not in (school.overriding or {}):
                yield school, name

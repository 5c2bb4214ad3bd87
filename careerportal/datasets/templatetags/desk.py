"""What the first page of the curator's desk says."""

from collections import defaultdict

from django import template
from django.utils import timezone

from careerportal.datasets import ages, registry
from careerportal.datasets.models import Release

register = template.Library()


@register.simple_tag
def sources_past_due():
    """The sources of which a newer edition than ours should be out."""
    live = defaultdict(list)
    for release in Release.objects.filter(state=Release.State.READY).defer("details", "report"):
        live[release.source].append(release)
    today = timezone.localdate()
    found = [(source, ages.of_source(source, live[source.key], today)) for source in registry.all_sources().values()]
    return [source for source, standing in found if standing and standing.age in (ages.Age.AGEING, ages.Age.STALE)]


@register.filter
def as_value(value, column):
    """A value of a column as a person reads it; numbers that are names, such as a UNITID or a year, have no comma."""
    if value is None or value == "":
        return "blank"
    if isinstance(value, bool):
        return "yes" if value else "no"
    is_amount = isinstance(value, int | float) and not column.endswith(("unitid", "year"))
    return f"{value:,}" if is_amount else str(value)

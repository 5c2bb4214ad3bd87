"""What the first page of the curator's desk says."""

from django import template

from careerportal.datasets.models import Finding, Release

register = template.Library()


@register.simple_tag
def unsettled_findings():
    """How many findings no curator has settled yet."""
    return Finding.objects.filter(is_settled=False).count()


@register.simple_tag
def waiting_releases():
    """How many previews wait to be published or given up."""
    return Release.objects.filter(state=Release.State.PREVIEWED).count()


@register.filter
def as_value(value, column):
    """A value of a column as a person reads it; numbers that are names, such as a UNITID or a year, have no comma."""
    if value is None or value == "":
        return "blank"
    if isinstance(value, bool):
        return "yes" if value else "no"
    is_amount = isinstance(value, int | float) and not column.endswith(("unitid", "year"))
    return f"{value:,}" if is_amount else str(value)

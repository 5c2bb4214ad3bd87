"""What the first page of the curator's desk says."""

from django import template

from careerportal.datasets.models import Finding

register = template.Library()


@register.simple_tag
def unsettled_findings():
    """How many findings no curator has settled yet."""
    return Finding.objects.filter(is_settled=False).count()

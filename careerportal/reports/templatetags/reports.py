"""What the first page of the curator's desk says of reported mistakes."""

from django import template

from careerportal.reports.models import Report

register = template.Library()


@register.simple_tag
def open_reports():
    """How many reported mistakes wait for an answer."""
    return Report.objects.filter(state=Report.State.OPEN).count()

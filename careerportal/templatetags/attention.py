"""What the first page of the curator's desk shows."""

from django import template
from django.utils import timezone

from careerportal import attention

register = template.Library()


@register.inclusion_tag("admin/desk/_attention.html")
def attention_of(request):
    """What waits for this person, by age and by page views; the data's freshness; the last imports."""
    waiting, read = attention.waiting_for(request)
    return {
        "waiting": waiting,
        "read": read,
        "bars": attention.by_age(waiting),
        "sources": attention.sources(timezone.localdate()) if request.user.has_perm("datasets.view_release") else [],
        "imports": attention.last_imports(request),
    }

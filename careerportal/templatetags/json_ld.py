"""Facts for search engines, written into a page so that nothing in them can end the script element."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import mark_safe

register = template.Library()

ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def json_ld(*things):
    """Write one `<script type="application/ld+json">` for each thing, a dict of careerportal.json_ld; skip None."""
    return mark_safe("\n".join(_script(thing) for thing in things if thing))  # noqa: S308 -- _script escapes


def _script(thing):
    text = json.dumps(thing, cls=DjangoJSONEncoder, ensure_ascii=False).translate(ESCAPES)
    return f'<script type="application/ld+json">{text}</script>'

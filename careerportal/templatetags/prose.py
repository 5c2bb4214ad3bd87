"""Plain text that curators write, shown as paragraphs and lists."""

from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def prose(text):
    """Turn plain text into HTML: an empty line parts paragraphs, lines that start with `- ` are a list.

    Everything else is shown as it was typed, escaped.
    """
    lines = [line.strip() for line in (text or "").splitlines()]
    groups = groupby(lines, key=_kind)
    return mark_safe("\n".join(_write(kind, list(group)) for kind, group in groups if kind != "gap"))  # noqa: S308


def _kind(line):
    if not line:
        return "gap"
    return "list" if line.startswith("- ") else "paragraph"


def _write(kind, lines):
    if kind == "list":
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line[2:],) for line in lines)))
    return format_html("<p>{}</p>", " ".join(lines))

"""Facts for search engines, written into a page so that nothing in them can end the script element.

`{% json_ld thing %}` writes any dict; the other tags say what a page is about: `{% school_json_ld school %}`,
`{% program_json_ld program %}`, `{% occupation_json_ld occupation wage %}`, `{% certification_json_ld certification
rules %}`, `{% website_json_ld %}` and `{% breadcrumbs_json_ld "Salaries" "/salaries/" … %}`. They need the request in
the context.
"""

import orjson
from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.safestring import mark_safe
from jinja2 import pass_context

from careerportal import json_ld as facts

register = template.Library()

ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def json_ld(thing):
    """Write `<script type="application/ld+json">` with a dict; nothing for None."""
    if not thing:
        return ""
    text = orjson.dumps(thing, default=DjangoJSONEncoder().default).decode().translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 -- escaped above


@register.simple_tag(takes_context=True)
def website_json_ld(context):
    """The portal and its search, for the home page."""
    return json_ld(facts.website(reverse("home"), reverse("programs:list"), _absolute(context)))


@register.simple_tag(takes_context=True)
@pass_context
def breadcrumbs_json_ld(context, *labels_and_paths):
    """The way to this page, from labels and paths in turn; the page itself comes last."""
    return json_ld(
        facts.breadcrumb_list(zip(labels_and_paths[::2], labels_and_paths[1::2], strict=True), _absolute(context))
    )


@register.simple_tag(takes_context=True)
def school_json_ld(context, school):
    """The school that this page is about."""
    return json_ld(facts.college_or_university(school, _absolute(context)))


@register.simple_tag(takes_context=True)
def program_json_ld(context, program):
    """The program that this page is about, with its school."""
    return json_ld(facts.educational_program(program, _absolute(context)))


@register.simple_tag(takes_context=True)
@pass_context
def occupation_json_ld(context, occupation, wage=None, place=""):
    """The occupation that this page is about, with its wages in the nation, or in the place that is named."""
    return json_ld(facts.occupation(occupation, wage, _absolute(context), place))


@register.simple_tag(takes_context=True)
def certification_json_ld(context, certification, rules=None):
    """The certification that this page is about, with its rules when they are known."""
    return json_ld(facts.educational_credential(certification, rules, _absolute(context)))


def _absolute(context):
    return context["request"].build_absolute_uri

"""The same page in the other languages: for search engines in the head, for readers in the header."""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from careerportal.sync import kept_pages
from careerportal.taxonomy.languages import ENGLISH, ENGLISH_ONLY, NAMES, in_language, without_prefix
from careerportal.templatetags.portal import block_text

register = template.Library()


@register.simple_tag(takes_context=True)
def alternates(context):
    """Links that tell search engines of this page in each language; none for a page that is in English only."""
    request = context["request"]
    if without_prefix(request.path).startswith(ENGLISH_ONLY):
        return ""
    site, address = f"{request.scheme}://{request.get_host()}", block_text(context, "address")
    pages = [(code, in_language(code, address)) for code in NAMES]
    pages.append(("x-default", pages[0][1]))
    links = [f'<link rel="alternate" hreflang="{code}" href="{escape(site)}{page}">' for code, page in pages]
    return mark_safe("\n    ".join(links))  # noqa: S308 -- the block is escaped


@register.simple_tag(takes_context=True)
def language_switch(context):
    """A link to this page in the other language, with all that the page was asked."""
    request = context.get("request")
    code = next(code for code in NAMES if code != get_language())
    if request is None:
        path, query = in_language(code, "/"), ""
    else:
        # A page that is kept for everybody repeats nothing that it does not read.
        path = in_language(code, request.path)
        query = request.kept_query if hasattr(request, "kept_query") else request.META.get("QUERY_STRING", "")
        query = query if len(query) <= kept_pages.LONGEST_QUERY else ""
    return format_html(
        '<a class="language-switch" href="{}{}" lang="{}" hreflang="{}" aria-label="{}" data-language-switch>'
        '<span class="language-switch__name">{}</span><span class="language-switch__code">{}</span></a>',
        *(path, f"?{query}" if query else "", code, code, NAMES[code], NAMES[code], code.upper()),
    )


@register.simple_tag
def page_language():
    """The language of the page, for its html element."""
    return get_language() or ENGLISH

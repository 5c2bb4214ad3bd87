"""The Markdown that curators write, as HTML and as plain words.

Paragraphs, lists, emphasis, links and quotations: nothing that could break a page's outline, call another host or run.
What looks like HTML is shown as it was typed. The reader of Markdown makes no other tags, and nh3 lets none through.
"""

import re
from functools import lru_cache
from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

READ = ("list", "emphasis", "link", "autolink", "blockquote", "newline", "escape", "entity")
"""What of Markdown is read; a number sign or four spaces before a line are shown as they stand."""

TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "blockquote", "br"}
KEPT = 512
"""So many texts are kept as HTML: reading one costs more than the rest of its page's prose."""

LINK = re.compile(r'<a href="([^"]*)"')

_markdown = MarkdownIt("zero").enable(READ)

HOW_TO_WRITE = (
    "Markdown: an empty line parts paragraphs; lines that start with “- ” or “1. ” are a list; *italic*, **bold**, "
    "[words](https://address). HTML is shown as it was typed."
)
"""What a form says below a field whose text is shown in this way."""


def in_words(text):
    """A text in words alone, for where no mark-up can stand."""
    return " ".join(unescape(strip_tags(as_html(text))).split())


def links_in(text):
    """The addresses that a text leads to."""
    return {unescape(address) for address in LINK.findall(as_html(text))}


@lru_cache(maxsize=KEPT)
def as_html(text):
    """A text as paragraphs and lists, safe to stand in a page."""
    html = nh3.clean(
        _markdown.render(text),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
        url_schemes={"http", "https", "mailto"},
        link_rel="external noopener",
    )
    return mark_safe(html.strip())  # noqa: S308 -- nh3 has let through no more than TAGS

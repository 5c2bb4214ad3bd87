"""Our curators' texts in the language of the page.

`{% said guide.summary %}` in a line, `{% said_at_length guide.body %}` as paragraphs, and in an attribute
`{{ guide.summary|said_plainly }}`. What has no translation yet stands there in English, marked as English, and says so.
"""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext

from careerportal.prose import as_html
from careerportal.texts.reading import in_the_language_of_the_page

register = template.Library()


@register.simple_tag
def said(text):
    """A text in a line."""
    words, is_ours = in_the_language_of_the_page(text)
    if is_ours:
        return words
    return format_html('<span lang="en">{}</span> <small class="muted">({})</small>', words, _only_in_english())


@register.simple_tag
def said_at_length(text):
    """A text of several sentences: its Markdown as paragraphs and lists."""
    words, is_ours = in_the_language_of_the_page(text)
    if is_ours:
        return as_html(words)
    note = format_html('<p class="small muted">{}</p>', gettext("This text is in English only so far."))
    return format_html('{}<div lang="en">{}</div>', note, as_html(words))


@register.filter
def said_plainly(text):
    """A text where no mark-up can stand."""
    return in_the_language_of_the_page(text)[0]


def _only_in_english():
    return gettext("in English only so far")

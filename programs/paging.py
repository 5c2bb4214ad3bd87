"""Which page of a list a reader asked for, and what is said where there is no such page."""

from django.core.paginator import InvalidPage
from django.utils.translation import gettext

LONGEST_SHOWN = 20


def page_of(paginator, asked):
    """Return the page and a notice: empty, or what was asked for in vain and which page is shown in its place."""
    try:
        return paginator.page(asked or 1), ""
    except InvalidPage:
        page = paginator.get_page(asked)
    what = asked.replace("\x00", "")[:LONGEST_SHOWN]
    said = {"asked": what, "page": page.number, "last": paginator.num_pages}
    return page, gettext("This list has no page “%(asked)s”. You see page %(page)s of %(last)s.") % said

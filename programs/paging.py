"""Which page of a list a reader asked for, and what is said where there is no such page."""

from django.core.paginator import InvalidPage

LONGEST_SHOWN = 20


def page_of(paginator, asked):
    """Return the page and a notice: empty, or what was asked for in vain and which page is shown in its place."""
    try:
        return paginator.page(asked or 1), ""
    except InvalidPage:
        page = paginator.get_page(asked)
    what = asked.replace("\x00", "")[:LONGEST_SHOWN]
    return page, f"This list has no page “{what}”. You see page {page.number} of {paginator.num_pages}."

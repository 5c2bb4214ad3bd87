"""One English address of every kind of page that students read, with and without something to show."""

from urllib.parse import urlsplit

from tests.browser.page_types import PAGE_TYPES

ENGLISH_ALONE = {"partners"}


def addresses():
    """Name → address, asked once the starter data are there."""
    return {name: address() for name, address in PAGE_TYPES.items() if name not in ENGLISH_ALONE}


def in_spanish(address):
    return f"/es{address}"


def path_of(address):
    return urlsplit(address).path

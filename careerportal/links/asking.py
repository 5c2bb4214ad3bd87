"""Asking one address whether it is still there: HEAD first, GET where HEAD is not understood, and redirects followed.

Only machines of the public internet are asked, whatever an address or a redirect says. Nothing of an answer is read.
"""

import http.client
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from django.conf import settings

from careerportal.links.models import Link
from careerportal.partners.public_connection import asked

State = Link.State

MOST_REDIRECTS = 5
SECONDS_IN_ALL = 20
REFUSES = {401, 402, 403, 405, 406, 407, 418, 429, 451, 999}
"""Answers of sites that are there, and that let no machine ask."""

FOR_GOOD = {301, 308}
REDIRECTS = {301, 302, 303, 307, 308}
WAIT = {429, 503}


class Answer(NamedTuple):
    """What an address said: its state as of this time alone, in words, where it leads, and if its host wants a rest."""

    state: str
    said: str
    moved_to: str = ""
    wants_rest: bool = False


def ask(url):
    """Ask an address and return its Answer; never raises for what another site does."""
    here, is_for_good = url, True
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, location = _status_of(here)
            if status not in REDIRECTS or not location:
                return _answer(status, url, here if is_for_good else "")
            is_for_good = is_for_good and status in FOR_GOOD
            here = urljoin(here, location)
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Answer(State.FAILING, f"{type(error).__name__}: {error}"[:200])
    return Answer(State.FAILING, f"leads on more than {MOST_REDIRECTS} times")


def _answer(status, url, here):
    said = f"HTTP {status}"
    if status in REFUSES:
        return Answer(State.UNTOLD, said, wants_rest=status in WAIT)
    if status >= 400:
        return Answer(State.FAILING, said, wants_rest=status in WAIT)
    if here and _bare(here) != _bare(url):
        return Answer(State.MOVED, said, moved_to=here[:500])
    return Answer(State.ANSWERS, said)


def _status_of(url):
    """Return (status, where it redirects to) of an address."""
    status, location = _once("HEAD", url)
    # Some answer HEAD with anything; what GET says counts.
    return _once("GET", url) if status >= 400 and status not in WAIT else (status, location)


def _once(method, url):
    headers = {"User-Agent": f"Career-Portal-Links/1 (+{settings.LINK_CHECKER_PAGE})", "Accept": "text/html,*/*;q=0.5"}
    anywhere = settings.LINKS_TO_PRIVATE_NETWORKS
    with asked(method, _ascii(url), headers, anywhere=anywhere, plain=True, seconds_in_all=SECONDS_IN_ALL) as answer:
        return answer.status, answer.getheader("Location")


def _ascii(url):
    """The address as it is sent: what is beyond ASCII in it, and spaces, are escaped."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    quoted = [quote(part, safe="/%:=&?~+!$,;'@()*[]#") for part in (parts.path, parts.query)]
    return urlunsplit((parts.scheme, host, *quoted, ""))


def _bare(url):
    """What tells two addresses apart: neither https, nor www, nor a slash at the end does."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query

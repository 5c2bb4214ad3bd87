"""Asking the addresses that are due, politely: one question at a time to a host, with a pause, and few hosts at once.

What each said is written as soon as its host has been asked, so a run that is stopped has lost nothing. Findings tell
of broken addresses that a federal file names: nobody can mend those on the desk, an override can.
"""

from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import timedelta
from math import ceil
from time import sleep
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from careerportal.links import places
from careerportal.links.asking import ask
from careerportal.links.models import Link

State = Link.State

HOSTS_AT_ONCE = 8
SECONDS_BETWEEN = 2
"""A host is asked no more often."""

AGAIN_AFTER = {
    State.ANSWERS: timedelta(days=30),
    State.MOVED: timedelta(days=30),
    State.UNTOLD: timedelta(days=30),
    State.FAILING: timedelta(hours=20),
    State.BROKEN: timedelta(days=7),
}
"""When an address is due again, by what it said last."""

LEAST, NIGHTS = 500, 25
"""A nightly run asks no fewer addresses, and all in so many nights."""


def due(now, *, everything=False):
    """The addresses to be asked, and how many stand in all: first those that failed once, so that a broken one is told
    of on the second day; then those that nobody has asked; then those asked longest ago.

    What stands nowhere any more is forgotten.
    """
    standing = places.all_urls()
    known = {link.url: link for link in Link.objects.only("url", "state", "checked_at")}
    _forget([link for url, link in known.items() if url not in standing])
    never = sorted(standing - known.keys())
    asked = sorted((link for link in known.values() if link.url in standing), key=lambda link: link.checked_at)
    again = [one for one in asked if everything or one.checked_at + AGAIN_AFTER[one.state] <= now]
    failed = [link.url for link in again if link.state == State.FAILING]
    others = [link.url for link in again if link.state != State.FAILING]
    return [*failed, *never, *others], len(standing)


def share(standing):
    """How many addresses a run asks unless somebody says: so many that a month of nights is enough for all."""
    return max(LEAST, ceil(standing / NIGHTS))


@transaction.atomic
def _forget(links):
    for link in links:
        link.delete()
        link.state = State.ANSWERS  # Nobody follows it any more: as far as curators go, it is well.
        tell(link)


def check(urls, *, on_answer=None):
    """Ask some addresses and write what they said; return how many came to be in each state."""
    by_host = defaultdict(list)
    for url in urls:
        by_host[urlsplit(url).netloc.lower()].append(url)
    counts = Counter()
    pool = ThreadPoolExecutor(HOSTS_AT_ONCE)
    try:
        for done in as_completed([pool.submit(_ask_host, found) for found in by_host.values()]):
            for url, answer in done.result():
                link = note(url, answer)
                counts[link.state] += 1
                if on_answer:
                    on_answer(link)
    finally:
        pool.shutdown(cancel_futures=True)
    return counts


def _ask_host(urls):
    """Ask a host for one address after the other; a host that wants a rest is left alone until the next run."""
    said = []
    for place, url in enumerate(urls):
        if place:
            sleep(SECONDS_BETWEEN)
        said.append((url, answer := ask(url)))
        if answer.wants_rest:
            break
    return said


@transaction.atomic
def note(url, answer, now=None):
    """Write what an address said, and tell of it where that means it is broken, or well again."""
    now = now or timezone.now()
    link = Link.objects.select_for_update().filter(url=url).first() or Link(url=url, state=State.ANSWERS)
    was, state = link.state, answer.state
    if state == State.FAILING:
        link.failing_since = link.failing_since or now
        if now - link.failing_since >= AGAIN_AFTER[State.FAILING] or was == State.BROKEN:
            state = State.BROKEN
    else:
        link.failing_since = None
    link.state, link.said, link.moved_to, link.checked_at = state, answer.said, answer.moved_to, now
    link.save()
    if (state == State.BROKEN) != (was == State.BROKEN):
        tell(link)
    return link


def tell(link):
    """Tell of a link that is broken, or no longer so."""
    import_string(settings.TELL_OF_LINK)(link)

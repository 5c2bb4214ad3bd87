"""Counting how often pages of programs and schools are asked for, so that curators begin with what is read most.

Counted are the address and the day. No reader is known again: no cookie, no network address and no browser is kept.
What calls itself a robot is left out, and so is a page that a browser fetches before anybody has asked for it. Pages
that a cache in front of the portal answers are not seen here; the order among pages is the same.
"""

import re
from datetime import timedelta
from threading import Thread

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import F, Sum
from django.utils import timezone

from careerportal.tallies import Tally
from careerportal.visits.models import PageViews

DAYS_KEPT = 400
DAYS_SUMMED = 30

PAGE = re.compile(r"/(?:[a-z]{2}/)?(programs|schools)/([-a-zA-Z0-9_]+)/")
ROBOT = re.compile(r"bot|crawl|spider|slurp|monitor|preview|curl|wget|python|java/|go-http|^$", re.IGNORECASE)
COUNTED = {200, 304}


def count_views(get_response):
    """Middleware: count the answers to readers. It stands outside of kept pages, which answer most of them."""
    if not settings.COUNT_PAGE_VIEWS:
        return get_response

    def answer(request):
        response = get_response(request)
        if request.method == "GET" and response.status_code in COUNTED and (page := PAGE.fullmatch(request.path_info)):
            note(request, *page.groups())
        return response

    return answer


def note(request, page, slug):
    """Count one view; once in a while write what was counted, without the reader waiting for it."""
    if ROBOT.search(request.headers.get("User-Agent", "")) or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return
    if _tally.add((page, slug, timezone.localdate())):
        Thread(target=_write_apart, daemon=True).start()


def views_of(page, today=None):
    """Return {address: views} of the last thirty days, of pages that were read."""
    since = (today or timezone.localdate()) - timedelta(days=DAYS_SUMMED)
    read = PageViews.objects.filter(page=page, day__gt=since).order_by()
    return dict(read.values_list("slug").annotate(sum=Sum("views")))


def _write_apart():
    try:
        write()
    finally:
        connection.close()


def _add(counted):
    """Add to the days' numbers; addresses that no row has, such as those of forms, are passed over."""
    for page, label in settings.PAGES_COUNTED.items():
        slugs = {slug for counted_page, slug, _ in counted if counted_page == page}
        known = set(apps.get_model(label).objects.filter(slug__in=slugs).values_list("slug", flat=True))
        for (_, slug, day), count in sorted(item for item in counted.items() if item[0][0] == page):
            if slug in known:
                row, _ = PageViews.objects.get_or_create(page=page, slug=slug, day=day)
                PageViews.objects.filter(pk=row.pk).update(views=F("views") + count)
    PageViews.objects.filter(day__lt=timezone.localdate() - timedelta(days=DAYS_KEPT)).delete()


_tally = Tally(_add)
write, forget = _tally.write, _tally.forget

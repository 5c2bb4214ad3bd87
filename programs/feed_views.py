"""Feeds of what changes, without an account: of a search, and of a shortlist that a link names.

They depend on the data alone, so they are kept, and a reader that asks again hears "not modified".
"""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from careerportal.sync import kept_pages
from programs import alerts, exports, wording
from programs.export_views import SOURCE, refusal
from programs.filters import ProgramFilterSet
from programs.models import Program
from programs.shortlist_views import nothing_named, shortlist_url, slugs_of

BEGUN = "2026-01-01"
"""The day that the names of entries carry (RFC 4151): on it the portal's address was its own. It never changes."""


def search_read(request):
    """What the feed of a search depends on."""
    known = ProgramFilterSet.known_parameters()
    return sorted((name, values) for name, values in request.GET.lists() if name in known and any(values))


@require_safe
@kept_pages.until_change(what_it_reads=search_read)
def of_search(request):
    """What happened last to the programs that a search finds. A wrong value is an error: nobody follows what is not."""
    filterset = ProgramFilterSet(request.GET, Program.objects.public())
    if not filterset.is_valid():
        return refusal(filterset)
    return feed_of(
        request,
        alerts.alerts_of(filterset.matches),
        title="Career Portal: " + gettext("programs%(narrowed)s") % {"narrowed": wording.describe(filterset.chosen)},
        page=wording.address(filterset),
        feed=reverse("programs:feed"),
        query=filterset.query_string(),
        about=gettext("Programs of this search that are new, changed or withdrawn, and deadlines that moved."),
    )


@require_safe
@kept_pages.until_change(what_it_reads=slugs_of)
def of_shortlist(request):
    """What happened last to the programs that a link names, listed or not."""
    slugs = slugs_of(request)
    if not slugs:
        return nothing_named()
    query = urlencode({"p": slugs}, doseq=True)
    return feed_of(
        request,
        alerts.alerts_of(Program.objects.public().filter(slug__in=slugs)),
        title="Career Portal: " + gettext("a shortlist"),
        page=f"{shortlist_url()}?{query}",
        feed=reverse("programs:shortlist-feed"),
        query=query,
        about=gettext("Programs of this shortlist that changed or were withdrawn, and deadlines that moved."),
    )


def feed_of(request, found, *, title, page, feed, query, about):
    """Alerts as an Atom feed (RFC 4287). Its address repeats only what was understood, as the feed is kept for all."""
    atom = Atom1Feed(
        title=title,
        subtitle=about,
        link=request.build_absolute_uri(page),
        feed_url=request.build_absolute_uri(f"{feed}?{query}" if query else feed),
        description=about,
        language=get_language(),
        author_name="Career Portal",
        feed_copyright=exports.credit_of(SOURCE),
    )
    host = request.get_host().partition(":")[0]
    for alert in found:
        atom.add_item(
            title=alert.title,
            link=request.build_absolute_uri(alert.program.get_absolute_url()),
            unique_id=f"tag:{host},{BEGUN}:{alert.key}",
            description=alert.words,
            updateddate=alert.at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)

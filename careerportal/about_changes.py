"""The public log of what each release of federal data changed: /data/changes/, a page for each release, and a feed."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from careerportal import changed_rows
from careerportal.datasets import changelog, registry
from careerportal.sync import kept_pages
from programs import paging
from programs.feed_views import BEGUN

RELEASES_A_PAGE = 20
ENTRIES_OF_THE_FEED = 50


@require_safe
@kept_pages.until_change("page")
def changes(request):
    """What each release changed, the newest first; what was taken back is said to be."""
    releases = changelog.published()
    page, page_notice = paging.page_of(Paginator(releases, RELEASES_A_PAGE), request.GET.get("page"))
    entries = [entry_of(release) for release in page]
    context = {"page": page, "page_notice": page_notice, "entries": entries, "feed_url": reverse("data-changes-feed")}
    return render(request, "data_changes.html", context)


@require_safe
@kept_pages.until_change()
def release_changes(request, pk):
    """One release: its counts by table, which columns changed how often, samples, and the largest changes."""
    release = get_object_or_404(changelog.published(), pk=pk)
    context = {"entry": entry_of(release), "tables": tables_of(release), "release": release}
    return render(request, "data_release.html", context)


@require_safe
@kept_pages.until_change()
def changes_feed(request):
    """The log as an Atom feed (RFC 4287). A release that is rolled back is a new entry."""
    atom = Atom1Feed(
        title=_("Career Portal: what new federal data changed"),
        link=request.build_absolute_uri(reverse("data-changes")),
        feed_url=request.build_absolute_uri(reverse("data-changes-feed")),
        description=_("Each release of federal data that we loaded or took back, and what it changed."),
        language=get_language(),
        author_name="Career Portal",
    )
    host = request.get_host().partition(":")[0]
    for release in changelog.published()[:ENTRIES_OF_THE_FEED]:
        entry = entry_of(release)
        back = release.rolled_back_at
        what = _("%(title)s: taken back") if back else "%(title)s"
        atom.add_item(
            title=what % {"title": entry["title"]},
            link=request.build_absolute_uri(reverse("data-release", args=[release.pk])),
            unique_id=f"tag:{host},{BEGUN}:releases/{release.pk}" + ("/rolled-back" if back else ""),
            description=" ".join(entry["sentences"]),
            updateddate=back or release.loaded_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def entry_of(release):
    """What the log says of one release."""
    source = registry.all_sources().get(release.source)
    title = f"{source.title if source else release.source}, {release.edition}"
    return {"release": release, "source": source, "title": title, "sentences": changelog.sentences(release)}


def tables_of(release):
    """Each table that a release changed, with named rows and values in words."""
    found = []
    for table, counts in release.report.items():
        kept = release.details.get("tables", {}).get(table, {})
        samples, largest = kept.get("samples", []), kept.get("largest", [])
        rows = changed_rows.called(table, list(dict.fromkeys(change["key"] for change in (*samples, *largest))))
        found.append(
            {
                "title": changelog.title_of(table),
                "counts": counts,
                "columns": changelog.columns(release, table),
                "samples": [
                    said(rows, sample["key"], column, *values)
                    for sample in samples
                    for column, values in sample["changes"].items()
                ],
                "largest": [said(rows, one["key"], one["field"], one["old"], one["new"]) for one in largest],
            }
        )
    return found


def said(rows, key, column, old, new):
    """One changed value in words."""
    return {
        "row": rows[key],
        "column": changelog.name_of(column),
        "old": changed_rows.value(column, old),
        "new": changed_rows.value(column, new),
    }

"""The page that says where every figure comes from: /data/."""

from collections import defaultdict

from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from careerportal.datasets import ages, registry, variants
from careerportal.datasets.models import Release
from careerportal.taxonomy.figures import SHORT_REASONS, FigureStatus


@require_safe
def data(request):
    """Every source with its live editions, its licence and its credit line, and what our blanks mean."""
    context = {"sources": sources_with_releases(), "figure_words": figure_words()}
    return render(request, "data.html", context)


def sources_with_releases():
    """Every source of the registry with the releases of it that the public sees, newest first, and how old they are."""
    releases = defaultdict(list)
    live = Release.objects.filter(state=Release.State.READY).annotate(finding_count=Count("findings"))
    for release in live.order_by("-edition", "-loaded_at"):
        release.file = variants.file_of(release)
        releases[release.source].append(release)
    today = timezone.localdate()
    return [
        {
            "source": variants.as_among(source, releases[source.key]),
            "releases": releases[source.key],
            "standing": ages.of_source(source, releases[source.key], today),
        }
        for source in registry.all_sources().values()
    ]


def figure_words():
    """What stands in place of a figure, and what it means: (word of the API, what a page shows, meaning)."""
    shown = {
        FigureStatus.REPORTED: "$57,546",
        FigureStatus.TOP_CODED: gettext("%(amount)s or more") % {"amount": "$239,200"},
    } | SHORT_REASONS
    return [{"word": status.value, "shown": shown[status], "meaning": status.label} for status in FigureStatus]

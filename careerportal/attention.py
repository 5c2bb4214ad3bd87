"""What the curator's desk opens on: everything that waits for a person, the oldest first, as far as they see it.

Each table's own desk says which of its rows a person sees, so a school editor is told of their own schools alone.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import admin
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from careerportal.charts import share
from careerportal.datasets import ages, registry
from careerportal.datasets.curated import Curated
from careerportal.datasets.models import BulkEdit, Finding, Release
from careerportal.links.models import Link
from careerportal.most_read import most_read
from careerportal.reports.models import Report
from careerportal.texts.models import GlossaryTerm, TranslatedText
from certification.models import RuleSet
from programs.models import Accreditation, Deadline, LevelGuide, Override, Program
from salaries.models import ProfileSection

STALE_DAYS = 365
"""What nobody has compared with its source for so long wants to be read again."""

SOON_DAYS = 90
"""What ends within so many days is told of before it does."""

LAST = 6
"""Imports that the desk lists."""


@dataclass(frozen=True)
class Kind:
    """One sort of thing that waits. `narrowed` are the lookups that a list of the desk takes in its address as well;
    `since` is the date field by which it grows old; `ahead` where that lies in the future until it is too late."""

    what: str
    model: type
    narrowed: dict
    since: str
    ahead: bool = False


@dataclass(frozen=True)
class Waiting:
    """So many rows of a kind wait, the oldest for so many days; fewer than none where its day is still to come."""

    what: str
    count: int
    days: int
    url: str
    width: float | None = None

    @property
    def age(self):
        if not self.days:
            return "today"
        if self.days < 0:
            return f"in {-self.days} day{'s' if self.days < -1 else ''}"
        return f"{self.days} day{'' if self.days == 1 else 's'}"


def kinds(today):
    """Every sort of thing that may wait on a day."""
    stale, soon = today - timedelta(days=STALE_DAYS), today + timedelta(days=SOON_DAYS)
    checked = [
        Kind(f"{what} not checked for a year", model, {"checked_on__lt": stale}, "checked_on")
        for what, model in (
            ("Accreditation", Accreditation),
            ("Deadlines", Deadline),
            ("Level guides", LevelGuide),
            ("Parts of career pages", ProfileSection),
            ("Rules of certifications", RuleSet),
            ("Translations", TranslatedText),
            ("Words of the glossary", GlossaryTerm),
        )
    ]
    return [
        Kind("Reported mistakes without an answer", Report, {"state__exact": "open"}, "received_at"),
        Kind("Findings without a decision", Finding, {"is_settled__exact": 0}, "release__loaded_at"),
        Kind("Programs in review", Program, {"status__exact": "in-review", "publish_on__isnull": True}, "updated_at"),
        Kind("Accreditation that waits for a second reader", Accreditation, {"is_reviewed__exact": 0}, "checked_on"),
        Kind("Overrides that wait for another person", Override, {"state__exact": "proposed"}, "proposed_at"),
        Kind(
            "Programs of schools that were merged, listed again by a federal file",
            Program,
            {"school__merged_into__isnull": False, "status__exact": "published", "is_current__exact": 1},
            "updated_at",
        ),
        Kind(
            "Programs withdrawn for one that the newest release does not list",
            Program,
            {"status__exact": "withdrawn", "successor__is_current__exact": 0},
            "updated_at",
        ),
        Kind("Releases that wait to be published", Release, {"state__exact": "previewed"}, "loaded_at"),
        Kind(
            "Accreditation that ends soon or has ended",
            Accreditation,
            {"until__lt": soon, "status__in": "accredited,candidate,probation"},
            "until",
            ahead=True,
        ),
        Kind("Accreditation up for review", Accreditation, {"next_review__lt": soon}, "next_review", ahead=True),
        Kind(
            "Rules that end soon",
            RuleSet,
            {"valid_until__gte": today, "valid_until__lt": soon},
            "valid_until",
            ahead=True,
        ),
        Kind("Links that are broken", Link, {"state__exact": "broken"}, "failing_since"),
        Kind("Deadlines that have passed", Deadline, {"due_on__lt": today}, "due_on"),
        *checked,
    ]


def waiting_for(request):
    """What waits for a person: all kinds of it as Waiting, the oldest first, and the pages it is about, as Reads."""
    today = timezone.localdate()
    found = [(kind, one, rows) for kind, rows in _seen(request, today) if (one := _waiting(kind, rows, today))]
    read = most_read([(kind, rows) for kind, _, rows in found])
    return sorted((one for _, one, _ in found), key=lambda one: -one.days), read


def _seen(request, today):
    """Every Kind with its rows, as far as a person sees them."""
    for kind in kinds(today):
        desk = admin.site._registry[kind.model]
        if desk.has_view_permission(request):
            rows = kind.model._base_manager.filter(pk__in=desk.get_queryset(request).order_by().values("pk"))
            yield kind, rows.filter(_condition(_narrowed(kind)))


def _narrowed(kind):
    return kind.narrowed | ({"is_withdrawn__exact": 0} if issubclass(kind.model, Curated) else {})


def _waiting(kind, rows, today):
    told = rows.aggregate(count=Count("pk"), oldest=Min(kind.since))
    if not told["count"]:
        return None
    oldest = told["oldest"] if type(told["oldest"]) is date else told["oldest"].date()
    query = urlencode({name: str(value) for name, value in _narrowed(kind).items()})
    changelist = reverse(f"admin:{kind.model._meta.app_label}_{kind.model._meta.model_name}_changelist")
    return Waiting(kind.what, told["count"], (today - oldest).days, f"{changelist}?{query}")


def _condition(narrowed):
    """The lookups of an address as a condition: lists are parted by commas there."""
    return Q(*((name, value.split(",") if name.endswith("__in") else value) for name, value in narrowed.items()))


def by_age(waiting):
    """How many rows wait how long, as bars: [(words, count, width in percent)]; nothing where nothing waits."""
    spans = {"to come": None, "up to 7 days": 7, "up to 30 days": 30, "up to a year": 365, "longer": float("inf")}
    counts = dict.fromkeys(spans, 0)
    for one in waiting:
        words = "to come" if one.days < 0 else next(w for w, most in spans.items() if most and one.days <= most)
        counts[words] += one.count
    top = max(counts.values())
    return [(words, count, share(count, top)) for words, count in counts.items()] if top else []


def sources(today):
    """Of each source what is held: (title, edition, the Standing of its age), the stalest first."""
    live = {}
    for release in Release.objects.filter(state=Release.State.READY).defer("details", "report"):
        live.setdefault(release.source, []).append(release)
    told = []
    for source in registry.all_sources().values():
        held = live.get(source.key, [])
        standing = ages.of_source(source, held, today)
        told.append((source.title, held[0].edition if held else None, standing))
    order = [ages.Age.STALE, ages.Age.AGEING, None, ages.Age.FRESH, ages.Age.HISTORY]
    return sorted(told, key=lambda one: order.index(one[2].age if one[2] else None))


def last_imports(request):
    """What was loaded or changed in bulk last: (when, what, by whom, rows, address), as far as a person may see it."""
    found = []
    if request.user.has_perm("datasets.view_release"):
        for release in Release.objects.exclude(state=Release.State.IMPORTING).defer("details")[:LAST]:
            address = reverse("admin:datasets_release_change", args=[release.pk])
            by = release.done_by or "a command"
            found.append((release.loaded_at, str(release), by, release.rows_changed, address))
    if request.user.has_perm("datasets.view_bulkedit"):
        for edit in BulkEdit.objects.exclude(applied_at=None).defer("lines").order_by("-applied_at")[:LAST]:
            address = reverse("admin:datasets_bulkedit_change", args=[edit.pk])
            found.append((edit.applied_at, str(edit), edit.made_by, edit.added + edit.updated, address))
    return sorted(found, reverse=True)[:LAST]

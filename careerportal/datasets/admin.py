"""Releases, and the findings that a person decides."""

from django.contrib import admin
from django.db.models import Count, Q

from careerportal.datasets.desk import ReadOnlyAdmin, describe_release
from careerportal.datasets.models import Finding, Release


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    """What was loaded, when, and what it changed."""

    list_display = ["source", "edition", "state", "rows", "open_findings", "published_on", "loaded_at"]
    list_filter = ["source", "state"]
    search_fields = ["source", "edition", "file_name", "sha256"]
    date_hierarchy = "loaded_at"
    fields = [
        "came_from", "edition", "state", "published_on", "loaded_at", "rows", "report", "file_name", "sha256",
    ]  # fmt: skip
    readonly_fields = ["came_from"]

    def get_queryset(self, request):
        is_open = Count("findings", filter=Q(findings__is_settled=False))
        return super().get_queryset(request).annotate(open_finding_count=is_open)

    @admin.display(description="open findings", ordering="open_finding_count")
    def open_findings(self, release):
        return release.open_finding_count

    @admin.display(description="source")
    def came_from(self, release):
        return describe_release(release)


@admin.register(Finding)
class FindingAdmin(admin.ModelAdmin):
    """Doubts that an importer met. A curator notes what they found out and settles them."""

    list_display = ["kind", "severity", "subject", "row", "message", "release", "is_settled"]
    list_filter = ["is_settled", "severity", "kind", "release__source"]
    list_select_related = ["release"]
    search_fields = ["kind", "subject", "message", "note"]
    list_per_page = 50
    actions = ["settle", "reopen"]
    readonly_fields = ["release", "kind", "severity", "row", "subject", "message"]
    fieldsets = [
        ("What the importer met", {"fields": readonly_fields}),
        ("What a curator found out", {"fields": ["note", "is_settled"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description="Settle the selected findings", permissions=["change"])
    def settle(self, request, findings):
        count = findings.filter(is_settled=False).update(is_settled=True)
        self.message_user(request, f"{count} settled.")

    @admin.action(description="Open the selected findings again", permissions=["change"])
    def reopen(self, request, findings):
        count = findings.filter(is_settled=True).update(is_settled=False)
        self.message_user(request, f"{count} open again.")

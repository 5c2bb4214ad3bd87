"""Releases, and the findings that a person decides."""

from django.contrib import admin

from careerportal.datasets.models import Finding, Release
from careerportal.datasets.release_desk import ReleaseAdmin

admin.site.register(Release, ReleaseAdmin)


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

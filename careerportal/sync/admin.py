"""The change ledger, to read."""

from django.contrib import admin

from careerportal.datasets.desk import ReadOnlyAdmin
from careerportal.sync.models import Change, Pruning


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    """What partners were told, newest first. Only ledger.record() writes it."""

    list_display = ["serial", "resource", "key", "action", "at", "release"]
    list_filter = ["resource", "action", "at"]
    list_select_related = ["release"]
    search_fields = ["key"]
    ordering = ["-serial"]


@admin.register(Pruning)
class PruningAdmin(ReadOnlyAdmin):
    """What was cut off the ledger's old end."""

    list_display = ["through", "lines", "at"]
    list_filter = ["at"]

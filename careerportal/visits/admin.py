"""Page views on the desk, to look up: numbers by page and day."""

from django.contrib import admin

from careerportal.datasets.desk import ReadOnlyAdmin
from careerportal.datasets.narrow_lists import NarrowPaginator
from careerportal.datasets.taking_away import TakenAway
from careerportal.visits.models import PageViews


@admin.register(PageViews)
class PageViewsAdmin(TakenAway, ReadOnlyAdmin):
    """How often each page was read on each day. Nothing is kept of who read it."""

    list_display = ["slug", "page", "day", "views"]
    list_filter = ["page", "day"]
    search_fields = ["slug"]
    ordering = ["-day", "-views", "slug"]
    paginator = NarrowPaginator
    show_full_result_count = False

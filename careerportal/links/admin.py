"""Links on the desk: what other sites answered, and where each address stands, to be mended there."""

from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from careerportal.datasets.desk import ReadOnlyAdmin
from careerportal.datasets.narrow_lists import NarrowPaginator
from careerportal.datasets.taking_away import TakenAway
from careerportal.links import places
from careerportal.links.models import Link

MOST_PLACES = 50


@admin.register(Link)
class LinkAdmin(TakenAway, ReadOnlyAdmin):
    """What other sites answered when they were last asked (manage.py check_links). Mend an address where it stands;
    propose an override where a federal file names it."""

    list_display = ["address", "state", "said", "failing_since", "checked_at"]
    list_filter = ["state", "checked_at"]
    search_fields = ["url", "said"]
    ordering = ["failing_since", "url"]
    paginator = NarrowPaginator
    show_full_result_count = False
    fields = ("address_to_follow", "state", "said", "where_it_leads", "checked_at", "failing_since", "where_it_stands")
    readonly_fields = fields

    @admin.display(description="address", ordering="url")
    def address(self, link):
        return link.url

    @admin.display(description="address")
    def address_to_follow(self, link):
        return _followed(link.url)

    @admin.display(description="leads to")
    def where_it_leads(self, link):
        return _followed(link.moved_to) if link.moved_to else "—"

    @admin.display(description="stands in")
    def where_it_stands(self, link):
        """Each row that has the address, with the way to mend it."""
        found = places.places_of(link.url)[:MOST_PLACES]
        lines = [(_desk_page(row), str(row), column.label) for column, row in found]
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a> ({})', lines) if lines else "Nowhere any more"


def _followed(url):
    return format_html('<a href="{}" rel="external noopener noreferrer">{}</a>', url, url)


def _desk_page(row):
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return reverse("admin:index")

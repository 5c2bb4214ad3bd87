"""Taking a list of the desk away as a file, as far as a person sees it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from django.utils import timezone

from careerportal.datasets import bulk, bulk_files, tables

FORMATS = ("csv", "xlsx")


class TakenAway:
    """For a table of the desk: the list as it is narrowed, searched and ordered, as a file.

    It holds all fields of the row's own or, where rows can be changed in bulk, the columns that can be brought back.
    """

    change_list_template = "admin/desk/change_list.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/<str:file_format>/", view, name=name), *super().get_urls()]

    def export_view(self, request, file_format):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if file_format not in FORMATS:
            raise Http404(f"No list is taken away as {file_format}.")
        table = getattr(self, "bulk_table", None) or self._whole_rows()
        header = (*table.known, *table.beside)
        relations = [one.name for one in self.opts.concrete_fields if one.is_relation]
        listed = self.get_changelist_instance(request).queryset
        rows = bulk_files.rows_of(table, listed.select_related(*relations) if relations else listed)
        name = f"{self.opts.model_name}-{timezone.localdate():%Y-%m-%d}"
        return tables.take_away(file_format, name, str(self.opts.verbose_name_plural).capitalize()[:31], header, rows)

    def changelist_view(self, request, extra_context=None):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
        return super().changelist_view(request, {"export_url": name} | (extra_context or {}))

    def _whole_rows(self):
        return bulk.BulkTable(keys=(), columns=tuple(one.name for one in self.opts.concrete_fields))

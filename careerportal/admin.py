"""The name of the curator's desk. What each table shows stands in the admin.py of its app."""

from django.contrib import admin

from careerportal import people_desk  # noqa: F401 -- it registers people and roles

admin.site.site_header = "Career Portal: curator's desk"
admin.site.site_title = "Curator's desk"
admin.site.index_title = "What needs your attention"
admin.site.empty_value_display = "—"

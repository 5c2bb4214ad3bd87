"""Releases, and the findings that a person decides."""

from django.contrib import admin

from careerportal.datasets.bulk_desk import BulkEditAdmin
from careerportal.datasets.finding_desk import FindingAdmin
from careerportal.datasets.models import BulkEdit, Finding, Release
from careerportal.datasets.release_desk import ReleaseAdmin

admin.site.register(Release, ReleaseAdmin)
admin.site.register(Finding, FindingAdmin)
admin.site.register(BulkEdit, BulkEditAdmin)

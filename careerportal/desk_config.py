"""Django's admin with our own site: named in INSTALLED_APPS in its place."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "careerportal.desk_site.Desk"

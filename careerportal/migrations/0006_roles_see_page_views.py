"""Whoever sees every school sees how much its page is read."""

from django.db import migrations

from careerportal.roles import ADMINISTRATOR, EDITOR, REVIEWER, VIEWER, grant


def see_page_views(apps, schema_editor):
    grant(apps, dict.fromkeys((VIEWER, EDITOR, REVIEWER, ADMINISTRATOR), ("visits.view_pageviews",)))


class Migration(migrations.Migration):
    dependencies = [("careerportal", "0005_roles_see_links"), ("visits", "0001_initial")]

    operations = [migrations.RunPython(see_page_views, migrations.RunPython.noop)]

"""Whoever sees every school sees which links are broken."""

from django.db import migrations

from careerportal.roles import ADMINISTRATOR, EDITOR, REVIEWER, VIEWER, grant


def see_links(apps, schema_editor):
    grant(apps, dict.fromkeys((VIEWER, EDITOR, REVIEWER, ADMINISTRATOR), ("links.view_link",)))


class Migration(migrations.Migration):
    dependencies = [("careerportal", "0004_roles_see_merges"), ("links", "0001_initial")]

    operations = [migrations.RunPython(see_links, migrations.RunPython.noop)]

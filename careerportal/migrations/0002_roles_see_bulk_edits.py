"""Whoever sees the catalogue sees what was changed of it in bulk."""

from django.db import migrations

from careerportal.roles import ADMINISTRATOR, EDITOR, REVIEWER, VIEWER, grant


def see_bulk_edits(apps, schema_editor):
    grant(apps, dict.fromkeys((VIEWER, EDITOR, REVIEWER, ADMINISTRATOR), ("datasets.view_bulkedit",)))


class Migration(migrations.Migration):
    dependencies = [("careerportal", "0001_roles"), ("datasets", "0007_bulk_edits")]

    operations = [migrations.RunPython(see_bulk_edits, migrations.RunPython.noop)]

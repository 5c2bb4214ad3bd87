"""Whoever sees every school sees which were merged, and which programs were moved."""

from django.db import migrations

from careerportal.roles import ADMINISTRATOR, EDITOR, REVIEWER, VIEWER, grant


def see_merges(apps, schema_editor):
    grant(apps, dict.fromkeys((VIEWER, EDITOR, REVIEWER, ADMINISTRATOR), ("programs.view_schoolmove",)))


class Migration(migrations.Migration):
    dependencies = [("careerportal", "0003_curation_roles"), ("programs", "0022_merges_and_moves")]

    operations = [migrations.RunPython(see_merges, migrations.RunPython.noop)]

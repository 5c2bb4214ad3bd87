"""Whoever sees figures sees which occupations fields of study lead to."""

from django.db import migrations

from careerportal.roles import ADMINISTRATOR, EDITOR, REVIEWER, VIEWER, grant


def see_jobs_of_fields(apps, schema_editor):
    grant(apps, dict.fromkeys((VIEWER, EDITOR, REVIEWER, ADMINISTRATOR), ["salaries.view_joboffield"]))


class Migration(migrations.Migration):
    dependencies = [("careerportal", "0008_roles_write_the_glossary"), ("salaries", "0004_jobs_of_fields")]

    operations = [migrations.RunPython(see_jobs_of_fields, migrations.RunPython.noop)]

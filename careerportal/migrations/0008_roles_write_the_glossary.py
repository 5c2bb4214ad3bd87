"""Whoever writes our texts writes the glossary too."""

from django.db import migrations

from careerportal.roles import ADMINISTRATOR, EDITOR, REVIEWER, VIEWER, grant

SEES = ["texts.view_glossaryterm"]
WRITES = [*SEES, "texts.add_glossaryterm", "texts.change_glossaryterm"]


def write_the_glossary(apps, schema_editor):
    grant(apps, {VIEWER: SEES, **dict.fromkeys((EDITOR, REVIEWER, ADMINISTRATOR), WRITES)})


class Migration(migrations.Migration):
    dependencies = [("careerportal", "0007_nothing_written_is_deleted"), ("texts", "0003_glossary_terms")]

    operations = [migrations.RunPython(write_the_glossary, migrations.RunPython.noop)]

"""Who reviews and publishes, and who overrides federal values."""

from django.db import migrations

from careerportal.roles import ADMINISTRATOR, EDITOR, REVIEWER, SCHOOL_EDITOR, VIEWER, grant

SEES = ["programs.view_override"]
PROPOSES = [*SEES, "programs.add_override"]
REVIEWS = [*PROPOSES, "programs.publish_program"]
ROLES = {VIEWER: SEES, EDITOR: PROPOSES, SCHOOL_EDITOR: PROPOSES, REVIEWER: REVIEWS, ADMINISTRATOR: REVIEWS}


def give(apps, schema_editor):
    grant(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [("careerportal", "0002_roles_see_bulk_edits"), ("programs", "0021_overrides")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]

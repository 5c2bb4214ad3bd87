"""What curators write is withdrawn and never deleted, so no role needs to hold a permission to delete it."""

from django.db import migrations

from careerportal.roles import ROLES

WRITTEN = {
    "programs": ("school", "program", "programtopic", "accreditation", "deadline", "levelguide", "synonym"),
    "salaries": ("occupation", "profilesection"),
    "certification": ("certifyingbody", "certification", "ruleset", "examarea"),
    "texts": ("translatedtext",),
}


def take_back(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        for app, models in WRITTEN.items():
            named = [f"delete_{model}" for model in models]
            group.permissions.remove(*permissions.filter(content_type__app_label=app, codename__in=named))


class Migration(migrations.Migration):
    dependencies = [("careerportal", "0006_roles_see_page_views")]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]

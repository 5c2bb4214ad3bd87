from django.db import migrations

from programs import search_index


class Migration(migrations.Migration):
    """Index new programs a statement at a time."""

    dependencies = [("programs", "0009_deadline")]

    operations = [migrations.RunPython(search_index.reinstall, search_index.reinstall, elidable=True)]

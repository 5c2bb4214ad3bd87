from django.db import migrations

from programs import search_index


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_program_is_current")]

    operations = [migrations.RunPython(search_index.reinstall, search_index.remove)]

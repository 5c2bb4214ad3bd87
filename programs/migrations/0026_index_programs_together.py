from django.db import migrations

from programs import search_index


class Migration(migrations.Migration):
    """Index and forget the programs of a statement together, and read the words of a school once for all of them."""

    dependencies = [("programs", "0025_outcomes_by_earnings_alone")]

    operations = [migrations.RunPython(search_index.reinstall, search_index.reinstall, elidable=True)]

"""An index for the desk's list of programs in the order of their graduates' earnings."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programs", "0024_distance_education")]
    operations = [
        migrations.AddIndex("programoutcome", models.Index(fields=["earnings"], name="outcome_earnings")),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('datasets', '0004_releases_on_the_desk'),
    ]

    operations = [
        migrations.AlterField(
            model_name='journalentry',
            name='action',
            field=models.CharField(choices=[('created', 'Created'), ('updated', 'Updated'), ('stamped', 'Said to be of this release'), ('deleted', 'Deleted'), ('handed', 'Handed over to the row in its place')], max_length=7),
        ),
    ]

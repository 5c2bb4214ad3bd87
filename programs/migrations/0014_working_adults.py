"""What people ask who work while they study."""

from django.db import migrations, models

from programs import search_index


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0013_school_charge'),
    ]

    operations = [
        # SQLite makes the table anew, which the triggers of the search index would not survive.
        migrations.RunPython(search_index.remove, search_index.reinstall),
        migrations.AddField(
            model_name='program',
            name='admission_test',
            field=models.CharField(blank=True, choices=[('required', 'Required'), ('waivable', 'Required, but it can be waived'), ('not-asked', 'Not asked for')], db_default='', default='', max_length=10, verbose_name='GRE or GMAT'),
        ),
        migrations.AddField(
            model_name='program',
            name='cohort',
            field=models.BooleanField(blank=True, null=True, verbose_name='is taught in a cohort'),
        ),
        migrations.AddField(
            model_name='program',
            name='executive',
            field=models.BooleanField(blank=True, null=True, verbose_name='executive format'),
        ),
        migrations.AddField(
            model_name='program',
            name='experience_asked',
            field=models.BooleanField(blank=True, null=True, verbose_name='work experience asked'),
        ),
        migrations.AddField(
            model_name='program',
            name='part_time',
            field=models.BooleanField(blank=True, null=True, verbose_name='can be studied part time'),
        ),
        migrations.AddField(
            model_name='program',
            name='practicum',
            field=models.BooleanField(blank=True, null=True, verbose_name='has a practicum'),
        ),
        migrations.AddField(
            model_name='program',
            name='sessions',
            field=models.CharField(blank=True, choices=[('live', 'Live, at set times'), ('recorded', 'Recorded, at times of your own'), ('both', 'Both live and recorded')], db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='program',
            name='start_terms',
            field=models.CharField(blank=True, db_default='', default='', help_text='As the school says it: fall and spring.', max_length=120, verbose_name='starts'),
        ),
        migrations.RunPython(search_index.reinstall, search_index.remove),
    ]

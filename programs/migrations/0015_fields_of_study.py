import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('datasets', '0002_journal'),
        ('programs', '0014_working_adults'),
    ]

    operations = [
        migrations.CreateModel(
            name='FieldOfStudy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=7, unique=True, verbose_name='CIP code')),
                ('title', models.CharField(max_length=200)),
                ('definition', models.TextField(blank=True, help_text='As the classification words it.')),
                ('release', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='datasets.release')),
            ],
            options={
                'verbose_name_plural': 'fields of study',
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9]{2}\\.[0-9]{2}([0-9]{2})?$')), name='field_code_shape'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='field_has_a_title')],
            },
        ),
    ]

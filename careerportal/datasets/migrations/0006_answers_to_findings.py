from django.db import migrations, models


def settled_means_ignored(apps, schema_editor):
    apps.get_model("datasets", "Finding").objects.filter(is_settled=True).update(answer="ignore")


class Migration(migrations.Migration):
    dependencies = [("datasets", "0005_handed_over")]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="answer",
            field=models.CharField(
                max_length=6,
                blank=True,
                choices=[
                    ("ignore", "Leave it as it is"),
                    ("accept", "The file is right: take what it says"),
                    ("school", "It is this school"),
                ],
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="chosen_unitid",
            field=models.PositiveIntegerField("UNITID of the school", null=True, blank=True),
        ),
        migrations.AddField(
            model_name="finding",
            name="answered_by",
            field=models.CharField(max_length=150, blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="finding",
            name="answered_at",
            field=models.DateTimeField(null=True, blank=True, editable=False),
        ),
        migrations.AlterField(
            model_name="finding",
            name="note",
            field=models.TextField(
                "why", blank=True, help_text="What you found out, and where: whoever comes next reads it."
            ),
        ),
        migrations.RunPython(settled_means_ignored, migrations.RunPython.noop),
    ]

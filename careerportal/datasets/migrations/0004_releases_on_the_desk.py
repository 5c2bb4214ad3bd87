from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("datasets", "0003_said_as_it_is")]

    operations = [
        migrations.AlterModelOptions(
            name="release",
            options={
                "ordering": ["-loaded_at", "-id"],
                "permissions": [
                    ("preview_release", "Can preview a file, and give a preview up"),
                    ("publish_release", "Can publish a previewed release"),
                    ("roll_back_release", "Can roll a release back"),
                ],
            },
        ),
        migrations.AddField(
            model_name="release",
            name="done_by",
            field=models.CharField(
                "by",
                max_length=150,
                blank=True,
                help_text="Who last previewed, published or rolled it back on the desk.",
            ),
        ),
    ]

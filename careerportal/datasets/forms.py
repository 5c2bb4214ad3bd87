"""The form for a federal file on the desk."""

import re

from django import forms
from django.core.exceptions import ValidationError

from careerportal.datasets import uploads
from careerportal.datasets.registry import all_sources

ENDINGS = (".csv", ".csv.gz", ".zip", ".xlsx")
FILE_NAME = re.compile(r"[\w][\w .()+-]{0,119}", re.ASCII)


class PreviewForm(forms.Form):
    """A federal file, of which source and edition it is, and what to do with rows that cannot be read."""

    source = forms.ChoiceField(choices=lambda: [(key, source.title) for key, source in all_sources().items()])
    file = forms.FileField(
        help_text=f"As the agency publishes it: {', '.join(ENDINGS)}; up to {uploads.LARGEST // 1024**2} MB."
    )
    edition = forms.CharField(
        required=False,
        max_length=60,
        help_text="The publisher's own name of it, such as 2024-25 or May 2025. Leave it empty where the file says it.",
    )
    skip_bad_rows = forms.BooleanField(
        required=False,
        label="Leave unreadable rows out",
        help_text="Otherwise one such row stops the preview. With this, nothing is withdrawn.",
    )

    def __init__(self, *args, too_large=False, **kwargs):
        super().__init__(*args, **kwargs)
        if too_large:
            self.fields["file"].error_messages["required"] = (
                f"The file has more than {uploads.LARGEST // 1024**2} MB, which a page cannot load. Copy it to the "
                "server and run there: manage.py refresh SOURCE --file FILE --preview"
            )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(ENDINGS):
            raise ValidationError(f"The file's name must end in {', '.join(ENDINGS)}.")
        if not FILE_NAME.fullmatch(file.name):
            raise ValidationError(
                "Name the file with letters, digits, spaces, dots and hyphens alone, 120 characters at most."
            )
        return file

    def clean_edition(self):
        return " ".join(self.cleaned_data["edition"].split())

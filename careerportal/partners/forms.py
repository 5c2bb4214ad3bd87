"""The forms of the partner manager."""

from django import forms

from careerportal.api.changes import TOLD
from careerportal.partners.models import ApiKey
from careerportal.partners.scopes import USUAL, Scope


class KeyForm(forms.ModelForm):
    """A key: what it is for, what it may do, and until when."""

    scopes = forms.MultipleChoiceField(choices=Scope.choices, initial=USUAL, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = ApiKey
        fields = ["partner", "name", "scopes", "expires_at"]


class WebhookForm(forms.ModelForm):
    """A webhook: where, and of what. The desk says which fields it has."""

    resources = forms.CharField(
        required=False, help_text="Resources to tell of, parted by commas, such as programs, schools; empty: all."
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "resources" in self.fields:
            self.initial["resources"] = ", ".join(self.instance.resources)

    def clean_resources(self):
        words = [word for part in self.cleaned_data["resources"].split(",") if (word := part.strip())]
        if unknown := [word for word in words if word not in TOLD]:
            raise forms.ValidationError(f"There is no resource {', '.join(unknown)}; there are {', '.join(TOLD)}.")
        return words

    def clean_url(self):
        url = self.cleaned_data["url"]
        if not url.startswith("https://"):
            raise forms.ValidationError("Messages are sent to https:// addresses only.")
        return url

"""What a reader says of a mistake, and what a curator decides of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerportal.reports import answering
from careerportal.reports.models import Report

LONGEST_VALUE, LONGEST_REASON, LONGEST_ADDRESS = 2_000, 1_000, 500
BOX = {"class": "input", "autocomplete": "off"}


class ReportForm(forms.Form):
    """Three questions, and a box that people do not see and machines fill in."""

    use_required_attribute = False

    proposed = forms.CharField(
        label=_("What should it say?"),
        max_length=LONGEST_VALUE,
        widget=forms.Textarea(attrs=BOX | {"rows": 3}),
        error_messages={"required": _("Write what it should say.")},
    )
    why = forms.CharField(
        label=_("How do you know? (optional)"),
        help_text=_("Please do not write your name or anybody's address."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs=BOX | {"rows": 3}),
    )
    evidence_url = forms.URLField(
        label=_("A page that says so (optional)"),
        help_text=_("Its address, such as https://school.edu/program."),
        required=False,
        max_length=LONGEST_ADDRESS,
        assume_scheme="https",
        widget=forms.TextInput(attrs=BOX | {"inputmode": "url"}),
        error_messages={"invalid": _("Write the whole address, such as https://school.edu/program.")},
    )
    website = forms.CharField(label=_("Leave this box empty"), required=False)

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(gettext("Leave the hidden box empty: only machines fill it in."))
        return ""


class AnswerForm(forms.ModelForm):
    """A curator's decision on one report."""

    decision = forms.ChoiceField(
        choices=[("", "Leave it open"), ("accept", "Accept: the portal is corrected"), ("decline", "Decline")],
        required=False,
    )

    class Meta:
        model = Report
        fields = ("written", "answer")
        labels = {"written": "Write this value"}
        help_texts = {
            "written": (
                "What the portal is to say, in your words: it begins with what the reader proposed. Not used when you "
                "decline, nor for deadlines, accreditation and topics, which you first correct on the program's page."
            ),
            "answer": "Needed for both. Everybody reads it on the log of corrections, so name no reader.",
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk and "written" in self.fields and not self.instance.written:
            self.initial["written"] = self.instance.proposed

    def clean(self):
        given = super().clean()
        if given.get("decision") and not given.get("answer", "").strip():
            self.add_error("answer", "Write an answer: everybody reads it on the log of corrections.")
        if given.get("decision") == "accept":
            answering.check(self.instance, given.get("written", ""))
        return given

"""What is asked for: a code, a code or the password, the reason why a device is taken away."""

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError

from careerportal.second_factor import trying


class Code(forms.CharField):
    """A code of an app, or a recovery code; both are digits, so phones show digits to type."""

    def __init__(self, **options):
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attributes), **options)


class CodeForm(forms.Form):
    """The code of sign-in and of set-up. Whoever uses it says whether the code is right."""

    code = Code(label="Code", error_messages={"required": "Type the code that your app shows now."})


class ProofForm(forms.Form):
    """Who holds the session is its owner: by the password, or by a code."""

    password = forms.CharField(
        label="Your password",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = Code(label="Or a code of your app, or a recovery code", required=False)

    def __init__(self, request, *args, **options):
        super().__init__(*args, **options)
        self.request = request

    def clean(self):
        given, person = super().clean(), self.request.user
        if given.get("password"):
            if authenticate(self.request, username=person.get_username(), password=given["password"]) != person:
                self.add_error("password", "This is not your password. Type it again, or give a code in its place.")
        elif given.get("code"):
            if not trying.accepts(self.request, person, given["code"]):
                self.add_error("code", trying.what_is_wrong(person))
        else:
            raise ValidationError("Give your password or a code, so that nobody else can do this in your name.")
        return given


class TakeAwayForm(forms.Form):
    why = forms.CharField(
        label="Why",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="How you know that it is this person who asks, for example: called back on the number we know.",
    )

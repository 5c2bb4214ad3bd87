"""What a student types into the planners. Page and API read it with the same forms, so both refuse the same things."""

from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.dates import add_months
from certification.eligibility import Applicant, Studies

MOST_YEARS = 60
MOST_CREDIT_HOURS = 400
MOST_PROGRAM_MONTHS = 120
MOST_RENEWAL_HOURS = 1_000
FIRST_DAY = date(1900, 1, 1)
FURTHEST_START_YEARS = 10
MEMBER_CHOICES = [("yes", _("Yes")), ("no", _("No"))]
SAY_WHETHER = _("Say whether you are a member: choose yes or no.")
STUDIES = ("program_credits", "program_start", "program_months")


def _say(sentence, noun, **known):
    """A sentence about a thing, in the language of the page. `inside` is the noun amid other words."""
    noun = str(noun)
    return str(sentence) % {"noun": noun, "inside": f"{noun[0].lower()}{noun[1:]}", **known}


_said = lazy(_say, str)


class AmountField(forms.DecimalField):
    """A number that a person types. A plain text box, so that what is not a number stays there to be corrected."""

    def __init__(self, *, noun, most, least=0, example="", **options):
        between = _said(_("%(noun)s can be %(least)s to %(most)s."), noun, least=str(least), most=f"{most:,}")
        as_a_number = _said(_("Write %(inside)s as a number, such as %(example)s."), noun, example=example)
        messages = {
            "invalid": as_a_number,
            "required": as_a_number,
            "min_value": between,
            "max_value": between,
            "max_decimal_places": _said(_("Write %(inside)s with two decimals at most."), noun),
        }
        widget = forms.TextInput(attrs={"class": "input input--short", "inputmode": "decimal", "autocomplete": "off"})
        self.noun = noun
        super().__init__(
            min_value=least, max_value=most, decimal_places=2, widget=widget, error_messages=messages, **options
        )

    def to_python(self, value):
        """Read a number; "-0" is 0."""
        number = super().to_python(value)
        return None if number is None else number + 0

    def run_validators(self, value):
        """Say the first thing that is wrong, not the same thing in two ways."""
        try:
            super().run_validators(value)
        except ValidationError as error:
            raise ValidationError(error.messages[0]) from error


class WholeNumberField(AmountField):
    """A number without decimals."""

    def clean(self, value):
        number = super().clean(value)
        if number is not None and number != number.to_integral_value():
            raise ValidationError(_say(_("Write %(inside)s as a whole number."), self.noun))
        return None if number is None else int(number)


class DayInput(forms.DateInput):
    """The browser's calendar; a text box when it holds something that a calendar could not show."""

    def __init__(self):
        super().__init__(attrs={"class": "input input--short", "autocomplete": "off"}, format="%Y-%m-%d")

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["type"] = "date" if _is_shown_by_a_calendar(context["widget"]["value"]) else "text"
        return context


class DayField(forms.DateField):
    """A day since 1900, as 2026-05-31 or 5/31/2026."""

    def __init__(self, *, noun, **options):
        form = _said(_("Write %(inside)s as year-month-day, such as 2026-05-31."), noun)
        super().__init__(
            widget=DayInput(),
            input_formats=["%Y-%m-%d", "%m/%d/%Y"],
            error_messages={"invalid": form, "required": form},
            validators=[MinValueValidator(FIRST_DAY, _said(_("%(noun)s cannot be before 1900."), noun))],
            **options,
        )


class EligibilityForm(forms.Form):
    """What a person has today and, if they plan to study, what a program would add."""

    use_required_attribute = False

    experience_years = AmountField(
        label=_("Years"),
        noun=_("Years of experience"),
        most=MOST_YEARS,
        example=_("3 or 2.5"),
        help_text=_("So far, 0 if none. You may write 2.5."),
    )
    experience_months = WholeNumberField(
        label=_("Months beyond the years (optional)"),
        noun=_("Months"),
        most=11,
        example="6",
        required=False,
        help_text=_("0 to 11. Twelve months are one year."),
    )
    credit_hours = AmountField(
        label=_("Credit hours"),
        noun=_("Credit hours"),
        most=MOST_CREDIT_HOURS,
        example=_("12 or 4.5"),
        help_text=_("Hours that a college has given you credit for, 0 if none."),
    )
    member = forms.ChoiceField(
        label=_("Are you a member in good standing?"),
        choices=MEMBER_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": SAY_WHETHER, "invalid_choice": SAY_WHETHER},
    )
    program_credits = AmountField(
        label=_("Credit hours it gives"),
        noun=_("The program's credit hours"),
        least=Decimal("0.5"),
        most=MOST_CREDIT_HOURS,
        example="18",
        required=False,
        help_text=_("Those that fit the rule, not all of the program's."),
    )
    program_start = DayField(
        label=_("Start"),
        noun=_("The program's start"),
        required=False,
        help_text=_("The first day, such as 2027-01-11."),
    )
    program_months = WholeNumberField(
        label=_("Length in months"),
        noun=_("The program's length in months"),
        least=1,
        most=MOST_PROGRAM_MONTHS,
        example="12",
        required=False,
    )

    def __init__(self, data=None, *, today, **options):
        super().__init__(data, **options)
        self.today = today

    @classmethod
    def read(cls, query, *, today):
        """The form that an address fills in. One that tells of a program alone, as program pages lead here, asks
        nothing yet: what it tells stands in its boxes, and the person fills in the others.
        """
        if any(name in query for name in cls.base_fields if name not in STUDIES):
            return cls(query, today=today)
        return cls(today=today, initial={name: query[name] for name in STUDIES if name in query})

    def clean_program_start(self):
        start = self.cleaned_data["program_start"]
        if start and start > add_months(self.today, FURTHEST_START_YEARS * 12):
            said = gettext("The program's start can be at most %(years)s years from now.")
            raise ValidationError(said % {"years": FURTHEST_START_YEARS})
        return start

    def clean(self):
        """Studies are told whole or not at all, and end in the future: finished ones are hours one has."""
        given = [name for name in STUDIES if self.cleaned_data.get(name) is not None]
        if not given or any(name in self.errors for name in STUDIES):
            return
        for name in STUDIES:
            if name not in given:
                self.add_error(name, gettext("Fill in all three about the program, or none of them."))
        if len(given) == len(STUDIES) and self.studies().finished_on <= self.today:
            self.add_error(
                "program_start", gettext("This program is over by now: add its hours to those that you have.")
            )

    @property
    def tells_of_studies(self):
        """Something was typed about a program, be it right or wrong."""
        return any(self[name].value() for name in STUDIES)

    def applicant(self):
        """The person, in the terms of the arithmetic. A part of a month does not count."""
        told = self.cleaned_data
        months = int(told["experience_years"] * 12) + (told["experience_months"] or 0)
        return Applicant(months, told["credit_hours"], is_member=told["member"] == "yes")

    def studies(self):
        """The program that they plan, or None."""
        told = self.cleaned_data
        if told.get("program_credits") is None:
            return None
        return Studies(told["program_credits"], add_months(told["program_start"], told["program_months"]))


class RenewalForm(forms.Form):
    """When somebody was certified, and what they have done since the last renewal."""

    use_required_attribute = False

    certified_on = DayField(
        label=_("Day of certification"),
        noun=_("The day of certification"),
        help_text=_("The day on your certificate, such as 2025-03-31."),
    )
    hours_done = AmountField(
        label=_("Hours done in this period"),
        noun=_("Hours done"),
        most=MOST_RENEWAL_HOURS,
        example=_("10 or 7.5"),
        help_text=_("Continuing education since your last renewal, 0 if none."),
    )

    def __init__(self, data=None, *, today, **options):
        super().__init__(data, **options)
        self.today = today

    def clean_certified_on(self):
        certified_on = self.cleaned_data["certified_on"]
        if certified_on > self.today:
            raise ValidationError(
                gettext("The day of certification lies in the future. Give the day on your certificate.")
            )
        return certified_on


def is_asked(form_class, query):
    """Whether a query says anything that the form reads, so that an empty page does not open with complaints."""
    return any(name in query for name in form_class.base_fields)


def _is_shown_by_a_calendar(text):
    try:
        return not text or len(date.fromisoformat(text).isoformat()) == len(text)
    except ValueError:
        return False

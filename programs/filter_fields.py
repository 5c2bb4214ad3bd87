"""The kinds of values that filters take: words, dollars, a place and miles around it."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from programs import places
from programs.filter_words import LARGEST_AMOUNT, MILES_HELP, PLACE_HELP


class WordsField(forms.MultipleChoiceField):
    """Several words of a list; an empty one, as a form without a choice sends it, is no choice."""

    def to_python(self, value):
        return [word for word in super().to_python(value) if word]


class WordsFilter(django_filters.MultipleChoiceFilter):
    field_class = WordsField


class DollarsFilter(django_filters.NumberFilter):
    """Whole dollars, from 0 to ten million."""

    field_class = forms.IntegerField

    def __init__(self, **options):
        limits = {"min_value": 0, "max_value": LARGEST_AMOUNT}
        super().__init__(help_text=f"whole dollars from 0 to {LARGEST_AMOUNT:,}", **limits, **options)

    def get_max_validator(self):
        """The field has a limit of its own."""
        return None


class PlaceField(forms.CharField):
    """A place by its ZIP code, or by city and state."""

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        place = places.find(text)
        if place is None:
            raise ValidationError(f"We know no such place; {PLACE_HELP}.")
        return place


class PlaceFilter(django_filters.CharFilter):
    field_class = PlaceField

    def __init__(self, **options):
        super().__init__(help_text=PLACE_HELP, **options)


class MilesFilter(django_filters.NumberFilter):
    """How far "near" reaches; 50 miles where nobody says."""

    field_class = forms.IntegerField

    def __init__(self, **options):
        super().__init__(help_text=MILES_HELP, min_value=1, max_value=places.MOST_MILES, **options)

    def get_max_validator(self):
        """The field has a limit of its own."""
        return None

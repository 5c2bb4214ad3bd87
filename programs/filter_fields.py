"""The kinds of values that filters take: words, dollars, a place and miles around it."""

import re

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from careerportal.taxonomy.cip import CIP_PATTERN
from programs import places
from programs.filter_words import LARGEST_AMOUNT, MILES_HELP, PLACE_HELP

WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")


class WordsField(forms.MultipleChoiceField):
    """Several words of a list; an empty one, as a form without a choice sends it, is no choice."""

    def to_python(self, value):
        return [word for word in super().to_python(value) if word]


class WordsFilter(django_filters.MultipleChoiceFilter):
    field_class = WordsField


class FieldsField(WordsField):
    """Fields of study by their CIP codes: any that has the shape of one, whether a program is offered in it or not."""

    def valid_value(self, value):
        return bool(re.fullmatch(CIP_PATTERN, value))


class FieldsFilter(django_filters.MultipleChoiceFilter):
    field_class = FieldsField


class DollarsFilter(django_filters.NumberFilter):
    """Whole dollars, from 0 to ten million."""

    field_class = forms.IntegerField

    def __init__(self, **options):
        limits = {"min_value": 0, "max_value": LARGEST_AMOUNT}
        super().__init__(help_text=f"whole dollars from 0 to {LARGEST_AMOUNT:,}", **limits, **options)

    def get_max_validator(self):
        """The field has a limit of its own."""
        return None


class RangeField(forms.CharField):
    """A whole number, or a range of them that may be open at one end: `50000`, `50000..80000`, `50000..`, `..80000`."""

    def __init__(self, *args, unit, **options):
        self.unit = unit
        super().__init__(*args, **options)

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        lowest, dots, highest = text.partition("..")
        if not dots:
            highest = lowest
        limits = [self._limit(part) for part in (lowest, highest)]
        if limits == [None, None]:
            raise ValidationError(range_help(self.unit))
        return tuple(limits)

    def _limit(self, text):
        if not text:
            return None
        if not WHOLE_NUMBER.fullmatch(text) or int(text) > LARGEST_AMOUNT:
            raise ValidationError(range_help(self.unit))
        return int(text)


def range_help(unit):
    return f"{unit} from 0 to {LARGEST_AMOUNT:,}: one, or a range such as 50000..80000, 50000.. or ..80000"


class RangeFilter(django_filters.CharFilter):
    """Figures in a range; a blank figure is in none."""

    field_class = RangeField

    def __init__(self, *, unit="whole dollars", **options):
        super().__init__(help_text=range_help(unit), unit=unit, **options)

    def filter(self, queryset, limits):
        lowest, highest = limits or (None, None)
        if lowest is not None:
            queryset = queryset.filter(**{f"{self.field_name}__gte": lowest})
        return queryset if highest is None else queryset.filter(**{f"{self.field_name}__lte": highest})


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

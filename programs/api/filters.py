"""How schools can be narrowed in the API; the words are those of the programs' filters."""

import django_filters

from careerportal.taxonomy import states
from careerportal.taxonomy.controls import Control
from programs.filter_fields import WordsFilter
from programs.filter_words import LISTED_CHOICES, LONGEST_TEXT
from programs.models import School


class SchoolFilterSet(django_filters.FilterSet):
    """Schools by name, place and control; those that have left the Department's list only when asked for."""

    q = django_filters.CharFilter(
        label="Words that all stand in the school's names.", method="with_words", max_length=LONGEST_TEXT
    )
    state = WordsFilter(label="State", choices=list(states.PLACES.items()), distinct=False)
    control = WordsFilter(label="Kind of school", choices=Control.choices, distinct=False)
    listed = django_filters.ChoiceFilter(
        label="Schools", choices=list(LISTED_CHOICES.items()), empty_label=None, method="as_asked"
    )

    class Meta:
        model = School
        fields = []

    def filter_queryset(self, schools):
        if self.form.cleaned_data["listed"] != "all":
            schools = schools.listed()
        return super().filter_queryset(schools)

    def with_words(self, schools, name, value: str):
        return schools.matching(value)

    def as_asked(self, schools, name, value: str):
        """`listed` acts on the whole list, in filter_queryset."""
        return schools

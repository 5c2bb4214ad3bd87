"""How wages, areas and projections can be narrowed in the API; the words are the pages' own."""

import django_filters
from django import forms
from drf_spectacular.drainage import set_override

from careerportal.taxonomy import states
from salaries.models import Area, Occupation, Projection, WageEstimate
from salaries.queries import ORDERS

PLACES = list(states.PLACES.items())
FIRST_YEAR, LAST_YEAR = 1988, 2100


class CodesFilter(django_filters.ModelMultipleChoiceFilter):
    """Several rows of another table, each named by its federal code."""

    def __init__(self, **options):
        super().__init__(**options)
        set_override(self, "field", {"type": "string", "description": options["label"]})


def occupation_filter():
    return CodesFilter(
        label="SOC code of an occupation, such as 11-9111. Repeat it for several.",
        field_name="occupation__soc",
        queryset=Occupation.objects.all(),
        to_field_name="soc",
        distinct=False,
    )


class YearFilter(django_filters.NumberFilter):
    """A calendar year."""

    field_class = forms.IntegerField


class WageFilterSet(django_filters.FilterSet):
    occupation = occupation_filter()
    area = CodesFilter(
        label="Code of an area, such as 99 for the nation; see /api/v1/areas/. Repeat it for several.",
        field_name="area__code",
        queryset=Area.objects.all(),
        to_field_name="code",
        distinct=False,
    )
    kind = django_filters.MultipleChoiceFilter(
        label="Kind of area. Repeat it for several.", field_name="area__kind", choices=Area.Kind.choices, distinct=False
    )
    state = django_filters.MultipleChoiceFilter(
        label="Postal code of a state: its own estimate and those of areas mainly in it. Repeat it for several.",
        field_name="area__state",
        choices=PLACES,
        distinct=False,
    )
    year = YearFilter(
        label="Year of the estimate (May of that year). Without it, every year that is loaded.",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
    )
    sort = django_filters.ChoiceFilter(
        label="Order; a minus puts the largest first, blanks come last. Without it: by occupation, area and year.",
        method="in_order",
        choices=[(word, word) for word in ORDERS],
        empty_label=None,
    )

    class Meta:
        model = WageEstimate
        fields = []

    def in_order(self, wages, name, value: str):
        return wages.sorted_by(value)


class AreaFilterSet(django_filters.FilterSet):
    kind = django_filters.MultipleChoiceFilter(
        label="Kind of area. Repeat it for several.", choices=Area.Kind.choices, distinct=False
    )
    state = django_filters.MultipleChoiceFilter(
        label="Postal code of a state. Repeat it for several.", choices=PLACES, distinct=False
    )

    class Meta:
        model = Area
        fields = []


class ProjectionFilterSet(django_filters.FilterSet):
    occupation = occupation_filter()

    class Meta:
        model = Projection
        fields = []


class OccupationFilterSet(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Words that all stand in title, code or other titles.", method="with_words")

    class Meta:
        model = Occupation
        fields = []

    def with_words(self, occupations, name, value: str):
        return occupations.matching(value)

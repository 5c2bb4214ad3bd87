"""How programs and schools can be narrowed in the API: the words of the programs page, and what partners ask beyond."""

import django_filters
from django.core.validators import RegexValidator
from django.db.models import F

from careerportal.taxonomy import states
from careerportal.taxonomy.cip import CIP_PATTERN
from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.regions import REGIONS
from programs.filter_fields import DollarsFilter, RangeFilter, WordsFilter
from programs.filter_words import LISTED_CHOICES, LONGEST_TEXT
from programs.filters import ProgramFilterSet
from programs.models import Program, School

AMONG_FEW = F("id") + 0
"""By id, but not by the index of ids: whoever goes through it meets most other programs before the last of a state."""

NOT_A_CODE = "A field of study is named by its CIP code, such as 51.07 or 51.0701."


class ProgramApiFilterSet(ProgramFilterSet):
    """The page's filters by the same words, figures in ranges, and values to leave out.

    Without an order, a keyword or a place to measure from, programs stand in the order in which we came to know them:
    it never changes, so that a walk meets each of them once whatever is edited meanwhile.
    """

    reads_only_what_is_given = True

    cip = django_filters.CharFilter(
        label="Field of study by its CIP code; one of four digits with all that belong to it",
        field_name="cip",
        lookup_expr="startswith",
        validators=[RegexValidator(CIP_PATTERN, NOT_A_CODE)],
        help_text=NOT_A_CODE,
    )
    earnings = RangeFilter(label="Graduates earn", field_name="outcome__earnings")
    earnings__gte = DollarsFilter(label="Graduates earn at least", field_name="outcome__earnings", lookup_expr="gte")
    earnings__lte = DollarsFilter(label="Graduates earn at most", field_name="outcome__earnings", lookup_expr="lte")
    debt = RangeFilter(label="Graduates owe", field_name="outcome__debt")
    debt__gte = DollarsFilter(label="Graduates owe at least", field_name="outcome__debt", lookup_expr="gte")
    debt__lte = DollarsFilter(label="Graduates owe at most", field_name="outcome__debt", lookup_expr="lte")
    completers = RangeFilter(label="Awards in a year", field_name="outcome__completers", unit="whole numbers")

    def filter_queryset(self, queryset):
        asked = self.form.cleaned_data
        if not (asked.get("sort") or asked.get("q") or asked.get("near")):
            return self.matches.order_by(AMONG_FEW if asked.get("state") or asked.get("region") else "id")
        return super().filter_queryset(queryset)

    def leave_out_level(self, programs, values):
        return programs.exclude(level__in=values)

    def leave_out_field(self, programs, values):
        return programs.exclude(pk__in=Program.objects.in_fields(*values).values("pk"))

    def leave_out_state(self, programs, values):
        return programs.exclude(school__state__in=values)

    def leave_out_region(self, programs, values):
        return programs.exclude(school__state__in=[state for region in values for state in REGIONS[region]])

    def leave_out_control(self, programs, values):
        return programs.exclude(school__control__in=values)

    def leave_out_delivery(self, programs, values):
        return programs.exclude(delivery__in=values)

    def leave_out_topic(self, programs, values):
        return programs.not_teaching(*values)

    def leave_out_study(self, programs, values):
        return programs.that_meet_none_of(*values)

    def leave_out_size(self, programs, values):
        return programs.of_no_size_in(*values)

    def leave_out_has(self, programs, values):
        return programs.filter(**{f"outcome__{figure}__isnull": True for figure in values})


class SchoolFilterSet(django_filters.FilterSet):
    """Schools by name, place and control; those that have closed or left the Department's list only when asked for."""

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

"""What the API is measured against within Django: the same list as one would write it first.

A ModelSerializer for each table, nested, everything fetched with one join; django-filter, page numbers, a count. It
says less than the portal's rows do: no links, no status beside a figure, no names of sources.
"""

import django_filters
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import generics, pagination, renderers, serializers

from careerportal.datasets.models import Release
from careerportal.taxonomy import states
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.models import Program, ProgramOutcome, School


class PlainRelease(serializers.ModelSerializer):
    class Meta:
        model = Release
        fields = ("source", "edition")


class PlainSchool(serializers.ModelSerializer):
    class Meta:
        model = School
        fields = ("unitid", "slug", "name", "display_name", "control", "state", "is_listed")


class PlainOutcome(serializers.ModelSerializer):
    release = PlainRelease()

    class Meta:
        model = ProgramOutcome
        fields = (
            "completers", "earnings", "earnings_horizon", "debt", "benchmark_state", "benchmark_nation", "blanks",
            "release",
        )  # fmt: skip


class PlainProgram(serializers.ModelSerializer):
    school = PlainSchool()
    outcome = PlainOutcome()

    class Meta:
        model = Program
        fields = (
            "slug", "title", "cip", "level", "school", "outcome", "description", "delivery", "length_months", "credits",
            "capstone", "internship", "entry_requirements", "url", "updated_at",
        )  # fmt: skip


class PlainFilterSet(django_filters.FilterSet):
    level = django_filters.MultipleChoiceFilter(choices=DegreeLevel.choices)
    state = django_filters.MultipleChoiceFilter(field_name="school__state", choices=list(states.PLACES.items()))
    earnings_min = django_filters.NumberFilter(field_name="outcome__earnings", lookup_expr="gte")

    class Meta:
        model = Program
        fields = []


class Pages(pagination.PageNumberPagination):
    page_size = 20


class PlainProgramList(generics.ListAPIView):
    queryset = (
        Program.objects.filter(status="published", is_current=True, school__is_listed=True)
        .select_related("school", "outcome", "outcome__release")
        .order_by("id")
    )
    serializer_class = PlainProgram
    filterset_class = PlainFilterSet
    filter_backends = [DjangoFilterBackend]
    pagination_class = Pages
    renderer_classes = [renderers.JSONRenderer]
    authentication_classes = permission_classes = throttle_classes = ()
    schema = None

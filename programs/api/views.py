"""Programs, schools and levels for partners."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.reverse import reverse

from careerportal import json_ld
from careerportal.api import conditional, selection
from careerportal.api.problems import Gone
from careerportal.api.resources import Resource
from careerportal.api.schema import GoneProblemSerializer
from careerportal.sync import kept
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs import places
from programs.api import ctdl, levels, rows, serializers
from programs.api.filters import ProgramApiFilterSet, SchoolFilterSet
from programs.filter_words import LARGEST_AMOUNT, LONGEST_TEXT
from programs.models import LevelGuide, Program, School
from programs.successors import successors

SOURCES = ("scorecard-field-of-study", "ipeds-completions")
SCHOOL_SOURCES = (*SOURCES, "ipeds-directory", "scorecard-institution", "ipeds-charges", "ipeds-offerings")
KEY = OpenApiParameter(
    "key", str, OpenApiParameter.PATH, description="UNITID, the Department of Education's number, or our slug."
)
MOST_PAGES = 300
"""Pages of programs of which a process keeps which programs stand on them, 8 KB each for a hundred."""

LEVEL = OpenApiParameter("level", str, OpenApiParameter.PATH, enum=DegreeLevel.values)

HOW_TO_NARROW = (
    "Give level, field, state, control or has several times to ask for any of several. Without `listed=all`, programs "
    "of schools that have closed or left the Department of Education's list are left out, as on the page. Blanks come "
    "last in every order. Wrong values and unknown parameters are refused, all of them in one answer."
)
AMOUNT = {"type": "integer", "minimum": 0, "maximum": LARGEST_AMOUNT}
NARROWING = [
    OpenApiParameter(
        "q",
        {"type": "string", "maxLength": LONGEST_TEXT},
        description="Words that all stand in the title, school, place or level, as themselves or as words alike.",
    ),
    OpenApiParameter(
        "earnings_min", AMOUNT, description="Median earnings are published and no lower. Unit: whole US dollars a year."
    ),
    OpenApiParameter("debt_max", AMOUNT, description="Median debt is published and no higher. Unit: whole US dollars."),
    OpenApiParameter(
        "near",
        {"type": "string", "maxLength": places.LONGEST_TEXT},
        description="A ZIP code such as 76201, or a city and its state such as Denton, TX.",
    ),
    OpenApiParameter(
        "miles",
        {"type": "integer", "minimum": 1, "maximum": places.MOST_MILES, "default": places.USUAL_MILES},
        description="How far `near` reaches, in a straight line. Schools whose place is unknown are left out.",
    ),
]


@extend_schema_view(
    list=extend_schema(
        summary="Programs, with the filters of the programs page", description=HOW_TO_NARROW, parameters=NARROWING
    ),
    retrieve=extend_schema(summary="One program, by slug"),
)
class ProgramViewSet(Resource):
    serializer_class = serializers.ProgramSerializer
    filterset_class = ProgramApiFilterSet
    related = ("school", "outcome")
    linked = {"jsonld": json_ld.educational_program, "ctdl": ctdl.program}
    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
    sources = SOURCES
    also_answers = {410: ("The program has been withdrawn.", GoneProblemSerializer)}

    def get_queryset(self):
        if self.detail:
            return Program.objects.public().for_listing().prefetch_related("topics", "accreditations", "deadlines")
        return Program.objects.published()

    def page(self, serial):
        if self.is_linked:
            return super().page(serial)
        known = kept.at(serial, "pages of programs", dict)
        asked = timezone.localdate(), self.request.META["QUERY_STRING"]
        return kept.once(known, asked, lambda: super(ProgramViewSet, self).page(serial), MOST_PAGES)

    def read(self, queryset, names):
        if self.is_linked:
            return list(queryset.select_related("school"))
        return list(queryset.values_list("pk", *names))

    def values_of(self, row, names):
        return super().values_of(row, names) if self.is_linked else row[-len(names) :]

    def rows(self, found):
        pks, serial = [pk for pk, *_ in found], conditional.serial_of(self.request)
        if self.part is None and self.request.accepted_renderer.format != "csv":
            return rows.written(pks, self.site, serial)
        said = rows.of(pks, self.site, serial)
        return said if self.part is None else [selection.cut(row, self.part) for row in said]

    def get_object(self):
        program = super().get_object()
        if not program.is_offered:
            raise Gone("This program has been withdrawn.", [self._address_of(one) for one in successors(program)])
        return program

    def _address_of(self, program):
        return reverse("api-v1:program-detail", args=[program.slug], request=self.request)


@extend_schema_view(
    list=extend_schema(summary="Schools"),
    retrieve=extend_schema(summary="One school, by UNITID or slug", parameters=[KEY]),
)
class SchoolViewSet(Resource):
    queryset = (
        School.objects.with_program_counts()
        .select_related("directory_release", "size_release", "distance_release", "merged_into")
        .prefetch_related("charges__release")
        .order_by("name", "id")
    )
    serializer_class = serializers.SchoolSerializer
    filterset_class = SchoolFilterSet
    linked = {"jsonld": json_ld.college_or_university, "ctdl": ctdl.school}
    lookup_url_kwarg = "key"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
    sources = SCHOOL_SOURCES

    def get_object(self):
        key = self.kwargs["key"]
        # A UNITID has no leading zero and at most nine digits; a longer number would not fit the column.
        is_unitid = key.isdigit() and len(key) <= 9 and not key.startswith("0")
        lookup = {"unitid": int(key)} if is_unitid else {"slug": key}
        return get_object_or_404(self.filter_queryset(self.get_queryset()), **lookup)


@extend_schema_view(
    list=extend_schema(summary="The degree ladder"),
    retrieve=extend_schema(summary="One level, by word", parameters=[LEVEL]),
)
class LevelViewSet(Resource):
    queryset = LevelGuide.objects.all()
    serializer_class = serializers.LevelSerializer
    lookup_field = "level"
    lookup_value_regex = "[-a-z]+"
    sources = SOURCES

    def get_queryset(self):
        return levels.ladder(super().get_queryset())

    def get_object(self):
        for row in self.filter_queryset(self.get_queryset()):
            if row["level"] == self.kwargs["level"]:
                return row
        raise Http404

"""Fields of study in the API: the CIP codes of the programs that the portal shows."""

from django.db.models import Count, Max
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.reverse import reverse

from careerportal.api import conditional
from careerportal.api.blanks import UNKNOWN, BlanksField, unless
from careerportal.api.links import Links
from careerportal.api.resources import Resource
from careerportal.api.sources import SourceField
from careerportal.taxonomy.cip import field_of
from programs import definitions
from programs.models import Program

CODE = OpenApiParameter("code", str, OpenApiParameter.PATH, description="CIP code with its dot, such as 51.07.")


class FieldSerializer(serializers.Serializer):
    """A field of study by its CIP code: of four digits, or of six within one of four."""

    code = serializers.CharField(help_text="CIP code with its dot: 51.07, or with six digits 51.0701.")
    title = serializers.CharField(help_text="As the federal source of the programs names it.")
    definition = serializers.CharField(
        help_text="As the federal classification words it, in English; empty where that has none, or is not loaded."
    )
    definition_source = SourceField("definition_release")
    field = serializers.CharField(help_text="The four-digit field it is or belongs to.")
    digits = serializers.ChoiceField([4, 6])
    program_count = serializers.IntegerField(help_text="Programs under this very code at listed schools.")
    blanks = BlanksField(
        definition=unless("definition", lambda row: row["why_blank"]),
        definition_source=unless("definition_release", lambda row: row["why_blank"] or UNKNOWN),
    )
    links = Links(
        api=lambda row: reverse("api-v1:field-detail", args=[row["code"]]),
        programs=lambda row: f"{reverse('api-v1:program-list')}?cip={row['code']}",
    )


@extend_schema_view(
    list=extend_schema(summary="Fields of study that programs are offered in"),
    retrieve=extend_schema(summary="One field of study, by CIP code", parameters=[CODE]),
)
class FieldViewSet(Resource):
    queryset = Program.objects.none()
    serializer_class = FieldSerializer
    filterset_class = None
    lookup_field = "code"
    lookup_value_regex = "[0-9]{2}[.][0-9]{2}(?:[0-9]{2})?"
    sources = ("scorecard-field-of-study", "ipeds-completions", "cip")

    def get_queryset(self):
        offered = Program.objects.published().at_listed_schools().order_by("cip")
        serial = conditional.serial_of(self.request)
        found = offered.values_list("cip").annotate(Max("title"), Count("id"))
        return [_row(code, title, definitions.of(code, serial), count) for code, title, count in found]

    def get_object(self):
        for row in self.filter_queryset(self.get_queryset()):
            if row["code"] == self.kwargs["code"]:
                return row
        raise Http404


def _row(code, title, definition, count):
    return {
        "code": code,
        "title": title,
        "definition": definition.text,
        "definition_release": definition.release,
        "why_blank": definition.why_blank,
        "field": field_of(code),
        "digits": len(code) - 1,
        "program_count": count,
    }

"""Bulk exports for partners: which there are, and each of them as a stream."""

from django.http import Http404, StreamingHttpResponse
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from careerportal.api import conditional, parameters, sources
from careerportal.api.links import Links
from careerportal.api.negotiation import not_ours
from careerportal.api.resources import Listed
from programs.api import exports
from programs.models import Program

SOURCES = ("scorecard-field-of-study", "ipeds-completions")
GZIP = "application/gzip"
FILES = {f"programs.{word}{ending}": (word, bool(ending)) for word in exports.FORMATS for ending in ("", ".gz")}
"""Name of an export → (its format, whether it is zipped)."""


class ExportSerializer(serializers.Serializer):
    """A file with every published program, written while you read it."""

    file = serializers.ChoiceField(list(FILES))
    resource = serializers.CharField(help_text="What its rows are: those of the list of that name.")
    format = serializers.ChoiceField(list(exports.FORMATS))
    media_type = serializers.CharField()
    zipped = serializers.BooleanField(help_text="Compressed with gzip, to be kept as it comes.")
    links = Links(
        file=lambda row: reverse("api-v1:export", args=[row["file"]]),
        rows=lambda row: reverse("api-v1:program-list"),
    )


@extend_schema_view(list=extend_schema(summary="Bulk exports: the whole catalogue in one file"))
class ExportViewSet(Listed):
    queryset = Program.objects.none()
    serializer_class = ExportSerializer
    filterset_class = None
    sources = SOURCES

    def get_queryset(self):
        return [
            {
                "file": name,
                "resource": "programs",
                "format": word,
                "media_type": GZIP if zipped else exports.FORMATS[word].media_type.partition(";")[0],
                "zipped": zipped,
            }
            for name, (word, zipped) in FILES.items()
        ]


class AsNamed(BaseContentNegotiation):
    """The address names the format already."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


def refuse_another_format(request, word):
    """`?format=` beside the name of a file may say again what the name says, and nothing else."""
    if request.query_params.get("format") not in (None, "", word):
        raise not_ours([exports.FORMATS[word].media_type])


class ExportView(APIView):
    """Streams an export. `Data-Serial` says where its rows stand: go on with the changes after that serial."""

    content_negotiation_class = AsNamed
    detail = False

    @extend_schema(
        operation_id="exports_retrieve",
        summary="Every published program, in one file",
        parameters=[OpenApiParameter("file", str, OpenApiParameter.PATH, enum=list(FILES))],
        responses={
            (200, "application/x-ndjson"): OpenApiTypes.STR,
            (200, "text/csv"): OpenApiTypes.STR,
            (200, GZIP): OpenApiTypes.BINARY,
        },
    )
    def get(self, request, file):
        if file not in FILES:
            raise Http404
        word, zipped = FILES[file]
        parameters.refuse_all_but(request.query_params, ())
        refuse_another_format(request, word)
        if unchanged := conditional.unchanged(request):
            return unchanged
        conditional.serial_of(request)
        if zipped:
            # It is zipped already: the middleware that zips other answers leaves it alone.
            request.META.pop("HTTP_ACCEPT_ENCODING", None)
        site = request.build_absolute_uri("/").removesuffix("/")
        serial, blocks = exports.begin(word, site, zipped=zipped)
        response = StreamingHttpResponse(blocks, content_type=GZIP if zipped else exports.FORMATS[word].media_type)
        response["Data-Serial"] = serial
        response["Link"] = ", ".join(sources.licences(SOURCES, site))
        response["Content-Disposition"] = f'attachment; filename="{file}"'
        return conditional.stamp(request, response)

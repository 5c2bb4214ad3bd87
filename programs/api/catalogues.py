"""Partners' catalogues: their own searches with a name, to list, ask and follow."""

import re

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from careerportal.api import parameters, renderers, sources
from careerportal.api.changes import Expired, ExpiredProblemSerializer
from careerportal.api.links import Links
from careerportal.partners.models import Catalogue, CatalogueEntry
from careerportal.sync import feed
from programs.api import exports
from programs.api.export_views import AsNamed, refuse_another_format
from programs.api.views import SOURCES, ProgramViewSet
from programs.catalogues import bring_up_to_date, programs_of
from programs.mirror import rows

SERIAL = re.compile(r"[0-9]{1,18}")
SIZE = re.compile(r"0*[1-9][0-9]{0,2}")
MOST, USUAL = 500, 100
MOST_ASKED = 100
SLUG = OpenApiParameter("slug", str, OpenApiParameter.PATH, description="The catalogue's word in its address.")


def catalogue_of(request, slug):
    """Return one of the asking partner's own catalogues, or raise Http404."""
    return get_object_or_404(own(request), slug=slug)


def own(request):
    """The catalogues of the partner who asks; the door lets nobody in here without a key."""
    key = getattr(request, "api_key", None)
    return Catalogue.objects.filter(partner_id=key.partner_id) if key else Catalogue.objects.none()


class CatalogueSerializer(serializers.ModelSerializer):
    """A search with a name."""

    program_count = serializers.SerializerMethodField(help_text="How many programs it finds now.")
    links = Links(
        api=lambda row: reverse("api-v1:catalogue-detail", args=[row.slug]),
        programs=lambda row: reverse("api-v1:catalogue-programs", args=[row.slug]),
        contains=lambda row: reverse("api-v1:catalogue-contains", args=[row.slug]),
        changes=lambda row: reverse("api-v1:catalogue-changes", args=[row.slug]),
        export=lambda row: reverse("api-v1:catalogue-export", args=[row.slug, "ndjson"]),
    )

    class Meta:
        model = Catalogue
        fields = ("slug", "name", "query", "program_count", "created_at", "links")
        read_only_fields = fields

    def get_program_count(self, catalogue) -> int:
        return programs_of(catalogue).order_by().count()


class CatalogueListSerializer(serializers.Serializer):
    results = CatalogueSerializer(many=True)
    meta = sources.MetaSerializer()


class Private(APIView):
    """What only the partner whose key is shown may see, and no shared cache may keep."""

    renderer_classes = [renderers.Json]

    def dispatch(self, request, *args, **kwargs):
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "private, no-cache"
        patch_vary_headers(answer, ["Authorization"])
        return answer


class Catalogues(Private):
    @extend_schema(operation_id="catalogues_list", summary="Your catalogues", responses=CatalogueListSerializer)
    def get(self, request):
        parameters.refuse_all_but(request.query_params, ())
        found = CatalogueSerializer(own(request), many=True, context={"request": request})
        return Response({"results": found.data, "meta": sources.meta(SOURCES)})


class OneCatalogue(Private):
    detail = True
    also_answers = {}

    @extend_schema(
        operation_id="catalogues_retrieve",
        summary="One of your catalogues",
        parameters=[SLUG],
        responses=CatalogueSerializer,
    )
    def get(self, request, slug):
        parameters.refuse_all_but(request.query_params, ())
        found = CatalogueSerializer(catalogue_of(request, slug), context={"request": request})
        return Response(found.data | {"meta": sources.meta(SOURCES)})


class CataloguePrograms(Private, ProgramViewSet):
    """The programs of a catalogue, with the parameters of /programs/ to narrow them further."""

    also_answers = {}

    def get_queryset(self):
        programs = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return programs
        held = programs_of(catalogue_of(self.request, self.kwargs["slug"])).order_by().values("pk")
        return programs.filter(pk__in=held)


class ContainsSerializer(serializers.Serializer):
    program = serializers.CharField(help_text="The slug that was asked for.")
    contains = serializers.BooleanField(help_text="Whether the catalogue holds it now.")


class ContainsAnswerSerializer(serializers.Serializer):
    results = ContainsSerializer(many=True)
    meta = sources.MetaSerializer()


class CatalogueContains(Private):
    @extend_schema(
        operation_id="catalogues_contains",
        summary="Whether a catalogue holds some programs",
        parameters=[
            SLUG,
            OpenApiParameter(
                "program",
                {"type": "string"},
                required=True,
                description=f"Slugs of programs, parted by commas; {MOST_ASKED} at most.",
            ),
        ],
        responses=ContainsAnswerSerializer,
    )
    def get(self, request, slug):
        slugs = [word for text in request.query_params.getlist("program") for word in text.split(",") if word]
        wrong = []
        if not 1 <= len(slugs) <= MOST_ASKED:
            expected = f"1 to {MOST_ASKED} slugs, parted by commas"
            wrong.append(parameters.mistake("program", ",".join(slugs), "Name some programs by slug.", expected))
        if any("\0" in one for one in slugs):
            wrong.append(parameters.mistake("program", "", "A slug has no NUL in it."))
        parameters.refuse_all_but(request.query_params, ("program",), also=wrong)
        found = programs_of(catalogue_of(request, slug)).order_by().filter(slug__in=slugs)
        held = set(found.values_list("slug", flat=True))
        results = [{"program": one, "contains": one in held} for one in dict.fromkeys(slugs)]
        return Response({"results": results, "meta": sources.meta(SOURCES)})


class CatalogueExport(Private):
    content_negotiation_class = AsNamed

    @extend_schema(
        operation_id="catalogues_export",
        summary="Every program of a catalogue, in one file",
        parameters=[SLUG, OpenApiParameter("word", str, OpenApiParameter.PATH, enum=list(exports.FORMATS))],
        responses={(200, "application/x-ndjson"): OpenApiTypes.STR, (200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request, slug, word):
        if word not in exports.FORMATS:
            raise Http404
        parameters.refuse_all_but(request.query_params, ())
        refuse_another_format(request, word)
        programs = programs_of(catalogue_of(request, slug)).order_by("id")
        site = request.build_absolute_uri("/").removesuffix("/")
        serial, blocks = exports.begin(word, site, programs)
        answer = StreamingHttpResponse(blocks, content_type=exports.FORMATS[word].media_type)
        answer["Data-Serial"] = serial
        answer["Link"] = ", ".join(sources.licences(SOURCES, site))
        answer["Content-Disposition"] = f'attachment; filename="{slug}.{word}"'
        return answer


class CatalogueChangeSerializer(serializers.Serializer):
    """The last thing that happened to a program of the catalogue."""

    serial = serializers.IntegerField(help_text="Its place in this catalogue's own feed.")
    program = serializers.CharField(help_text="The program's slug.")
    action = serializers.ChoiceField(
        CatalogueEntry.Action.choices,
        help_text="created: it came in. updated: it changed. withdrawn: it went out, or was withdrawn altogether.",
    )
    at = serializers.DateTimeField(help_text="When it was noticed.")
    api = serializers.URLField()
    row = serializers.DictField(
        required=False, allow_null=True, help_text="With include=row: the line of an export; null when it went out."
    )


class CatalogueChangesSerializer(serializers.Serializer):
    results = CatalogueChangeSerializer(many=True)
    continue_after = serializers.IntegerField(help_text="What to give as `after` next time.")
    next = serializers.URLField(allow_null=True, help_text="The next page; null when you have heard everything.")
    meta = sources.MetaSerializer()


class CatalogueChanges(Private):
    also_answers = {410: ("The catalogue never came to this serial; start anew from 0.", ExpiredProblemSerializer)}

    @extend_schema(
        operation_id="catalogues_changes",
        summary="What has come into a catalogue, changed in it and gone out of it",
        description="Numbered by itself, and kept for ever: from 0 it tells of every program once.",
        parameters=[
            SLUG,
            OpenApiParameter("after", {"type": "integer", "minimum": 0, "default": 0}),
            OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}),
            OpenApiParameter("include", str, enum=["row"]),
        ],
        responses=CatalogueChangesSerializer,
    )
    def get(self, request, slug):
        after, size, with_rows = _read(request.query_params)
        catalogue = catalogue_of(request, slug)
        bring_up_to_date(catalogue)
        if after > catalogue.serial or 0 < after < feed.restored_at() <= catalogue.serial:
            raise _never_came_to(after, catalogue, request)
        found = list(catalogue.entries.filter(serial__gt=after).order_by("serial")[: size + 1])
        entries = found[:size]
        site = request.build_absolute_uri("/").removesuffix("/")
        told = rows({entry.key for entry in entries}, site) if with_rows else {}
        root = request.build_absolute_uri(reverse("api-v1:program-list"))
        results = [
            {
                "serial": entry.serial,
                "program": entry.key,
                "action": entry.action,
                "at": entry.at,
                "api": f"{root}{entry.key}/",
            }
            | (
                {"row": told.get(entry.key) if entry.action != CatalogueEntry.Action.WITHDRAWN else None}
                if with_rows
                else {}
            )
            for entry in entries
        ]
        continue_after = entries[-1].serial if entries else after
        query = request.query_params.copy()
        query["after"] = continue_after
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
        return Response(
            {
                "results": results,
                "continue_after": continue_after,
                "next": following if len(found) > size else None,
                "meta": sources.meta(SOURCES),
            }
        )


def _never_came_to(after, catalogue, request):
    return Expired(
        f"This catalogue stands at {catalogue.serial} and does not go on from {after}: it was restored from a copy. "
        "Start anew with after=0, which tells of every program once.",
        oldest_after=0,
        newest=catalogue.serial,
        export=request.build_absolute_uri(reverse("api-v1:catalogue-export", args=[catalogue.slug, "ndjson"])),
    )


def _read(query):
    """Return (after, page size, with rows?), or name everything that is wrong."""
    after, size, include = (query.get(name) or "" for name in ("after", "page_size", "include"))
    wrong = parameters.repeated(query, ("after", "page_size", "include"))
    if after and not SERIAL.fullmatch(after):
        wrong.append(parameters.mistake("after", after, "A serial is a whole number.", "0 or more"))
    if size and not (SIZE.fullmatch(size) and int(size) <= MOST):
        wrong.append(
            parameters.mistake("page_size", size, f"A page size is a whole number, 1 to {MOST}.", f"1 to {MOST}")
        )
    if include not in ("", "row"):
        wrong.append(parameters.not_a_word("include", include, ["row"]))
    parameters.refuse_all_but(query, ("after", "page_size", "include"), also=wrong)
    return int(after or 0), int(size or USUAL), bool(include)

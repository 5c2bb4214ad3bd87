"""The change feed: what was created, updated and withdrawn since a serial."""

import re
from http import HTTPStatus
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from careerportal.api import conditional, parameters, renderers, sources
from careerportal.api.root import RESOURCES
from careerportal.api.schema import ProblemSerializer
from careerportal.datasets import registry
from careerportal.sync import feed
from careerportal.sync.models import Change

MOST, USUAL = 500, 100
LARGEST_SERIAL = 2**63 - 1
SERIAL = re.compile(r"[0-9]{1,19}")
SIZE = re.compile(r"0*[1-9][0-9]{0,2}")
KNOWN = ("after", "page_size", "resource", "include")
TOLD = [word for word in RESOURCES if word not in ("sources", "changes")]
"""Resources that the feed tells of."""

BY_SEVERAL = {
    "wages": "?occupation={}&area={}&year={}",
    "projections": "?occupation={}",
}
"""Resources without an address for each row → the query that finds it by the parts of its key."""


class Expired(exceptions.APIException):
    """The serial is not in the ledger any more, or not yet: the reader starts anew from a whole export."""

    status_code = HTTPStatus.GONE

    def __init__(self, detail, **members):
        super().__init__(detail)
        self.members = members


class ChangeSerializer(serializers.Serializer):
    """One change. Read what stands at the address now: it may have changed again since."""

    serial = serializers.IntegerField(help_text="Its place in the feed; grows in the order of the commits.")
    resource = serializers.ChoiceField(TOLD)
    key = serializers.CharField(help_text="Its stable identifier within the resource.")
    action = serializers.ChoiceField(Change.Action.choices)
    at = serializers.DateTimeField()
    release = serializers.IntegerField(allow_null=True, help_text="The release that brought it, if one did.")
    api = serializers.URLField(help_text="Where it can be read.")
    successor = serializers.URLField(
        allow_null=True, help_text="Of a withdrawn program: the API address of the one in its place, if just one is."
    )
    successors = serializers.ListField(
        child=serializers.URLField(),
        help_text="Of a withdrawn program: the API addresses of all in its place, as of one told apart into several.",
    )
    row = serializers.DictField(
        required=False,
        allow_null=True,
        help_text="With include=row, of programs: the line that an export has of it now; null when it is not there.",
    )


class RetentionSerializer(serializers.Serializer):
    days = serializers.IntegerField(help_text="A change can be read for so many days.")
    oldest_after = serializers.IntegerField(help_text="The smallest `after` that is still answered.")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A program was updated",
            value={
                "results": [
                    {
                        "serial": 8121,
                        "resource": "programs",
                        "key": "texas-womans-university-health-and-medical-administrative-services-masters",
                        "action": "updated",
                        "at": "2026-11-23T14:08:08Z",
                        "release": None,
                        "api": "https://portal.example/api/v1/programs/texas-womans-university-health-and-medical-"
                        "administrative-services-masters/",
                        "successor": None,
                        "successors": [],
                    }
                ],
                "continue_after": 8121,
                "next": None,
                "retention": {"days": 400, "oldest_after": 0},
                "meta": sources.EXAMPLE_META,
            },
            response_only=True,
        )
    ]
)
class ChangesSerializer(serializers.Serializer):
    """A page of changes, oldest first."""

    results = ChangeSerializer(many=True)
    continue_after = serializers.IntegerField(help_text="What to give as `after` next time, today or next week.")
    next = serializers.URLField(allow_null=True, help_text="The next page; null when you have heard everything.")
    retention = RetentionSerializer()
    meta = sources.MetaSerializer()


class ExpiredProblemSerializer(ProblemSerializer):
    """The serial cannot be continued from: start anew from a whole export."""

    oldest_after = serializers.IntegerField(help_text="The smallest `after` that is still answered.")
    newest = serializers.IntegerField(help_text="Where the ledger stands.")
    export = serializers.URLField(help_text="Take this first; it says from which serial to go on.")


class ChangesView(APIView):
    """What was created, updated and withdrawn, in the order in which it happened.

    What only the apps know is given with the address: `successors` finds what stands in the place of withdrawn
    programs, `rows` what an export says of programs, each by their keys.
    """

    renderer_classes = [renderers.Json, renderers.Csv, renderers.NdJson]
    serializer_class = ChangeSerializer
    part = None
    successors = None
    rows = None
    also_answers = {410: ("The serial has expired; start anew from an export.", ExpiredProblemSerializer)}

    @extend_schema(
        operation_id="changes_list",
        summary="What has changed since a serial",
        description=(
            "Ask with the `continue_after` of the last answer, or with the serial of an export. No committed change is "
            f"ever skipped. Changes can be read for {settings.LEDGER_DAYS} days; after that the answer is 410 and says "
            "where to start anew."
        ),
        parameters=[
            OpenApiParameter(
                "after",
                {"type": "integer", "minimum": 0, "maximum": LARGEST_SERIAL, "default": 0},
                description="The last serial you know; 0 for everything that is kept.",
            ),
            OpenApiParameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
                description=f"Changes on a page: 1 to {MOST}, {USUAL} unless you say.",
            ),
            OpenApiParameter(
                "resource", OpenApiTypes.STR, enum=TOLD, many=True, description="Only of these; several are allowed."
            ),
            OpenApiParameter(
                "include", OpenApiTypes.STR, enum=["row"], description="row: also what an export says of each program."
            ),
        ],
        responses=ChangesSerializer,
    )
    def get(self, request):
        if unchanged := conditional.not_modified(request):
            return unchanged
        serial = conditional.serial_of(request)
        asked = _read(request.query_params)
        found = feed.lines_after(asked["after"], asked["page_size"] + 1, asked["resource"])
        # Asked after the lines were read: whatever is cut off meanwhile is noticed.
        oldest, newest = feed.pruned_through(), serial
        if asked["after"] > newest:
            newest = feed.newest()  # Another process may have told of more than this one has heard of yet.
        if not oldest <= asked["after"] <= newest:
            raise self._expired(asked["after"], oldest, newest)
        lines = found[: asked["page_size"]]
        continue_after = lines[-1][0] if lines else asked["after"]
        told = self._told(lines, "row" in asked["include"])
        following = self._next(continue_after) if len(found) > len(lines) else None
        whole = {
            "results": told,
            "continue_after": continue_after,
            "next": following,
            "retention": {"days": settings.LEDGER_DAYS, "oldest_after": oldest},
            "meta": sources.meta(registry.all_sources(), serial),
        }
        is_whole = isinstance(request.accepted_renderer, renderers.Json)
        answer = Response(whole if is_whole else told)
        answer["Continue-After"] = continue_after
        links = [f'<{following}>; rel="next"'] if following else []
        if not is_whole:
            links += sources.licences(registry.all_sources(), request.build_absolute_uri("/").removesuffix("/"))
        if links:
            answer["Link"] = ", ".join(links)
        return conditional.answered(request, answer)

    def _told(self, lines, with_rows):
        withdrawn = {line[2] for line in lines if line[1] == "programs" and line[3] == Change.Action.WITHDRAWN}
        successors = self.successors(withdrawn) if withdrawn else {}
        programs = {line[2] for line in lines if line[1] == "programs"}
        site = self.request.build_absolute_uri("/").removesuffix("/")
        rows = self.rows(programs, site) if with_rows and programs else {}
        roots = {}
        told = []
        for serial, resource, key, action, at, release in lines:
            if resource not in roots:
                roots[resource] = self._root_of(resource)
            is_gone = action == Change.Action.WITHDRAWN and resource == "programs"
            heirs = [f"{roots[resource]}{quote(slug)}/" for slug in successors.get(key, ())] if is_gone else []
            entry = {
                "serial": serial,
                "resource": resource,
                "key": key,
                "action": action,
                "at": at,
                "release": release,
                "api": roots[resource] + _address_in(resource, key),
                "successor": heirs[0] if len(heirs) == 1 else None,
                "successors": heirs,
            }
            if with_rows and resource == "programs":
                entry["row"] = rows.get(key)
            told.append(entry)
        return told

    def _root_of(self, resource):
        name = RESOURCES.get(resource, "root")
        return self.request.build_absolute_uri(reverse(f"api-v1:{name}"))

    def _next(self, after):
        query = self.request.query_params.copy()
        query["after"] = after
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")

    def _expired(self, after, oldest, newest):
        if after > newest:
            detail = f"The ledger stands at {newest} and has not come to {after}: it was restored from an older copy."
        else:
            detail = f"Changes up to {oldest} are not kept any more."
        return Expired(
            f"{detail} Take a whole export and go on from the serial that it names.",
            oldest_after=oldest,
            newest=newest,
            export=self.request.build_absolute_uri("/api/v1/exports/programs.ndjson"),
        )


def _address_in(resource, key):
    if resource == "releases" and not key.isdigit():
        return f"?source={quote(key)}"
    if resource in BY_SEVERAL:
        return BY_SEVERAL[resource].format(*(quote(part) for part in key.split(":")))
    return f"{quote(key)}/"


def _read(query):
    """Return what is asked for, or name everything that is wrong with it."""
    mistakes = parameters.unknown(query, {*KNOWN, *parameters.ALWAYS_KNOWN})
    mistakes += parameters.repeated(query, ("after", "page_size", "include", *parameters.ALWAYS_KNOWN))
    after, size = query.get("after") or "0", query.get("page_size") or str(USUAL)
    if not (SERIAL.fullmatch(after) and int(after) <= LARGEST_SERIAL):
        mistakes.append(parameters.mistake("after", after, "A serial is a whole number.", "0 or more"))
    if not (SIZE.fullmatch(size) and int(size) <= MOST):
        mistakes.append(
            parameters.mistake("page_size", size, f"A page size is a whole number, 1 to {MOST}.", f"1 to {MOST}")
        )
    resources = [word for value in query.getlist("resource") for word in value.split(",") if word]
    mistakes += [
        parameters.mistake("resource", word, "This is not a resource that the feed tells of.", TOLD)
        for word in dict.fromkeys(resources)
        if word not in TOLD
    ]
    include = query.get("include") or ""
    if include not in ("", "row"):
        mistakes.append(parameters.mistake("include", include, "There is nothing of this name to include.", ["row"]))
    if mistakes:
        raise parameters.WrongParameters(mistakes)
    return {"after": int(after), "page_size": int(size), "resource": resources, "include": include}

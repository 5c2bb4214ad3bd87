"""The API's front page."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from careerportal.api import conditional, parameters, sources
from careerportal.datasets import registry

RESOURCES = {
    "programs": "program-list",
    "schools": "school-list",
    "levels": "level-list",
    "fields": "field-list",
    "occupations": "occupation-list",
    "areas": "area-list",
    "wages": "wage-list",
    "projections": "projection-list",
    "certifications": "certification-list",
    "sources": "source-list",
    "releases": "release-list",
    "changes": "change-list",
    "exports": "export-list",
}
"""Each resource and the name of its list, in the order in which a newcomer reads them."""


class RootSerializer(serializers.Serializer):
    """Where everything is."""

    title = serializers.CharField()
    version = serializers.CharField()
    documentation = serializers.URLField()
    schema = serializers.URLField()
    resources = serializers.DictField(child=serializers.URLField())
    meta = sources.MetaSerializer()


class ApiRoot(APIView):
    """Where everything is: each resource, the schema and the documentation."""

    @extend_schema(operation_id="root", summary="Where everything is", responses=RootSerializer)
    def get(self, request):
        parameters.refuse_all_but(request.query_params, ())
        conditional.serial_of(request)
        resources = {word: reverse(f"api-v1:{name}", request=request) for word, name in RESOURCES.items()}
        answer = Response(
            {
                "title": "Career Portal API",
                "version": "v1",
                "documentation": reverse("api-docs", request=request),
                "schema": reverse("api-schema", request=request),
                "resources": resources,
                "meta": sources.meta(registry.all_sources()),
            }
        )
        return conditional.answered(request, answer)

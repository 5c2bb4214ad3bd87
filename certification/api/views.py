"""Certifications for partners."""

from drf_spectacular.utils import extend_schema, extend_schema_view

from careerportal.api.resources import Resource
from certification.api.serializers import CertificationSerializer
from certification.filters import CertificationFilterSet
from certification.models import Certification


@extend_schema_view(
    list=extend_schema(summary="Certifications, with their rules"),
    retrieve=extend_schema(summary="One certification, by slug"),
)
class CertificationViewSet(Resource):
    queryset = Certification.objects.select_related("body").prefetch_related("rule_sets", "exam_areas")
    serializer_class = CertificationSerializer
    filterset_class = CertificationFilterSet
    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"

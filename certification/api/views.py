"""Certifications for partners."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view

from careerportal import json_ld
from careerportal.api.resources import Resource
from certification import rule_history
from certification.api import ctdl
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
    linked = {
        "jsonld": lambda one, absolute: json_ld.educational_credential(one, _rules_of(one), absolute),
        "ctdl": lambda one, absolute: ctdl.description_of(one, _rules_of(one), absolute(one.get_absolute_url())),
    }
    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"


def _rules_of(certification):
    """The rules in force today, or None."""
    return rule_history.in_force(certification.rule_sets.all(), timezone.localdate())

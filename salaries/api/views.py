"""Occupations, areas, wages and projections for partners."""

from drf_spectacular.utils import extend_schema, extend_schema_view

from careerportal import json_ld
from careerportal.api.resources import Listed, Resource
from salaries.api import filters, serializers
from salaries.models import Area, Occupation, Projection, WageEstimate

WAGE_SOURCES = ("oews", "oews-history")
PROJECTION_SOURCES = ("employment-projections",)


@extend_schema_view(
    list=extend_schema(summary="Occupations, with their career profiles"),
    retrieve=extend_schema(summary="One occupation, by SOC code"),
)
class OccupationViewSet(Resource):
    queryset = Occupation.objects.in_listing_order().prefetch_related("sections")
    serializer_class = serializers.OccupationSerializer
    linked = {"jsonld": lambda one, absolute: json_ld.occupation(one, None, absolute)}
    filterset_class = filters.OccupationFilterSet
    lookup_field = "soc"
    lookup_value_regex = "[0-9]{2}-[0-9]{4}"
    sources = WAGE_SOURCES


@extend_schema_view(
    list=extend_schema(summary="Areas that wages are published for"),
    retrieve=extend_schema(summary="One area, by code"),
)
class AreaViewSet(Resource):
    queryset = Area.objects.order_by("title", "code")
    serializer_class = serializers.AreaWithLinksSerializer
    filterset_class = filters.AreaFilterSet
    lookup_field = "code"
    lookup_value_regex = "[0-9A-Z]{1,7}"
    sources = WAGE_SOURCES


@extend_schema_view(list=extend_schema(summary="Employment and wages, by occupation, area and year"))
class WageViewSet(Listed):
    queryset = WageEstimate.objects.with_place().order_by("occupation__soc", "area__title", "-year", "id")
    serializer_class = serializers.WageEstimateSerializer
    filterset_class = filters.WageFilterSet
    related = ("occupation", "area")
    sources = WAGE_SOURCES


@extend_schema_view(list=extend_schema(summary="How employment is expected to change"))
class ProjectionViewSet(Listed):
    queryset = Projection.objects.select_related("occupation", "release").order_by(
        "occupation__soc", "-base_year", "id"
    )
    serializer_class = serializers.ProjectionSerializer
    filterset_class = filters.ProjectionFilterSet
    sources = PROJECTION_SOURCES

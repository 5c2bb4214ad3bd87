"""The sources of the portal's figures and the editions of them that were loaded."""

import django_filters
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.reverse import reverse

from careerportal.api.blanks import UNKNOWN, BlanksField
from careerportal.api.links import Links
from careerportal.api.resources import Resource
from careerportal.datasets import registry, variants
from careerportal.datasets.models import Release

PUBLIC_STATES = [choice for choice in Release.State.choices if choice[0] in ("ready", "archived")]
"""What partners may know of: never a release that is still being looked at."""


class ReleaseSerializer(serializers.ModelSerializer):
    """One edition of one source, as it was loaded from one file."""

    state = serializers.ChoiceField(
        PUBLIC_STATES,
        help_text="ready: what the portal shows. archived: replaced by a later release, or taken back.",
    )
    links = Links(
        api=lambda release: reverse("api-v1:release-detail", args=[release.pk]),
        source=lambda release: reverse("api-v1:source-detail", args=[release.source]),
    )
    blanks = BlanksField(published_on=UNKNOWN)

    class Meta:
        model = Release
        fields = (
            "id",
            "source",
            "edition",
            "published_on",
            "file_name",
            "sha256",
            "rows",
            "state",
            "loaded_at",
            "links",
            "blanks",
        )
        read_only_fields = fields


class ReleaseFilterSet(django_filters.FilterSet):
    source = django_filters.MultipleChoiceFilter(
        label="Source",
        choices=lambda: [(key, source.title) for key, source in registry.all_sources().items()],
        distinct=False,
    )
    state = django_filters.MultipleChoiceFilter(label="State", choices=PUBLIC_STATES, distinct=False)

    class Meta:
        model = Release
        fields = []


@extend_schema_view(
    list=extend_schema(summary="Releases, the newest first"), retrieve=extend_schema(summary="One release")
)
class ReleaseViewSet(Resource):
    queryset = Release.objects.filter(state__in=dict(PUBLIC_STATES)).order_by("-id")
    serializer_class = ReleaseSerializer
    filterset_class = ReleaseFilterSet
    lookup_value_regex = "[0-9]{1,18}"


class EditionSerializer(serializers.ModelSerializer):
    """A release of a source that the portal shows now."""

    blanks = BlanksField(published_on=UNKNOWN)

    class Meta:
        model = Release
        fields = ("id", "edition", "published_on", "rows", "loaded_at", "blanks")
        read_only_fields = fields


class SourceSerializer(serializers.Serializer):
    """One published data set: who publishes it, under which licence, and which editions are loaded."""

    key = serializers.CharField()
    title = serializers.CharField()
    publisher = serializers.CharField()
    licence = serializers.CharField()
    credit = serializers.CharField(help_text="Show this line beside the data; empty where none is asked for.")
    credit_url = serializers.CharField()
    landing_page = serializers.URLField()
    schedule = serializers.CharField(help_text="When the publisher brings out a new edition.")
    notes = serializers.CharField(help_text="What a reader of the figures should know.")
    releases = serializers.SerializerMethodField(help_text="Editions that the portal shows now, the newest first.")
    links = Links(
        api=lambda source: reverse("api-v1:source-detail", args=[source.key]),
        releases=lambda source: f"{reverse('api-v1:release-list')}?source={source.key}",
    )

    def get_releases(self, source) -> EditionSerializer(many=True):
        editions = [release for release in self.context["view"].shown_releases if release.source == source.key]
        return EditionSerializer(editions, many=True).data


KEY = OpenApiParameter("key", str, OpenApiParameter.PATH, description="Key of the source, such as oews.")


@extend_schema_view(
    list=extend_schema(summary="Sources of the figures"),
    retrieve=extend_schema(summary="One source", parameters=[KEY]),
)
class SourceViewSet(Resource):
    queryset = Release.objects.filter(state=Release.State.READY)
    serializer_class = SourceSerializer
    lookup_field = "key"
    lookup_value_regex = "[a-z0-9-]+"

    def get_queryset(self):
        self.shown_releases = list(super().get_queryset())
        return [variants.as_among(source, self.shown_releases) for source in registry.all_sources().values()]

    def get_object(self):
        for source in self.filter_queryset(self.get_queryset()):
            if source.key == self.kwargs["key"]:
                return source
        raise Http404

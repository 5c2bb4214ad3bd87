"""What every resource of the API has in common, so that each one is a few lines."""

from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from careerportal.api import parameters, sources


class Resource(ReadOnlyModelViewSet):
    """A list that can be narrowed and paged, and single things that cannot.

    `sources` are keys of the registry: where the figures come from. `also_answers` maps further statuses of a single
    thing to when they happen, for the schema.
    """

    sources = ()
    also_answers = {}

    def filter_queryset(self, queryset):
        if self.detail:
            parameters.refuse_all_but(self.request.query_params, ())
            return queryset
        return super().filter_queryset(queryset)

    def retrieve(self, request, *args, **kwargs):
        serializer = self.get_serializer(self.get_object())
        return Response(serializer.data | {"meta": sources.meta(self.sources)})

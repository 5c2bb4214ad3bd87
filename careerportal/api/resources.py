"""What every resource of the API has in common, so that each one is a few lines."""

from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from careerportal.api import pagination, parameters, selection, sources


class Listed(GenericViewSet):
    """A list that can be narrowed, ordered, paged and cut down to some fields.

    `sources` are keys of the registry: where the figures come from. `related` names the fields that hold other things,
    which `include=` chooses from. `also_answers` maps further statuses of a single thing to when they happen, for the
    schema.
    """

    sources = ()
    related = ()
    also_answers = {}

    @property
    def selection_parameters(self):
        """The parameters that choose what a row holds."""
        return selection.names_of(self.related)

    def selection_mistakes(self):
        """Return what is wrong with them."""
        return selection.mistakes(self.request.query_params, self.tree, self.related)

    @property
    def tree(self):
        """The names of all fields of a row."""
        return selection.tree_of(self.serializer_class)

    def list(self, request, *args, **kwargs):
        found = self.filter_queryset(self.get_queryset())
        page = self.paginator.page_of(found, request.query_params, self.read, self.values_of)
        addresses = pagination.links(request, page)
        body = {"count": page.count} if page.count is not None else {}
        body |= addresses | {"results": self.rows(page.rows), "meta": sources.meta(self.sources)}
        header = pagination.link_header(addresses)
        return Response(body, headers={"Link": header} if header else None)

    def read(self, queryset, names):
        """Fetch a page; whatever stands for a row must tell what it is ordered by in `values_of`."""
        return list(queryset)

    def values_of(self, row, names):
        return [getattr(row, name) for name in names]

    def rows(self, found):
        """What is answered for the rows of a page."""
        return self.said(self.get_serializer(found, many=True))

    def said(self, serializer):
        """Return a serializer's data, cut down to what is asked for."""
        part = selection.wanted(self.tree, self.request.query_params, self.related)
        if part is not None:
            selection.prune(serializer, part)
        return serializer.data


class Resource(Listed):
    """A list, and each thing in it under an address of its own."""

    def filter_queryset(self, queryset):
        if self.detail:
            self.refuse_what_narrows()
            return queryset
        return super().filter_queryset(queryset)

    def refuse_what_narrows(self):
        """A single thing takes no filters."""
        parameters.refuse_all_but(self.request.query_params, self.selection_parameters, also=self.selection_mistakes())

    def retrieve(self, request, *args, **kwargs):
        row = self.said(self.get_serializer(self.get_object()))
        return Response(row | {"meta": sources.meta(self.sources)})

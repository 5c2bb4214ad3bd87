"""What every resource of the API has in common, so that each one is a few lines."""

from functools import cached_property

from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from careerportal.api import conditional, pagination, parameters, renderers, selection, sources

FORMATS = (renderers.Json(), renderers.Csv(), renderers.NdJson(), renderers.Ctdl(), renderers.JsonLd())
"""They remember nothing of an answer, so all answers share them."""


class Listed(GenericViewSet):
    """A list that can be narrowed, ordered, paged and cut down to some fields, in several formats.

    `sources` are keys of the registry: where the figures come from. `related` names the fields that hold other things,
    which `include=` chooses from. `linked` maps formats of linked data to what they say of an object, given the object
    and the function that makes a path a whole address. `also_answers` maps further statuses of a single thing to when
    they happen, for the schema. `deprecated` is a deprecation.Deprecated where readers should leave.
    """

    sources = ()
    related = ()
    linked = {}
    deprecated = None
    also_answers = {}

    def dispatch(self, request, *args, **kwargs):
        return conditional.not_modified(request) or super().dispatch(request, *args, **kwargs)

    def get_renderers(self):
        return [one for one in FORMATS if one.format in self.linked or not hasattr(one, "is_linked")]

    def finalize_response(self, request, response, *args, **kwargs):
        if self.deprecated:
            self.deprecated.say(response)
        return super().finalize_response(request, response, *args, **kwargs)

    @property
    def is_linked(self):
        """The answer is to be in the words of others."""
        return hasattr(self.request.accepted_renderer, "is_linked")

    @cached_property
    def site(self):
        """What links in answers begin with."""
        return self.request.build_absolute_uri("/").removesuffix("/")

    @property
    def selection_parameters(self):
        """The parameters that choose what a row holds."""
        return selection.names_of(self.related)

    def selection_mistakes(self):
        """Return what is wrong with them."""
        query = self.request.query_params
        if self.is_linked:
            return [
                parameters.mistake(name, query[name], "In this format a thing is told whole.", "no value")
                for name in self.selection_parameters
                if query.get(name)
            ]
        return selection.mistakes(query, self.serializer_class, self.related)

    @property
    def tree(self):
        """The names of all fields of a row."""
        return selection.tree_of(self.serializer_class)

    @cached_property
    def part(self):
        """What is asked for of that tree, or None for all of it."""
        return selection.wanted(self.tree, self.request.query_params, self.related)

    def list(self, request, *args, **kwargs):
        serial = conditional.serial_of(request)
        page = self.page(serial)
        addresses = pagination.links(request, page)
        rows = self.linked_rows(page.rows) if self.is_linked else self.rows(page.rows)
        body = {"count": page.count} if page.count is not None else {}
        body |= addresses | {"results": rows, "meta": sources.meta(self.sources, serial)}
        return self.answer(body, rows, pagination.link_header(addresses))

    def page(self, serial):
        """The page that is asked for, of the list as it stands at a data serial."""
        found = self.filter_queryset(self.get_queryset())
        return self.paginator.page_of(found, self.request.query_params, self.read, self.values_of)

    def answer(self, body, rows, *links):
        """Return the response in the format asked for: the whole body, or the rows alone and the rest in headers."""
        is_whole = isinstance(request_format := self.request.accepted_renderer, renderers.Json)
        if not is_whole:
            links = [*links, *sources.licences(self.sources, self.site)]
        response = Response(body if is_whole else rows)
        if links := [link for link in links if link]:
            response["Link"] = ", ".join(links)
        response["Data-Serial"] = conditional.serial_of(self.request)
        if request_format.format == "csv":
            response["Content-Disposition"] = f'inline; filename="{self.basename}s.csv"'
        response.add_post_render_callback(_keep_content_type)
        return conditional.answered(self.request, response)

    def read(self, queryset, names):
        """Fetch a page; whatever stands for a row must tell what it is ordered by in `values_of`."""
        return list(queryset)

    def values_of(self, row, names):
        """Return what a row is ordered by."""
        return [getattr(row, name) for name in names]

    def rows(self, found):
        """What is answered for the rows of a page."""
        return self.said(self.get_serializer(found, many=True))

    def linked_rows(self, found):
        """The same in the words of others."""
        describe = self.linked[self.request.accepted_renderer.format]
        return [describe(one, self.request.build_absolute_uri) for one in found]

    def said(self, serializer):
        """Return a serializer's data, cut down to what is asked for."""
        if self.part is not None:
            selection.prune(serializer, self.part)
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
        serial = conditional.serial_of(request)
        found = self.get_object()
        if self.is_linked:
            (row,) = self.linked_rows([found])
            return self.answer(row, row)
        row = self.said(self.get_serializer(found))
        return self.answer(row | {"meta": sources.meta(self.sources, serial)}, [row])


def _keep_content_type(response):
    """REST framework takes the type from an answer without a byte; no rows on no lines are of a type, too."""
    response.headers.setdefault("Content-Type", response.accepted_media_type)

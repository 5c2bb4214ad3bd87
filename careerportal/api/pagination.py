"""Lists are given in numbered pages, with the count, the neighbours and what holds for the whole answer."""

import re

from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response

from careerportal.api import parameters, sources

EXAMPLE_LIST = "https://portal.example/api/v1/programs/"
WHOLE_NUMBER = re.compile(r"0*[1-9][0-9]{0,8}")


class NumberedPages(PageNumberPagination):
    """`?page=2&page_size=100`: 25 rows a page unless asked, 500 at most."""

    page_size = 25
    max_page_size = 500
    page_size_query_param = "page_size"
    page_query_description = "Number of the page, 1 for the first."
    page_size_query_description = "Rows on a page: 1 to 500, 25 unless you say."
    invalid_page_message = "There is no page {page_number} of this list; follow `next` until it is null."
    parameter_names = ("page", "page_size")

    def mistakes(self, query):
        """Return what is wrong with the query's paging; a page past the end is noticed later, as 404."""
        found = parameters.repeated(query, self.parameter_names)
        page, size = query.get("page"), query.get("page_size")
        if page is not None and not WHOLE_NUMBER.fullmatch(page):
            found.append(parameters.mistake("page", page, "A page is a whole number.", "1 or more"))
        if size is not None and not (WHOLE_NUMBER.fullmatch(size) and int(size) <= self.max_page_size):
            expected = f"1 to {self.max_page_size}"
            found.append(parameters.mistake("page_size", size, "A page size is a whole number.", expected))
        return found

    def paginate_queryset(self, queryset, request, view=None):
        self.view = view
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data):
        return Response(
            {
                "count": self.page.paginator.count,
                "next": self.get_next_link(),
                "previous": self.get_previous_link(),
                "results": data,
                "meta": sources.meta(self.view.sources),
            }
        )

    def get_paginated_response_schema(self, schema):
        properties = {
            "count": {"type": "integer", "example": 3568, "description": "Rows in the whole list."},
            "next": {"type": ["string", "null"], "format": "uri", "example": f"{EXAMPLE_LIST}?page=3"},
            "previous": {"type": ["string", "null"], "format": "uri", "example": EXAMPLE_LIST},
            "results": schema,
            "meta": {"$ref": "#/components/schemas/Meta", "example": sources.EXAMPLE_META},
        }
        return {"type": "object", "properties": properties, "required": list(properties)}

    def get_schema_operation_parameters(self, view):
        limits = {
            "page": {"type": "integer", "minimum": 1, "default": 1},
            "page_size": {"type": "integer", "minimum": 1, "maximum": self.max_page_size, "default": self.page_size},
        }
        described = super().get_schema_operation_parameters(view)
        return [parameter | {"schema": limits[parameter["name"]]} for parameter in described]

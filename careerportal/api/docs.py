"""Swagger UI to try the API out and Redoc to read about it, from our own files under the site's strict policy."""

from drf_spectacular.views import SpectacularRedocView, SpectacularSwaggerSplitView


class ApiDocs(SpectacularSwaggerSplitView):
    """A page on which partners read the schema and try it; its one script is a file of its own."""

    url_name = "api-schema"
    template_name = "api/docs.html"


class ApiReference(SpectacularRedocView):
    """A page on which partners read the schema as a reference, without trying it."""

    url_name = "api-schema"
    template_name = "api/reference.html"

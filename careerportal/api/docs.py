"""Swagger UI, served from our own files under the site's strict Content-Security-Policy."""

from drf_spectacular.views import SpectacularSwaggerSplitView


class ApiDocs(SpectacularSwaggerSplitView):
    """A page on which partners read the schema and try it; its one script is a file of its own."""

    url_name = "api-schema"
    template_name = "api/docs.html"

"""The schema, its documentation, and a problem for every other address under /api/."""

from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, path, re_path, resolve
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularAPIView

from careerportal.api.docs import ApiDocs, ApiReference
from careerportal.api.problems import problem


@csrf_exempt
def unroutable(request, **_):
    """Answer an address that no route matches: add a forgotten slash, else say that there is nothing."""
    if request.method in ("GET", "HEAD") and not request.path.endswith("/"):
        try:
            is_known = resolve(f"{request.path_info}/").func is not unroutable
        except Resolver404:
            is_known = False
        if is_known:
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return problem(request, 404)


urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", ApiDocs.as_view(), name="api-docs"),
    path("reference/", ApiReference.as_view(), name="api-reference"),
    re_path(r"", unroutable),
]

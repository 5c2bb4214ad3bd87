"""The portal's addresses, and those that it is measured against."""

from django.urls import path

from bench import page_queries, plain, plain_api
from careerportal import urls
from careerportal.urls import handler404, handler500

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("bench/empty/", plain.empty),
    path("bench/plain/", plain.program_list),
    path("bench/api/programs/", plain_api.PlainProgramList.as_view()),
    path("bench/queries/<path:page>", page_queries.ask),
    *urls.urlpatterns,
]

"""The portal's addresses, and the two that it is measured against."""

from django.urls import include, path

from bench import plain

urlpatterns = [
    path("bench/empty/", plain.empty),
    path("bench/plain/", plain.program_list),
    path("", include("careerportal.urls")),
]

"""Addresses of the pages about careers and their pay."""

from django.urls import path, re_path

from salaries import areas, careers, comparison_views, views

app_name = "salaries"
urlpatterns = [
    path("salaries/", views.salary_list, name="list"),
    path("salaries/compare/", comparison_views.compare, name="compare"),
    re_path(r"^salaries/compare/export\.(?P<file_format>csv|xlsx)$", comparison_views.export, name="compare-export"),
    path("salaries/<str:soc>/", views.occupation, name="occupation"),
    path("salaries/<str:soc>/<slug:slug>/", areas.area, name="area"),
    path("careers/", careers.career_list, name="careers"),
    path("careers/<slug:slug>/", careers.career_detail, name="career"),
]

"""Addresses of the pages about careers and their pay."""

from django.urls import path

from salaries import careers, views

app_name = "salaries"
urlpatterns = [
    path("salaries/", views.salary_list, name="list"),
    path("salaries/<str:soc>/", views.occupation, name="occupation"),
    path("careers/", careers.career_list, name="careers"),
    path("careers/<slug:slug>/", careers.career_detail, name="career"),
]

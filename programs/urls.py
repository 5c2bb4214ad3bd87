"""Addresses of the pages about programs, schools and degree levels."""

from django.urls import path

from programs import views

app_name = "programs"
urlpatterns = [
    path("programs/", views.program_list, name="list"),
    path("programs/<slug:slug>/", views.program_detail, name="detail"),
    path("schools/", views.school_list, name="schools"),
    path("schools/<slug:slug>/", views.school_detail, name="school"),
    path("levels/", views.level_list, name="levels"),
    path("levels/<slug:level>/", views.level_detail, name="level"),
]

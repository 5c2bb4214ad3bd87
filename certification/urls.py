"""Addresses of the pages about certifications."""

from django.urls import path

from certification import views

app_name = "certification"
urlpatterns = [
    path("certification/", views.certification_list, name="list"),
    path("certification/<slug:slug>/", views.certification_detail, name="detail"),
]

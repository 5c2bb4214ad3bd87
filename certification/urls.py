"""Addresses of the pages about certifications."""

from django.urls import path

from certification import planner_views, views

app_name = "certification"
urlpatterns = [
    path("certification/", views.certification_list, name="list"),
    path("certification/compare/", planner_views.compare, name="compare"),
    path("certification/<slug:slug>/", views.certification_detail, name="detail"),
    path("certification/<slug:slug>/eligibility/", planner_views.eligibility_page, name="eligibility"),
    path("certification/<slug:slug>/renewal/", planner_views.renewal_page, name="renewal"),
    path("certification/<slug:slug>/renewal.ics", planner_views.renewal_calendar, name="renewal-calendar"),
]

"""Addresses of the pages about programs, schools and degree levels."""

from django.urls import path, re_path

from programs import (
    comparison_views,
    export_views,
    feed_views,
    guide_view,
    preview_view,
    shortlist_views,
    suggest_view,
    views,
)

app_name = "programs"
urlpatterns = [
    path("programs/", views.program_list, name="list"),
    re_path(r"^programs/export\.(?P<file_format>csv|json|xlsx)$", export_views.export, name="export"),
    path("programs/suggest/", suggest_view.suggestions, name="suggest"),
    path("programs/feed.atom", feed_views.of_search, name="feed"),
    path("programs/preview/<str:token>/", preview_view.preview, name="preview"),
    path("programs/<slug:slug>/", views.program_detail, name="detail"),
    path("compare/", comparison_views.compare, name="compare"),
    re_path(r"^compare/export\.(?P<file_format>csv|xlsx)$", comparison_views.export, name="compare-export"),
    path("shortlist/", shortlist_views.page, name="shortlist"),
    re_path(r"^shortlist/export\.(?P<file_format>csv|xlsx)$", shortlist_views.export, name="shortlist-export"),
    path("shortlist/feed.atom", feed_views.of_shortlist, name="shortlist-feed"),
    path("shortlist/deadlines.ics", shortlist_views.calendar, name="shortlist-calendar"),
    path("schools/", views.school_list, name="schools"),
    path("schools/<slug:slug>/", views.school_detail, name="school"),
    path("levels/", views.level_list, name="levels"),
    path("levels/find/", guide_view.find_level, name="find-level"),
    path("levels/<slug:level>/", views.level_detail, name="level"),
]

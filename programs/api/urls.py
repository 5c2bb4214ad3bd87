"""Routes of programs, schools, levels and exports under /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from programs.api import export_views, views

router = SimpleRouter()
router.register("programs", views.ProgramViewSet, basename="program")
router.register("schools", views.SchoolViewSet, basename="school")
router.register("levels", views.LevelViewSet, basename="level")
router.register("exports", export_views.ExportViewSet, basename="export")

urlpatterns = [*router.urls, path("exports/<str:file>", export_views.ExportView.as_view(), name="export")]

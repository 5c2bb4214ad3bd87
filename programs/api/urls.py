"""Routes of programs, schools, levels, exports and catalogues under /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from programs.api import catalogues, export_views, fields, views

router = SimpleRouter()
router.register("programs", views.ProgramViewSet, basename="program")
router.register("schools", views.SchoolViewSet, basename="school")
router.register("fields", fields.FieldViewSet, basename="field")
router.register("levels", views.LevelViewSet, basename="level")
router.register("exports", export_views.ExportViewSet, basename="export")

urlpatterns = [
    *router.urls,
    path("exports/<str:file>", export_views.ExportView.as_view(), name="export"),
    path("catalogues/", catalogues.Catalogues.as_view(), name="catalogues"),
    path("catalogues/<slug:slug>/", catalogues.OneCatalogue.as_view(), name="catalogue-detail"),
    path(
        "catalogues/<slug:slug>/programs/",
        catalogues.CataloguePrograms.as_view({"get": "list"}, detail=False),
        name="catalogue-programs",
    ),
    path("catalogues/<slug:slug>/contains/", catalogues.CatalogueContains.as_view(), name="catalogue-contains"),
    path("catalogues/<slug:slug>/export.<str:word>", catalogues.CatalogueExport.as_view(), name="catalogue-export"),
    path("catalogues/<slug:slug>/changes/", catalogues.CatalogueChanges.as_view(), name="catalogue-changes"),
]

"""Routes of /api/v1/ that belong to no app: the root, sources and releases."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from careerportal.api.releases import ReleaseViewSet, SourceViewSet
from careerportal.api.root import ApiRoot

router = SimpleRouter()
router.register("sources", SourceViewSet, basename="source")
router.register("releases", ReleaseViewSet, basename="release")

urlpatterns = [path("", ApiRoot.as_view(), name="root"), *router.urls]

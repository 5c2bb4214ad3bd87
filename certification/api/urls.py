"""Routes of certifications under /api/v1/."""

from rest_framework.routers import SimpleRouter

from certification.api.views import CertificationViewSet

router = SimpleRouter()
router.register("certifications", CertificationViewSet, basename="certification")

urlpatterns = router.urls

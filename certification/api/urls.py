"""Routes of certifications under /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from certification.api.eligibility import EligibilityView
from certification.api.views import CertificationViewSet

router = SimpleRouter()
router.register("certifications", CertificationViewSet, basename="certification")

urlpatterns = [
    *router.urls,
    path("certifications/<slug:slug>/eligibility/", EligibilityView.as_view(), name="certification-eligibility"),
]

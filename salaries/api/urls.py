"""Routes of occupations, areas, wages and projections under /api/v1/."""

from rest_framework.routers import SimpleRouter

from salaries.api import views

router = SimpleRouter()
router.register("occupations", views.OccupationViewSet, basename="occupation")
router.register("areas", views.AreaViewSet, basename="area")
router.register("wages", views.WageViewSet, basename="wage")
router.register("projections", views.ProjectionViewSet, basename="projection")

urlpatterns = router.urls

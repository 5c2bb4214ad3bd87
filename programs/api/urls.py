"""Routes of programs, schools and levels under /api/v1/."""

from rest_framework.routers import SimpleRouter

from programs.api import views

router = SimpleRouter()
router.register("programs", views.ProgramViewSet, basename="program")
router.register("schools", views.SchoolViewSet, basename="school")
router.register("levels", views.LevelViewSet, basename="level")

urlpatterns = router.urls

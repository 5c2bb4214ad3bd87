"""Who edits which school: people of a school who keep its own listings right, and see no other school's."""

from django.conf import settings
from django.db import models

from programs.school_select import SchoolSelect

EVERY_SCHOOL = "programs.view_every_school"
"""What all who work on the whole catalogue may. Whoever may not is shown the schools given to them, or none."""


class SchoolAssignment(models.Model):
    """One school given to one person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="school_assignments")
    school = models.ForeignKey("programs.School", on_delete=models.CASCADE, related_name="assignments")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "school editor"
        ordering = ["user_id", "school_id"]
        constraints = [models.UniqueConstraint(fields=["user", "school"], name="school_assignment_natural_key")]

    def __str__(self):
        return f"{self.user}: {self.school}"


def seen_by(user, queryset, path=""):
    """Narrow rows to those of schools that a person may see. `path` leads from a row to its school: "school__"."""
    if user.has_perm(EVERY_SCHOOL):
        return queryset
    return queryset.filter(**{f"{path}pk__in": SchoolAssignment.objects.filter(user=user).values("school")})


class OfSchools:
    """For a table of the desk whose rows belong to schools: shows, and lets choose, only those a person may see.

    `school_path` leads from a row to its school; it is empty for the schools themselves.
    """

    school_path = "school__"

    def get_queryset(self, request):
        return seen_by(request.user, super().get_queryset(request), self.school_path)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """What is chosen in a form is looked up among the same rows, whatever is typed into the address or the form."""
        chosen_from = {"School": "", "Program": "school__"}
        if (path := chosen_from.get(db_field.related_model.__name__)) is not None:
            rows = db_field.related_model._default_manager.all()
            if path == "" and db_field.name in self.autocomplete_fields:
                kwargs.setdefault("widget", SchoolSelect(db_field, self.admin_site))
            kwargs["queryset"] = seen_by(request.user, kwargs.get("queryset", rows), path)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

"""Overrides of federal values on the desk: proposed by one person, approved by another, both values in sight."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError

from careerportal.datasets.desk import CuratedAdmin
from careerportal.datasets.lost_updates import CuratedForm
from programs import overrides
from programs.curation import PUBLISH
from programs.models import Override, School
from programs.school_editors import OfSchools

FIELDS = [(name, School._meta.get_field(name).verbose_name.capitalize()) for name in overrides.OVERRIDABLE]


class OverrideForm(CuratedForm):
    """What is proposed."""

    field = forms.ChoiceField(label="Federal value", choices=FIELDS)

    class Meta:
        widgets = {"reason": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}

    def clean(self):
        given = super().clean()
        school, name = given.get("school"), given.get("field")
        if school and name and self.instance.pk is None:
            # The row knows which it is of only after this; its own check needs it now.
            self.instance.school, self.instance.field = school, name
        return given


@admin.register(Override)
class OverrideAdmin(OfSchools, CuratedAdmin):
    """Federal values that are wrong. Propose one with the page that shows it; another person approves it. It ends on
    its day, or when the federal file says the same."""

    form = OverrideForm
    fields = ("school", "field", "value", "reason", "evidence_url", "expires_on")
    list_display = [
        "school",
        "label",
        "federal_value_now",
        "value",
        "state",
        "expires_on",
        "proposed_by",
        "approved_by",
    ]
    list_filter = ["state", "field", "expires_on"]
    list_select_related = ["school"]
    search_fields = ["school__name", "school__display_name", "=school__unitid", "value", "reason"]
    autocomplete_fields = ["school"]
    actions = ["approve", "end"]
    ordering = ["expires_on", "id"]
    kept = ("federal_value_now", "federal_value", "state", "proposed_by", "approved_by", "approved_at", "ended_because")

    def get_fieldsets(self, request, obj=None):
        proposed = [("What is proposed", {"fields": self.fields})]
        return [*proposed, ("What became of it", {"fields": self.kept})] if obj else proposed

    def get_readonly_fields(self, request, obj=None):
        return self.kept

    def has_change_permission(self, request, obj=None):
        """What was proposed stands: whoever thinks otherwise ends it and proposes another."""
        return False

    def has_publish_permission(self, request):
        return request.user.has_perm(PUBLISH)

    def save_model(self, request, obj, form, change):
        overrides.propose_row(obj, by=request.user)

    def ledger_lines(self, override, action):
        """Readers see nothing of a proposal."""
        return []

    @admin.display(description="federal value now")
    def federal_value_now(self, override):
        return override.federal_now

    @admin.action(description="Approve: I have read the evidence", permissions=["publish"])
    def approve(self, request, queryset):
        self._each(request, queryset, lambda one: overrides.approve(one, by=request.user), "Readers see")

    @admin.action(description="End: readers see the federal value again", permissions=["publish"])
    def end(self, request, queryset):
        self._each(
            request, queryset, lambda one: overrides.end(one, by=request.user, why="Ended on the desk"), "Ended:"
        )

    def _each(self, request, queryset, do, done):
        for one in queryset.select_related("school"):
            try:
                do(one)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
            else:
                self.message_user(request, f"{done} {one}: {one.value}", messages.SUCCESS)

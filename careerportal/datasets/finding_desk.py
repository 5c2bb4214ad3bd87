"""Findings on the desk: what importers met, by kind, source and edition; each is answered by a person, with the reason,
and the answer holds for every later release."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.module_loading import import_string

from careerportal.datasets import findings
from careerportal.datasets.models import Finding
from careerportal.datasets.registry import all_sources
from careerportal.datasets.taking_away import TakenAway

Answer = Finding.Answer


class AnswerForm(forms.ModelForm):
    """One of the answers that the importer can use, and why."""

    class Meta:
        model = Finding
        fields = ["answer", "chosen_unitid", "note"]
        widgets = {"answer": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "answer" not in self.fields:
            return  # Somebody who may only look.
        possible = findings.answers_to(self.instance)
        self.fields["answer"].choices = [(answer.value, answer.label) for answer in possible]
        self.fields["answer"].required = self.fields["note"].required = True
        if Answer.SCHOOL not in possible:
            self.fields.pop("chosen_unitid", None)

    def clean(self):
        given = super().clean()
        if given.get("answer") == Answer.SCHOOL and "chosen_unitid" not in self.errors:
            unitid = given.get("chosen_unitid")
            if unitid is None:
                raise ValidationError({"chosen_unitid": "Type the UNITID of the school that it is."})
            if not import_string(settings.SCHOOL_OF_UNITID)(unitid):
                raise ValidationError({"chosen_unitid": f"The portal has no school with the UNITID {unitid}."})
        return given


class SourceFilter(admin.SimpleListFilter):
    title = "source"
    parameter_name = "source"

    def lookups(self, request, model_admin):
        return [(key, source.title) for key, source in all_sources().items()]

    def queryset(self, request, queryset):
        return queryset.filter(release__source=self.value()) if self.value() else queryset


class FindingAdmin(TakenAway, admin.ModelAdmin):
    """Doubts that an importer met. A curator answers each, and says why."""

    form = AnswerForm
    list_display = ["kind", "subject", "message", "source", "edition", "row", "is_settled", "answer", "answered_by"]
    list_filter = ["is_settled", "kind", SourceFilter, "release__edition", "severity", "answer"]
    list_select_related = ["release"]
    search_fields = ["kind", "subject", "message", "note"]
    list_per_page = 50
    actions = ["settle", "reopen"]
    readonly_fields = ["kind", "severity", "subject", "message", "where_from", "given", "taken_over"]

    def get_fieldsets(self, request, obj=None):
        met = ["kind", "severity", "subject", "message", "where_from"]
        form_fields = ["answer", "note"]
        if obj and Answer.SCHOOL in findings.answers_to(obj):
            form_fields.insert(1, "chosen_unitid")
        text = (
            "The answer holds for every finding of this release about the same subject, and for later releases of the "
            "source. Where it changes what is loaded, it does so from the next load on."
        )
        return [
            ("What the importer met", {"fields": met}),
            ("What you answer", {"fields": [*form_fields, "given", "taken_over"], "description": text}),
        ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        findings.answer(
            obj,
            answer=given["answer"],
            why=given["note"],
            unitid=given.get("chosen_unitid"),
            by=request.user.get_username(),
        )

    @admin.display(ordering="release__source")
    def source(self, finding):
        source = all_sources().get(finding.release.source)
        return source.title if source else finding.release.source

    @admin.display(ordering="release__edition")
    def edition(self, finding):
        return finding.release.edition

    @admin.display(description="where")
    def where_from(self, finding):
        row = f", row {finding.row}" if finding.row else ""
        return f"{self.source(finding)}, {finding.release.edition}: {finding.release.file_name}{row}"

    @admin.display(description="answered")
    def given(self, finding):
        if not finding.answered_at:
            return "Not yet"
        return f"{finding.answered_at:%Y-%m-%d %H:%M} UTC by {finding.answered_by or 'a command'}"

    @admin.display(description="taken over from")
    def taken_over(self, finding):
        earlier = finding.answered_before
        if earlier is None:
            return "—"
        return format_html('<a href="../../{}/change/">{}</a>', earlier.pk, earlier.release.edition)

    @admin.action(description="Settle the selected findings: leave them as they are", permissions=["change"])
    def settle(self, request, queryset):
        count = 0
        for finding in queryset.filter(is_settled=False):
            why = finding.note or "Settled together with others."
            count += findings.answer(finding, answer=Answer.IGNORE, why=why, by=request.user.get_username())
        self.message_user(request, f"{count} settled.")

    @admin.action(description="Open the selected findings again", permissions=["change"])
    def reopen(self, request, queryset):
        self.message_user(request, f"{findings.reopen(queryset)} open again.")

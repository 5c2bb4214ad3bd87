"""The inbox of reported mistakes on the curator's desk."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.html import format_html

from careerportal.datasets.taking_away import TakenAway
from careerportal.reports import answering, facts
from careerportal.reports.differences import difference
from careerportal.reports.forms import AnswerForm
from careerportal.reports.models import Report


@admin.register(Report)
class ReportAdmin(TakenAway, admin.ModelAdmin):
    """What readers say is wrong. Each is answered once, and the answer is public."""

    form = AnswerForm
    list_display = ["label", "about", "kind", "state", "received_at", "answered_at"]
    list_filter = ["state", "kind", "received_at"]
    search_fields = ["about", "label", "proposed", "answer"]
    list_per_page = 50
    readonly_fields = (
        "fact_and_page", "source", "shown", "says_now", "proposed", "as_difference", "why", "evidence_url",
        "received_at", "state", "answered_at",
    )  # fmt: skip
    reported = ("fact_and_page", "source", "shown", "says_now", "proposed", "as_difference", "why", "evidence_url")

    def get_fieldsets(self, request, obj=None):
        answered = obj is not None and not self.has_change_permission(request, obj)
        decision = ("state", "answered_at", "written", "answer") if answered else ("decision", "written", "answer")
        return [
            ("What was reported", {"fields": (*self.reported, "received_at")}),
            ("What you decide", {"fields": decision}),
        ]

    def get_queryset(self, request):
        """Those that wait first."""
        return super().get_queryset(request).order_by("-answered_at", "-received_at", "-id")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """An answer has been read by everybody: it stands."""
        is_open = obj is None or obj.state == Report.State.OPEN
        return is_open and super().has_change_permission(request, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Say so, and show the answer, where another curator has answered while this one was writing."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(request.path)

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        obj.written = ""
        with transaction.atomic():
            if given["decision"] == "accept":
                answering.accept(obj, answer=given["answer"], text=given["written"], by=request.user)
            elif given["decision"] == "decline":
                answering.decline(obj, answer=given["answer"])

    @admin.display(description="fact")
    def fact_and_page(self, report):
        return format_html('{}: <a href="{}">{}</a>', report.label, report.page, report.about)

    @admin.display(description="says now")
    def says_now(self, report):
        fact = self._fact_of(report)
        if fact is None:
            return answering.NO_LONGER
        if fact.is_federal:
            return f"{fact.shown}. {answering.FEDERAL}"
        return fact.shown if fact.is_ours_to_write else f"{fact.shown}. Correct it on the program's own page first."

    @admin.display(description="difference")
    def as_difference(self, report):
        fact = self._fact_of(report)
        return difference(fact.shown if fact else report.shown, report.proposed)

    def _fact_of(self, report):
        return facts.find(report.kind, report.key, report.fact)

"""The states of programs on the desk: what can be done to one now, by whom, and a page that asks what a verb needs."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from programs import curation
from programs.models import Program
from programs.preview import DAYS, link_to
from programs.publish_checks import mistakes_in

Status = Program.Status
EDITS, REVIEWS = "programs.change_program", curation.PUBLISH


@dataclass(frozen=True)
class Verb:
    """`label` stands on the button; `does` says what pressing it changes; `asks` names the fields of its form."""

    name: str
    label: str
    does: str
    states: tuple
    permission: str
    do: Callable
    asks: tuple = ("why",)
    needs: tuple = ()
    checks: bool = False
    """Whether the mistakes that keep a program from being published stand in its way."""

    takes_a_day_back: bool = False
    """It fits only a program for which a day is set."""

    def fits(self, program):
        has_a_day = program.publish_on or program.withdraw_on
        return program.status in self.states and bool(has_a_day or not self.takes_a_day_back)


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "submit", "Send to review", "Somebody else reads it, and publishes it or sends it back.",
            (Status.DRAFT,), EDITS, curation.submit, checks=True,
        ),
        Verb(
            "publish", "Publish", "Readers and partners see it: at once, or from the day you set.",
            (Status.IN_REVIEW,), REVIEWS, curation.publish, asks=("on", "why", "seen"), checks=True,
        ),
        Verb(
            "send-back", "Send back", "It is a draft again, and its author reads what is to be mended.",
            (Status.IN_REVIEW,), REVIEWS, curation.send_back, needs=("why",),
        ),
        Verb(
            "withdraw", "Withdraw", "Readers see it no more: its page leads to the successor, or gives your reason.",
            (Status.PUBLISHED,), REVIEWS, curation.withdraw, asks=("why", "successor", "on"), needs=("why",),
        ),
        Verb(
            "restore", "Restore", "Readers and partners see it again.",
            (Status.WITHDRAWN,), REVIEWS, curation.restore, needs=("why",), checks=True,
        ),
        Verb(
            "unschedule", "Forget the day", "Nothing happens on the day that was set.",
            (Status.IN_REVIEW, Status.PUBLISHED), REVIEWS, curation.unschedule, takes_a_day_back=True,
        ),
    )
}  # fmt: skip


class VerbForm(forms.Form):
    """What a verb needs to know: only the fields it asks for."""

    on = forms.DateField(
        label="On", required=False, widget=AdminDateWidget,
        help_text="Blank: now. On a later day it is done by the run of that day.",
    )  # fmt: skip
    why = forms.CharField(label="Why", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    successor = forms.CharField(
        label="Successor", required=False, max_length=300,
        help_text="The address of the program in its place, or the last part of it. Blank: there is none.",
    )  # fmt: skip

    seen = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    """The version of the program that a reviewer has read."""

    def __init__(self, verb, *args, **options):
        super().__init__(*args, **options)
        for name in list(self.fields):
            if name not in verb.asks:
                del self.fields[name]
        for name in verb.needs:
            self.fields[name].required = True

    def clean_successor(self):
        slug = self.cleaned_data["successor"].strip().rstrip("/").rpartition("/")[2]
        if not slug:
            return None
        program = Program.objects.published().filter(slug=slug.replace("\x00", "")).first()
        if program is None:
            raise ValidationError(f"No published program has the address {slug}.")
        return program


class ReadAgain:
    """For the admin of programs, and of what readers see with them: an edit makes a reviewer read it again."""

    def after_edits(self, rows, *, by):
        programs = {row.pk if isinstance(row, Program) else row.program_id for row in rows}
        said = super().after_edits(rows, by=by)
        for program, day in curation.review_again(programs, by=by).items():
            said.append(
                f"{program} was to be published on {day:%B %-d, %Y}. You have changed what was reviewed, so no day "
                "is set any more: a reviewer reads it again and publishes it."
            )
        return said


class CurationDesk(ReadAgain):
    """For the admin of programs: a state is shown, and only verbs lead to another."""

    change_form_template = "admin/programs/program/change_form.html"

    def get_urls(self):
        own = [
            path(
                f"<path:object_id>/{verb.name}/",
                self.admin_site.admin_view(self.verb_view),
                {"verb": verb},
                name=f"programs_program_{verb.name.replace('-', '_')}",
            )
            for verb in VERBS.values()
        ]
        preview = self.admin_site.admin_view(self.preview_link_view)
        own.append(path("<path:object_id>/preview-link/", preview, name="programs_program_preview_link"))
        return own + super().get_urls()

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *Program.WORKFLOW)

    def get_fieldsets(self, request, obj=None):
        parts = super().get_fieldsets(request, obj)
        if obj:
            said = [name for name in Program.WORKFLOW if name == "status" or getattr(obj, name)]
            parts.insert(0, ("State", {"fields": said}))
        return parts

    def get_view_on_site_url(self, obj=None):
        """Only what readers have seen has a page."""
        return super().get_view_on_site_url(obj) if obj is None or obj.was_public else None

    def save_model(self, request, obj, form, change):
        """What somebody adds is a draft."""
        if not change:
            obj.status = Status.DRAFT
        super().save_model(request, obj, form, change)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        program = self.get_object(request, object_id)
        extra = {}
        if program and self.has_view_permission(request, program):
            extra = {
                "verbs": [(verb.label, self._verb_url(verb, program)) for verb in self.verbs_for(request, program)],
                "mistakes": mistakes_in(program) if program.status in (Status.DRAFT, Status.IN_REVIEW) else [],
                "preview_url": reverse("admin:programs_program_preview_link", args=[program.pk]),
            }
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def verbs_for(self, request, program):
        """What this person may do to a program as it stands."""
        found = [verb for verb in VERBS.values() if verb.fits(program) and request.user.has_perm(verb.permission)]
        own = program.submitted_by == request.user.get_username()
        return [verb for verb in found if not (verb.name == "publish" and own)]

    def verb_view(self, request, object_id, verb):
        """Say what a verb would do (GET), or do it (POST)."""
        if not request.user.has_perm(verb.permission):
            raise PermissionDenied
        program = self._program(request, object_id)
        seen = request.GET.get("seen") or curation.version_of(program)
        form = VerbForm(verb, request.POST or None, initial={"seen": seen})
        if request.method == "POST" and form.is_valid():
            try:
                verb.do(program, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                # A mistake names a field of the program, which this form does not have.
                form.add_error(None, error.messages)
            else:
                self.message_user(request, f"{verb.label}: done, for {program}.", messages.SUCCESS)
                return redirect("admin:programs_program_change", program.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{verb.label}: {program}",
            "opts": self.opts,
            "program": program,
            "verb": verb,
            "form": form,
            "fits": verb.fits(program),
            "mistakes": mistakes_in(program) if verb.checks else [],
        }
        return TemplateResponse(request, "admin/programs/program/verb.html", context)

    def preview_link_view(self, request, object_id):
        """The address by which anybody sees the page, for as long as it is good."""
        program = self._program(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Preview of {program}",
            "opts": self.opts,
            "program": program,
            "link": request.build_absolute_uri(link_to(program)),
            "days": DAYS,
        }
        return TemplateResponse(request, "admin/programs/program/preview_link.html", context)

    def _program(self, request, object_id):
        if not self.has_view_permission(request):
            raise PermissionDenied
        program = self.get_object(request, object_id)
        if program is None:
            raise Http404("There is no such program.")
        return program

    @staticmethod
    def _verb_url(verb, program):
        seen = {"seen": curation.version_of(program)} if "seen" in verb.asks else None
        return reverse(f"admin:programs_program_{verb.name.replace('-', '_')}", args=[program.pk], query=seen)

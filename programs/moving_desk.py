"""Merging schools and moving programs on the desk: choose where to, see what would change, do it, undo it."""

import re

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from careerportal.datasets.desk import ReadOnlyAdmin
from careerportal.datasets.versions import in_words, label_of
from programs import moving
from programs.curation import PUBLISH
from programs.merging import plan_merge, plan_move
from programs.models import Program, School, SchoolMove
from programs.school_select import SchoolSelect, typed_name

MOST = 200
"""So many programs are moved at once."""

KEY = re.compile(r"[0-9]{1,18}", re.ASCII)
"""What can be the key of a row in either database."""


WHERE = ("target", typed_name("target"))
"""What says which the other school is: its key, or what was typed where no script runs."""


class WhereForm(forms.Form):
    """The other school."""

    target = forms.ModelChoiceField(
        School.objects.all(), label="Into which school", help_text="Type a part of its name, or its UNITID.",
        error_messages={
            "invalid_choice": "There is no such school. Choose one of those that are offered.",
            "required": "Choose one of the schools that are offered as you type.",
        },
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        # A program's own form chooses its school in the same way.
        chosen = SchoolSelect(Program._meta.get_field("school"), admin.site)
        chosen.choices = self.fields["target"].choices
        self.fields["target"].widget = chosen

    @classmethod
    def of(cls, asked):
        """The form as an address fills it. What cannot be a key is nothing: the widget would look it up."""
        given = {name: asked[name] for name in WHERE if name in asked}
        if not KEY.fullmatch(given.get("target", "")):
            given.pop("target", None)
        return cls(given) if any(name in asked for name in WHERE) else cls()


class WhyForm(forms.Form):
    """Why it is done, for everybody who reads the history of what it changes."""

    why = forms.CharField(
        label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="What you found out, and where.",
    )  # fmt: skip


class UndoForm(WhyForm):
    """Why it is taken back; what has been changed since is left alone only by somebody who knows of it."""

    leaving = forms.BooleanField(label="Undo the rest, and leave these as they are now", required=False)


def lines_of(steps):
    """What steps change, row by row: (sort of row, its name, what happens, [(column, now, then)])."""
    for step in steps:
        model = apps.get_model(step["table"])
        values = []
        for name, pair in step["values"].items():
            column = model._meta.get_field(name)
            now, then = (in_words(column, column.to_python(one)) for one in pair)
            values.append((label_of(column), now, then))
        yield str(model._meta.verbose_name).capitalize(), step["name"], step["says"], values


class Moves:
    """For an admin from whose rows a merge or a move begins."""

    def may_move(self, request):
        return request.user.has_perm(PUBLISH) and self.has_change_permission(request)

    def moving_page(self, request, *, title, back, source, plan, do):
        """Ask for the other school (GET), show the plan for one (GET with it), or carry that out (POST)."""
        if not self.may_move(request):
            raise PermissionDenied
        where, why = WhereForm.of(request.POST or request.GET), WhyForm(request.POST or None)
        target = where.cleaned_data["target"] if where.is_bound and where.is_valid() else None
        planned = plan(source, target) if target else None
        if request.method == "POST" and planned and why.is_valid():
            try:
                done = do(target, why.cleaned_data["why"], request.POST.get("fingerprint", ""))
            except ValidationError as error:
                why.add_error(None, error.messages)
            else:
                message = f"Done: {len(done.steps)} rows were changed. This page can take it back."
                self.message_user(request, message, messages.SUCCESS)
                return redirect("admin:programs_schoolmove_change", done.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "back": back,
            "where": where,
            "why": why,
            "plan": planned,
            "lines": list(lines_of(planned.steps)) if planned else [],
            "kept": [(name, value) for name, value in request.GET.items() if name not in WHERE],
            "media": self.media + where.media,
        }
        return TemplateResponse(request, "admin/programs/moves/ask.html", context)


class MergesSchools(Moves):
    """For the admin of schools."""

    change_form_template = "admin/programs/school/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<path:object_id>/merge/", view, name="programs_school_merge"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        may = self.may_move(request)
        return super().change_view(request, object_id, form_url, {"may_merge": may} | (extra_context or {}))

    def merge_view(self, request, object_id):
        if not self.may_move(request):
            raise PermissionDenied
        source = self.get_object(request, object_id)
        if source is None:
            raise Http404("There is no such school.")
        return self.moving_page(
            request,
            title=f"Merge {source} into another school",
            back=reverse("admin:programs_school_change", args=[source.pk]),
            source=source,
            plan=plan_merge,
            do=lambda target, why, seen: moving.merge(source, target, by=request.user, why=why, seen=seen),
        )


class MovesPrograms(Moves):
    """For the admin of programs."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.move_view)
        return [path("move/", view, name="programs_program_move"), *super().get_urls()]

    def has_move_permission(self, request):
        return self.may_move(request)

    @admin.action(description="Move to another school", permissions=["move"])
    def move_to_another_school(self, request, queryset):
        chosen = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
        if len(chosen) > MOST:
            self.message_user(request, f"Choose up to {MOST} programs at a time.", messages.ERROR)
            return None
        return redirect(f"{reverse('admin:programs_program_move')}?programs={','.join(map(str, chosen))}")

    def move_view(self, request):
        if not self.may_move(request):
            raise PermissionDenied
        named = request.GET.get("programs", "").split(",")[:MOST]
        chosen = [int(one) for one in named if KEY.fullmatch(one)]
        programs = list(self.get_queryset(request).filter(pk__in=chosen).select_related("school").order_by("pk"))
        back = reverse("admin:programs_program_changelist")
        schools = {program.school_id: program.school for program in programs}
        if len(schools) != 1:
            wrong = "Choose programs of one school" if schools else "Choose programs in the list"
            self.message_user(request, f"{wrong}, then “Move to another school” again.", messages.ERROR)
            return redirect(back)
        (source,) = schools.values()
        count = f"{len(programs)} programs" if len(programs) > 1 else f"“{programs[0]}”"
        return self.moving_page(
            request,
            title=f"Move {count} of {source} to another school",
            back=back,
            source=source,
            plan=lambda source, target: plan_move(programs, source, target),
            do=lambda target, why, seen: moving.move(programs, source, target, by=request.user, why=why, seen=seen),
        )


@admin.register(SchoolMove)
class SchoolMoveAdmin(ReadOnlyAdmin):
    """Which schools were merged, which programs were moved, by whom and why; and the way back."""

    change_form_template = "admin/programs/moves/change_form.html"
    list_display = ["done_at", "kind", "source", "target", "done_by", "undone_at"]
    list_filter = ["kind", "done_at"]
    list_select_related = ["source", "target", "done_by"]
    search_fields = ["source__name", "target__name", "why"]
    fields = ("kind", "source", "target", "why", "done_by", "done_at", "undone_by", "undone_at", "undone_because")

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", view, name="programs_schoolmove_undo"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        done = self.get_object(request, object_id)
        extra = {"lines": lines_of(done.steps)} if done else {}
        extra["may_undo"] = bool(done and not done.undone_at and request.user.has_perm(PUBLISH))
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def undo_view(self, request, pk):
        """Say what would be taken back (GET), or take it back (POST)."""
        if not request.user.has_perm(PUBLISH) or not self.has_view_permission(request):
            raise PermissionDenied
        done = self.get_object(request, str(pk))
        if done is None:
            raise Http404("There is no such merge.")
        steps, stays = ([], []) if done.undone_at else moving.way_back(done)
        form = UndoForm(request.POST or None)
        if not stays:
            del form.fields["leaving"]
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                moving.undo(done, by=request.user, why=given["why"], leaving=given.get("leaving", False))
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                self.message_user(request, f"Undone: {done}.", messages.SUCCESS)
                return redirect("admin:programs_schoolmove_change", done.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Undo {done}",
            "opts": self.opts,
            "done": done,
            "form": form,
            "stays": stays,
            "lines": lines_of(steps),
        }
        return TemplateResponse(request, "admin/programs/moves/undo.html", context)

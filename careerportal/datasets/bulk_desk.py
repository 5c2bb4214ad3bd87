"""Changing many rows of a table on the desk, from a file or from a list.

A file, or rows chosen in a list, become a BulkEdit. Its page says what would change; confirmed, all of it is written,
or none where anything has changed since.
"""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from careerportal.datasets import bulk, bulk_cells, bulk_files, tables, taking_away, uploads
from careerportal.datasets.desk import ReadOnlyAdmin
from careerportal.datasets.models import BulkEdit
from careerportal.datasets.opening import UnusableFile

MOST_SHOWN = 200
"""Changes, and mistakes, that a page lists; it says how many more there are."""


class FileForm(forms.Form):
    file = forms.FileField(help_text=f"CSV or XLSX with up to {bulk.MOST_ROWS:,} rows; the first names the columns.")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(bulk_files.ENDINGS):
            raise ValidationError(f"The file's name must end in {' or '.join(bulk_files.ENDINGS)}.")
        return file


class TogetherForm(forms.Form):
    """One field of many rows, and what it shall be."""

    column = forms.ChoiceField(label="Field")
    value = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="Leave it empty to empty the field."
    )

    def __init__(self, model, columns, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named = [(name, str(model._meta.get_field(name).verbose_name)) for name in columns]
        self.fields["column"].choices = named


class InBulk:
    """For a table of the desk whose rows may be changed in bulk; `bulk_table` says how."""

    bulk_table = None
    actions = ["change_together"]

    def get_urls(self):
        def named(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"{self._prefix}_{name}")

        return [
            named("import/", self.import_view, "import"),
            named("import/<int:pk>/", self.review_view, "review"),
            named("together/<int:pk>/", self.together_view, "together"),
            named("template/<str:file_format>/", self.template_view, "template"),
            *super().get_urls(),
        ]

    @property
    def _prefix(self):
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def plan_of(self, request, lines, *, holding=False):
        """What lines would do as this person's: on the rows that they see, and for what their form would let choose."""

        def chosen_from(db_field):
            return self.formfield_for_foreignkey(db_field, request).queryset

        return bulk.plan(
            self.bulk_table,
            self.get_queryset(request),
            [(number, cells) for number, cells in lines],
            chosen_from=chosen_from if self.has_add_permission(request) else None,
            holding=holding,
        )

    def import_view(self, request):
        """A form for a file; what is wrong with one, or its page of changes."""
        self._check_may_change(request)
        form = FileForm(request.POST or None, request.FILES or None)
        if request.method != "POST" or not form.is_valid():
            if uploads.was_too_large(request):
                form.add_error("file", f"The file has more than {uploads.LARGEST // 1024**2} MB.")
            return self._show(request, "import", {"form": form}, status=400 if request.method == "POST" else 200)
        file = form.cleaned_data["file"]
        try:
            rows, mistakes = bulk_files.read(file)
        except UnusableFile as error:
            form.add_error("file", str(error).replace(" Download it again.", ""))
            return self._show(request, "import", {"form": form}, status=400)
        mistakes += self.plan_of(request, rows).mistakes
        if mistakes or not rows:
            mistakes.sort(key=lambda mistake: mistake.row or 0)
            context = {"form": form, "mistakes": mistakes[:MOST_SHOWN], "mistake_count": len(mistakes)}
            context |= {"row_count": len(rows), "more": max(len(mistakes) - MOST_SHOWN, 0)}
            return self._show(request, "import", context, status=400)
        return redirect(self._review_url(self._keep(request, file.name, rows)))

    def review_view(self, request, pk):
        """What a bulk edit would change (GET), or change it (POST)."""
        self._check_may_change(request)
        edit = self._mine(request, pk)
        found = self.plan_of(request, edit.lines)
        refusal, status = "", 200
        if request.method == "POST" and not found.mistakes:
            try:
                done = bulk.carry_out(edit, self, request, fingerprint=request.POST.get("fingerprint", ""))
            except bulk.Refused as error:
                refusal, status = str(error), 409
            else:
                self.message_user(request, f"{done.updated:,} changed, {done.added:,} added.", messages.SUCCESS)
                for line in done.said:
                    self.message_user(request, line, messages.WARNING)
                return redirect(f"admin:{self._prefix}_changelist")
        context = {"edit": edit, "plan": found, "changes": found.changes[:MOST_SHOWN], "refusal": refusal}
        context |= {"more": max(len(found.changes) - MOST_SHOWN, 0), "mistakes": found.mistakes[:MOST_SHOWN]}
        return self._show(request, "review", context, status=status)

    def together_view(self, request, pk):
        """One field of the rows that were chosen in a list, and its new value."""
        self._check_may_change(request)
        edit = self._mine(request, pk)
        if edit.applied_at:
            return redirect(self._review_url(edit))  # What was written stays as it is told.
        key = {bulk.name_of(lookup) for lookup in self.bulk_table.keys[0]}
        form = TogetherForm(self.model, self._columns(), request.POST or None)
        mistakes = []
        if request.method == "POST" and form.is_valid():
            given = {form.cleaned_data["column"]: form.cleaned_data["value"]}
            lines = [[number, {name: cells[name] for name in key} | given] for number, cells in edit.lines]
            mistakes = self.plan_of(request, lines).mistakes
            if not mistakes:
                BulkEdit.objects.filter(pk=edit.pk, applied_at=None).update(lines=lines)
                return redirect(self._review_url(edit))
        context = {"form": form, "edit": edit, "mistakes": mistakes[:MOST_SHOWN]}
        return self._show(request, "together", context, status=400 if request.method == "POST" else 200)

    def template_view(self, request, file_format):
        """An empty file with every column there may be."""
        self._check_may_change(request)
        if file_format not in taking_away.FORMATS:
            raise Http404(f"There is no template as {file_format}.")
        return tables.take_away(file_format, f"{self.opts.model_name}-template", "Rows", self.bulk_table.known, [])

    @admin.action(description="Change a field of the selected rows", permissions=["change"])
    def change_together(self, request, queryset):
        paths = {bulk.name_of(key): key for key in self.bulk_table.keys[0]}
        chosen = [
            [number, {name: bulk.key_cells(row, key) for name, key in paths.items()}]
            for number, row in enumerate(queryset[: bulk.MOST_ROWS + 1], start=1)
        ]
        if len(chosen) > bulk.MOST_ROWS:
            self.message_user(request, f"Choose {bulk.MOST_ROWS:,} rows at most.", messages.ERROR)
            return None
        edit = self._keep(request, f"a list of {len(chosen):,} chosen rows", chosen)
        return redirect(f"admin:{self._prefix}_together", edit.pk)

    def get_actions(self, request):
        """A table whose rows are nothing but their keys has no field to change."""
        actions = super().get_actions(request)
        if not self._columns():
            actions.pop("change_together", None)
        return actions

    def changelist_view(self, request, extra_context=None):
        extra = {"import_url": f"admin:{self._prefix}_import"} if self.has_change_permission(request) else {}
        return super().changelist_view(request, extra | (extra_context or {}))

    def _columns(self):
        """What may be written and is no part of the key."""
        key = {bulk.name_of(lookup) for lookup in self.bulk_table.keys[0]}
        return [name for name in self.bulk_table.columns if name not in key]

    def _words(self):
        """(column, the words that its cells may say) of each column that takes no others."""
        named = [(name, self.opts.get_field(name)) for name in self.bulk_table.known]
        return [(name, words) for name, one in named if (words := bulk_cells.words_for(one))]

    def _check_may_change(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _keep(self, request, file_name, rows):
        """Keep what was brought until it is confirmed; whoever brings something else has thought better of it."""
        mine = {"table": self.opts.label_lower, "made_by": request.user.get_username()}
        BulkEdit.objects.filter(applied_at=None, **mine).delete()
        return BulkEdit.objects.create(file_name=file_name[:200], lines=rows, **mine)

    def _mine(self, request, pk):
        mine = BulkEdit.objects.filter(table=self.opts.label_lower, made_by=request.user.get_username())
        return get_object_or_404(mine, pk=pk)

    def _review_url(self, edit):
        return reverse(f"admin:{self._prefix}_review", args=[edit.pk])

    def _show(self, request, template, context, status):
        titles = {"import": "Change many at once", "review": "What would change", "together": "Change a field"}
        urls = {name: f"admin:{self._prefix}_{name}" for name in ("changelist", "import", "template")}
        shared = {"title": f"{self.opts.verbose_name_plural}: {titles[template]}", "opts": self.opts, "urls": urls}
        shared |= {"table": self.bulk_table, "words": self._words()}
        context = self.admin_site.each_context(request) | shared | context
        return TemplateResponse(request, f"admin/datasets/bulk/{template}.html", context, status=status)


class BulkEditAdmin(ReadOnlyAdmin):
    """What was changed in bulk, by whom and when; what was brought and not written is there for its maker alone."""

    list_display = ["table", "file_name", "made_by", "made_at", "applied_at", "updated", "added"]
    list_filter = ["table", "applied_at"]
    search_fields = ["file_name", "made_by"]
    date_hierarchy = "made_at"

    def get_queryset(self, request):
        return super().get_queryset(request).defer("lines")

"""The history of a row on the desk: who changed what, when and why; and the way back to an older version."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from careerportal.datasets import versions
from careerportal.datasets.curated import await_review, sign
from careerportal.sync import ledger


class WhyForm(forms.Form):
    """The reason for taking a row back to what it said before."""

    why = forms.CharField(
        label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        error_messages={"required": "Write why: whoever comes next reads it in the history."},
    )  # fmt: skip


class HasHistory:
    """For an admin of a table whose versions are kept. What may be taken back is what its form edits."""

    def get_urls(self):
        back = self.admin_site.admin_view(self.revert_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_revert"
        return [path("<path:object_id>/history/<int:version>/", back, name=name), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        """Every version, and a line for each release."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            "title": f"History of {row}",
            "entries": versions.history_of(row),
            "may_revert": self.has_change_permission(request, row),
            **self._about(request, row),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/row_history.html", context)

    def revert_view(self, request, object_id, version):
        """Show what would be taken back, ask why, and do it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            row = self._row(request, object_id)
            if not self.has_change_permission(request, row):
                raise PermissionDenied
            old = type(row).history.filter(**{row._meta.pk.attname: row.pk}, history_id=version).first()
            if old is None:
                raise Http404("This row has no such version.")
            wanted = self._to_restore(request, row, old)
            form = WhyForm(request.POST or None)
            if request.method == "POST" and form.is_valid() and wanted:
                try:
                    self._restore(request, row, old, wanted, form.cleaned_data["why"])
                except ValidationError as error:
                    form.add_error(None, error)
                else:
                    messages.success(request, f"{row} says again what it said on {old.history_date:%B %-d, %Y}.")
                    return HttpResponseRedirect(reverse(self._address("history"), args=[row.pk]))
        context = {
            "title": f"Take {row} back to an older version",
            "old": old,
            "changes": wanted,
            "form": form,
            **self._about(request, row),
        }
        return TemplateResponse(request, "admin/row_revert.html", context)

    def _to_restore(self, request, row, old):
        """The FieldChanges from the row as it stands to the old version, of those fields that its form edits."""
        editable = set(self.get_form(request, row, change=True).base_fields)
        found = []
        for one in row._meta.concrete_fields:
            now, then = getattr(row, one.attname), getattr(old, one.attname)
            if one.name in editable and now != then:
                label = versions.label_of(one)
                found.append(
                    versions.FieldChange(one.name, label, versions.in_words(one, now), versions.in_words(one, then))
                )
        return found

    def _restore(self, request, row, old, wanted, why):
        names = [change.name for change in wanted]
        for name in names:
            attname = row._meta.get_field(name).attname
            setattr(row, attname, getattr(old, attname))
        row.full_clean()
        sign(row, by=request.user, why=why)
        await_review(row, names)
        row.save(update_fields=columns_to_save(row, names))
        for line in self.after_edits([row], by=request.user):
            messages.warning(request, line)
        ledger.record(self.ledger_lines(row, self.action_of(row, names)))

    def _row(self, request, object_id):
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404("There is no such row.")
        return row

    def _about(self, request, row):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "object": row,
            "change_url": reverse(self._address("change"), args=[row.pk]),
            "history_url": reverse(self._address("history"), args=[row.pk]),
            "revert_name": self._address("revert"),
        }

    def _address(self, page):
        return f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}"


def columns_to_save(row, names):
    """The columns that a save of these fields writes: no other, so that a refresh meanwhile loses nothing."""
    own = [one.name for one in row._meta.concrete_fields if one.name in {*names, *versions.BOOKKEEPING}]
    more = getattr(row, "SAVED_ALONG", ())
    return sorted({*own, *more})

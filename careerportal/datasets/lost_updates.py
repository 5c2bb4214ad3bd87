"""Two curators on one record: the second to save is told what the first has changed, and keeps what they wrote.

A form carries the newest version of its row, and of what hangs on it, as they stood when it was opened. Where a newer
one is there when it is sent, nothing is saved; the form says who changed what, shows both texts, and offers to save
over it on purpose.
"""

from django import forms
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.text import Truncator

from careerportal.datasets import versions
from careerportal.datasets.curated import AS_IT_STOOD, keeps_versions

LONGEST_SHOWN = 300


class Over(forms.CheckboxInput):
    """A box whose value says over which version a curator means to save."""

    def __init__(self, token):
        super().__init__(check_test=lambda value: False)
        self.token = token

    def format_value(self, value):
        return self.token

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")


class CuratedForm(forms.ModelForm):
    """A form of the desk: says why, and saves nothing over what another has written meanwhile, unless on purpose."""

    parts = ()
    """(model, name of its field that leads to the row) of each table whose rows the page edits along with this one."""

    why = forms.CharField(
        label="Why", required=False, max_length=500, widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Kept in the history of the row, for whoever comes next: what you found out, and where.",
    )  # fmt: skip
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    save_over = forms.CharField(label="Save mine over it", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.current = token_of(self.instance, self.parts)
        if "version" in self.fields:
            self.fields["version"].initial = self.current

    @property
    def changed_data(self):
        """What has changed of the row itself."""
        return [name for name in super().changed_data if name not in ("why", "version", "save_over")]

    def clean(self):
        given = super().clean()
        # A form that carries no version is not of a page of ours: it is taken as opened now.
        opened = given.get("version") or self.current
        if self.instance.pk and opened != self.current and given.get("save_over") != self.current:
            self.fields["save_over"].widget = Over(self.current)
            for line in self._said_of_what_happened(opened):
                self.add_error(None, line)
        return given

    def _said_of_what_happened(self, opened):
        """Yield the lines that tell a curator what was written while they were writing."""
        yield (
            "Somebody else has saved this record since you opened it. Nothing of yours is saved yet, and all of it "
            "still stands in the form. Take over what you want to keep, tick “Save mine over it”, and save again."
        )
        numbers = [int(part) if part.isdigit() else 0 for part in opened.split(".")]
        row = self.instance
        tables = [(type(row), row._meta.pk.attname), *self.parts]
        for (model, name), number in zip(tables, numbers, strict=False):
            kept = model.history.filter(**{name: row.pk}, history_id__gt=number).select_related("history_user")
            for newer in kept.exclude(history_change_reason=AS_IT_STOOD).order_by("history_id"):
                yield self._said_of(model, newer, is_the_row=isinstance(row, model))

    def _said_of(self, model, newer, *, is_the_row):
        older = newer.prev_record
        when = date_format(newer.history_date, "DATETIME_FORMAT")
        who = f"{versions.name_of(newer.history_user)}, {when}"
        changes = versions.changes_between(older, newer) if older else []
        parts = []
        for change in changes:
            said = f"{change.label}: was “{_short(change.before)}”, is now “{_short(change.after)}”"
            mine = self.cleaned_data.get(change.name) if is_the_row else None
            if mine not in (None, "") and str(mine) != change.after:
                said += f", yours is “{_short(mine)}”"
            parts.append(said)
        about = "" if is_the_row else f" {model._meta.verbose_name} “{newer.instance}”"
        reason = f" Why: {newer.history_change_reason}" if newer.history_change_reason else ""
        return f"{who}:{about} {'; '.join(parts) or versions.KINDS[newer.history_type].lower()}.{reason}"


def token_of(row, parts=()):
    """What tells whether a row, or what hangs on it, was changed: the numbers of their newest versions."""
    if row.pk is None or not keeps_versions(type(row)):
        return ""
    tables = [(type(row), row._meta.pk.attname), *parts]
    newest = (model.history.filter(**{name: row.pk}).aggregate(at=Max("history_id"))["at"] for model, name in tables)
    return ".".join(str(number or 0) for number in newest)


def _short(text):
    return Truncator(str(text)).chars(LONGEST_SHOWN)

"""What the curator's desk (the admin) does the same way for every table.

Federal fields are shown and never edited, with the source and edition they came from; our own fields are edited below
them. Nothing that partners mirror is deleted, and every change is written into the ledger, in the same transaction.
"""

from django.contrib import admin, messages
from django.db import connection, models
from django.utils.html import format_html

from careerportal.datasets import registry, slugs
from careerportal.datasets.curated import await_review, keeps_versions, sign
from careerportal.datasets.history_desk import HasHistory, columns_to_save
from careerportal.datasets.lost_updates import CuratedForm
from careerportal.datasets.models import Release
from careerportal.datasets.narrow_lists import NarrowPaginator
from careerportal.datasets.taking_away import TakenAway
from careerportal.prose import HOW_TO_WRITE
from careerportal.sync import ledger
from careerportal.sync.models import Change


def describe_release(release):
    """Say where figures came from, with a link to the publisher: "OEWS, May 2025 (US Bureau of Labor Statistics)"."""
    try:
        source = registry.get(release.source)
    except KeyError:
        return str(release)
    return format_html(
        '<a href="{}" rel="external">{}</a>, {} ({})',
        source.landing_page,
        source.title,
        release.edition,
        source.publisher,
    )


HTTPS_UNLESS_SAID = {models.URLField: {"assume_scheme": "https"}}
"""For `formfield_overrides`: an address typed without a scheme is an https address."""


class PartInline:
    """Rows of our own that hang on another's page: all of them, also the withdrawn ones; none is deleted here."""

    can_delete = False
    extra = 0
    formfield_overrides = HTTPS_UNLESS_SAID

    def get_queryset(self, request):
        rows = self.model.everything.all()
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows


class CuratedAdmin(TakenAway, HasHistory, admin.ModelAdmin):
    """A table of our own. `resource` is the word by which the ledger and the API call its rows.

    Every save keeps a version with who and why; nothing is deleted: a row that is to be shown no more is withdrawn.
    """

    form = CuratedForm

    resource = None
    slug_sources = ()
    """Fields whose words make the address of a new row; the address is never edited."""

    prose_fields = ()
    """Fields that hold Markdown: their forms say what of it is read."""

    formfield_overrides = HTTPS_UNLESS_SAID
    list_per_page = 50
    paginator = NarrowPaginator
    show_full_result_count = False  # It would count the whole table once more for every narrowed list.

    def get_queryset(self, request):
        """All rows, also the withdrawn ones."""
        rows = getattr(self.model, "everything", self.model._default_manager).get_queryset()
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_list_filter(self, request):
        named = super().get_list_filter(request)
        return ["is_withdrawn", *named] if hasattr(self.model, "everything") else named

    def get_object(self, request, object_id, from_field=None):
        """While a save is decided on, nobody else changes the row."""
        row = super().get_object(request, object_id, from_field)
        if row is not None and request.method == "POST" and connection.in_atomic_block:
            self.model._base_manager.select_for_update().filter(pk=row.pk).values_list("pk").first()
            row = super().get_object(request, object_id, from_field)
        return row

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form also sees what is written meanwhile on what hangs on the row."""
        form = super().get_form(request, obj, change, **kwargs)
        form.parts = tuple(self._parts(request, obj))
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in self.prose_fields:
            field.help_text = f"{field.help_text} {HOW_TO_WRITE}".strip()
        return field

    def _parts(self, request, obj):
        for inline in self.get_inline_instances(request, obj):
            if keeps_versions(inline.model):
                leads = [one for one in inline.model._meta.concrete_fields if one.related_model is self.model]
                yield inline.model, leads[0].attname

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        ends = ("why", "version", "save_over")
        kept = [name for name in fields if (obj or name not in ("slug", "is_withdrawn")) and name not in ends]
        return [*kept, *self.said_of_the_save(request, obj)]

    def said_of_the_save(self, request, obj):
        """The fields in which a curator says why, for those who may save; with what guards against lost updates."""
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return ("save_over", "why", "version") if may else ()

    def has_delete_permission(self, request, obj=None):
        """Nothing that was written here is deleted: it is withdrawn, and its history stays."""
        return False

    def get_readonly_fields(self, request, obj=None):
        names = tuple(super().get_readonly_fields(request, obj))
        return (*names, "slug") if self.slug_sources and obj else names

    def save_model(self, request, obj, form, change):
        if self.slug_sources and not obj.slug:
            longest = self.model._meta.get_field("slug").max_length
            words = " ".join(str(getattr(obj, name)) for name in self.slug_sources)
            # Room for a number, where others have the same words.
            numbered = (f"{words[: longest - 5]} {number}" for number in range(2, 100))
            obj.slug = slugs.free(self.model, [words, *numbered], longest)
        if not change or form.changed_data:
            sign(obj, by=request.user, why=form.cleaned_data.get("why", ""))
            await_review(obj, form.changed_data)
        if not change:
            super().save_model(request, obj, form, change)
        elif form.changed_data:
            obj.save(update_fields=columns_to_save(obj, form.changed_data))

    def save_formset(self, request, form, formset, change):
        for one in formset.forms:
            if not one.has_changed():
                continue
            sign(one.instance, by=request.user, why=form.cleaned_data.get("why", ""))
            await_review(one.instance, one.changed_data)
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        """Write the ledger when the row and all that belongs to it are written."""
        super().save_related(request, form, formsets, change)
        touched = form.has_changed() or any(formset.has_changed() for formset in formsets)
        if touched or not change:
            for line in self.after_edits([form.instance], by=request.user):
                self.message_user(request, line, messages.WARNING)
            action = self.action_of(form.instance, form.changed_data) if change else Change.Action.CREATED
            ledger.record(self.ledger_lines(form.instance, action))

    def after_edits(self, rows, *, by):
        """Do what else follows when a person has edited rows; return what they are told of it."""
        return []

    def action_of(self, row, changed):
        """What partners are told when these fields of a row have changed."""
        if "is_withdrawn" in changed:
            return Change.Action.WITHDRAWN if row.is_withdrawn else Change.Action.CREATED
        return Change.Action.UPDATED

    def ledger_lines(self, obj, action):
        """Which resources a save has touched."""
        return [(self.resource, obj.ledger_key, action)]


class FederalAdmin(CuratedAdmin):
    """A table that federal files fill and curators add to.

    `federal_display` is what stands on the page for the federal fields, the natural key included, where that is not
    just their names. `curated_fields` stand in a part of their own. `own_row_fields` are the federal fields that a
    curator fills in for a row that no federal file has; without them, nobody can add a row.
    """

    source_key = None
    federal_display = ()
    curated_fields = ()
    own_row_fields = ()

    def is_federal(self, obj):
        """Did the row come from a federal file?"""
        return True

    def release_of(self, obj):
        """The release that the row's federal fields are of, or None."""
        if release := getattr(obj, "release", None):
            return release
        return Release.objects.filter(source=self.source_key, state=Release.State.READY).first()

    def get_fieldsets(self, request, obj=None):
        if obj is None or not self.is_federal(obj):
            parts = [("Our own listing", {"fields": self.own_row_fields})]
        else:
            parts = [(
                "From the federal file",
                {"fields": self.shown_federal_fields(), "description": self.say_where_from(self.release_of(obj))},
            )]  # fmt: skip
        if self.curated_fields:
            parts.append(("In our words", {"fields": self.curated_fields, "description": "No refresh touches these."}))
        if obj and self.slug_sources:
            parts.append(("Address", {"fields": ("slug",)}))
        if said := self.said_of_the_save(request, obj):
            parts.append(("This change", {"fields": said}))
        return parts

    def say_where_from(self, release):
        """The line above federal fields: why they cannot be edited, and which release they came from, if any."""
        where = describe_release(release) if release else "a federal file that is not among the releases"
        return format_html("Read-only: the next refresh would write over any change. Source: {}.", where)

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        if obj and self.is_federal(obj):
            return tuple(dict.fromkeys((*names, *self.model.FEDERAL_FIELDS, *self.federal_display)))
        return names

    def shown_federal_fields(self):
        return self.federal_display or self.model.FEDERAL_FIELDS

    def has_add_permission(self, request):
        return bool(self.own_row_fields) and super().has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        return bool(self.curated_fields) and super().has_change_permission(request, obj)


class ReadOnlyAdmin(admin.ModelAdmin):
    """A record of what happened: everyone reads it, nobody edits it."""

    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

"""Releases on the desk: the list, what a release changes, and the pages on which a person previews, publishes, gives up
and rolls back. Each page says by GET what the verb would do; the verb, by POST, is the one that the commands use."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.timesince import timesince

from careerportal.datasets import in_a_request, publishing, refusals, running, uploads
from careerportal.datasets.desk import ReadOnlyAdmin, describe_release
from careerportal.datasets.forms import PreviewForm
from careerportal.datasets.models import Release
from careerportal.datasets.registry import all_sources, get
from careerportal.datasets.release_verbs import VERBS


class ReleaseAdmin(ReadOnlyAdmin):
    """What was loaded, when and by whom, and what it changed; what waits to be published."""

    list_display = ["source_title", "edition", "short_state", "changed", "open_findings", "age", "who"]
    list_display_links = ["source_title", "edition"]
    list_filter = ["state", "source"]
    search_fields = ["source", "edition", "file_name", "sha256", "done_by"]
    date_hierarchy = "loaded_at"
    fields = [
        "came_from", "edition", "state", "published_on", "loaded_at", "who", "rolled_back_at", "rows", "file_name",
        "sha256",
    ]  # fmt: skip
    readonly_fields = ["came_from", "who"]

    def get_queryset(self, request):
        is_open = Count("findings", filter=Q(findings__is_settled=False))
        return super().get_queryset(request).defer("details").annotate(open_finding_count=is_open)

    @admin.display(description="source", ordering="source")
    def source_title(self, release):
        source = all_sources().get(release.source)
        return source.title if source else release.source

    @admin.display(description="state", ordering="state")
    def short_state(self, release):
        return "Rolled back" if release.rolled_back_at else release.get_state_display().partition(":")[0]

    @admin.display(description="new, changed, gone")
    def changed(self, release):
        """Rows of all tables."""
        sums = [sum(counts[what] for counts in release.report.values()) for what in ("created", "updated", "withdrawn")]
        return ", ".join(f"{number:,}" for number in sums)

    @admin.display(description="open findings", ordering="open_finding_count")
    def open_findings(self, release):
        return release.open_finding_count

    @admin.display(description="age", ordering="loaded_at")
    def age(self, release):
        return timesince(release.loaded_at, depth=1)

    @admin.display(description="by", ordering="done_by")
    def who(self, release):
        return release.done_by or "a command"

    @admin.display(description="source")
    def came_from(self, release):
        return describe_release(release)

    def get_urls(self):
        own = [path("preview/", self.admin_site.admin_view(self.preview_view), name="datasets_release_preview")]
        for verb in VERBS.values():
            view = self.admin_site.admin_view(self.verb_view)
            name = f"datasets_release_{verb.name.replace('-', '_')}"
            own.append(path(f"<int:pk>/{verb.name}/", view, {"verb": verb}, name=name))
        return own + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        extra = {"running": running.now(), "may_preview": self.may(request, "preview"), "read_only": settings.READ_ONLY}
        return super().changelist_view(request, extra | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        release = self.get_object(request, object_id)
        extra = {"running": running.now(), "read_only": settings.READ_ONLY}
        if release and self.has_view_permission(request, release):
            extra |= {"release": release, "verbs": self.verbs_for(request, release), "parts": parts_of(release)}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def may(self, request, what):
        """Whoever does something to a release has the permission for just that, and may see releases."""
        return self.has_view_permission(request) and request.user.has_perm(f"datasets.{what}_release")

    def verbs_for(self, request, release):
        """What this person may do to a release as it stands."""
        return [verb for verb in VERBS.values() if release.state == verb.state and self.may(request, verb.permission)]

    def preview_view(self, request):
        """A form for a federal file, and the preview of what it would change."""
        if not self.may(request, "preview"):
            raise PermissionDenied
        if request.method != "POST":
            return self.show_preview_form(request, PreviewForm(initial=request.GET.dict()))
        form = PreviewForm(request.POST, request.FILES, too_large=uploads.was_too_large(request))
        if not form.is_valid():
            return self.show_preview_form(request, form, status=400)
        try:
            release = preview_upload(form.cleaned_data, by=request.user.get_username()).release
        except refusals.EXPECTED as error:
            command = f"manage.py refresh {form.cleaned_data['source']} --file FILE --preview"
            refusal = refusals.explained(error, command=command)
            return self.show_preview_form(request, form, status=refusal.status, refusal=refusal)
        self.log_addition(request, release, "Previewed.")
        self.message_user(request, f"{release} is previewed: nothing that readers see has changed.", messages.SUCCESS)
        return redirect("admin:datasets_release_change", release.pk)

    def show_preview_form(self, request, form, *, status=200, **more):
        return self.show(request, "preview_file", "Preview a federal file", {"form": form} | more, status)

    def verb_view(self, request, pk, verb):
        """Say what a verb would do (GET), or do it (POST)."""
        if not self.may(request, verb.permission):
            raise PermissionDenied
        release = Release.objects.filter(pk=pk).first()
        if release is None:
            raise Http404("There is no such release: a preview may have been given up, or replaced by another.")
        standing = refusal = verb.refusal_of(release)
        if request.method == "POST" and standing is None:
            try:
                said, now = verb.do(release, request)
            except refusals.EXPECTED as error:
                refusal = refusals.explained(error, command=verb.command_for(release))
            else:
                return self.done(request, verb, said, now, release)
        context = {"release": release, "verb": verb, "parts": parts_of(release)}
        context |= {"refusal": refusal, "may_try": standing is None}
        title = f"{verb.label}: {release}"
        return self.show(request, "confirm", title, context, refusal.status if refusal else 200)

    def done(self, request, verb, said, now, before):
        self.log_change(request, now or before, verb.done)
        self.message_user(request, said, messages.SUCCESS)
        page = ("admin:datasets_release_change", now.pk) if now else ("admin:datasets_release_changelist",)
        return redirect(*page)

    def show(self, request, template, title, context, status):
        shared = {"title": title, "opts": self.opts, "running": running.now(), "read_only": settings.READ_ONLY}
        context = self.admin_site.each_context(request) | shared | context
        return TemplateResponse(request, f"admin/datasets/release/{template}.html", context, status=status)


def preview_upload(given, *, by):
    """Preview a file that came by the form; the Report. The file lies in a folder of its own under its own name."""
    with TemporaryDirectory(prefix="portal-preview-") as folder:
        copy = Path(folder) / given["file"].name
        with open(copy, "wb") as file:
            file.writelines(given["file"].chunks())
        return publishing.preview(
            get(given["source"]),
            copy,
            edition=given["edition"],
            skip_bad_rows=given["skip_bad_rows"],
            on_row=in_a_request.deadline(),
            by=by,
        )


def parts_of(release):
    """What a release changes, for a person to look at: by table, with the columns, samples and largest changes."""
    details = release.details
    tables = details.get("tables", {})

    def changed(resource):
        return sorted(tables.get(resource, {}).get("fields", {}).items(), key=lambda pair: (-pair[1], pair[0]))

    return {
        "tables": [
            {
                "resource": resource,
                "counts": counts,
                "fields": changed(resource),
                "samples": tables.get(resource, {}).get("samples", []),
                "largest": tables.get(resource, {}).get("largest", []),
            }
            for resource, counts in release.report.items()
        ],
        "doubts": details.get("doubts", []),
        "findings": [
            {"kind": kind, "count": count, "first": details.get("first_findings", {}).get(kind, [])}
            for kind, count in details.get("findings", {}).items()
        ],
        "findings_url": f"{reverse('admin:datasets_finding_changelist')}?release__id__exact={release.pk}",
    }

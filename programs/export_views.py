"""Any search to take away or to follow: CSV, XLSX, JSON and an Atom feed of just the programs that the page shows."""

from django.http import FileResponse, HttpResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from careerportal.datasets import registry, tables
from careerportal.sync import ledger
from programs import columns, csv_export, exports, wording
from programs.cards import Card
from programs.filters import ProgramFilterSet
from programs.found import Found
from programs.models import Program

FEED_ENTRIES = 50
SOURCE = "scorecard-field-of-study"


@require_safe
def export(request, file_format):
    """The programs of a search, all of them, in the order of the page. A wrong value is an error: no silent surplus."""
    filterset = ProgramFilterSet(request.GET, Program.objects.published())
    if not filterset.is_valid():
        return _refusal(filterset)
    response = RESPONSES[file_format](filterset)
    response["Content-Disposition"] = f'attachment; filename="programs-{timezone.now():%Y-%m-%d}.{file_format}"'
    return response


def _csv(filterset):
    serial = ledger.serial()
    found = Found(filterset, columns.at(serial))
    return StreamingHttpResponse(csv_export.as_csv(found, serial), content_type=tables.CSV)


def _json(filterset):
    source = registry.get(SOURCE)
    about = {
        "search": filterset.query_string(),
        "publisher": source.publisher,
        "credit": source.credit,
        "licence": source.licence,
    }
    return StreamingHttpResponse(exports.as_json(filterset.qs, **about), content_type="application/json")


def _xlsx(filterset):
    return FileResponse(exports.as_xlsx(filterset.qs), content_type=tables.XLSX)


RESPONSES = {"csv": _csv, "json": _json, "xlsx": _xlsx}


@require_safe
def feed(request):
    """An Atom feed of a search: the programs of it that changed last, newest first."""
    filterset = ProgramFilterSet(request.GET, Program.objects.published())
    if not filterset.is_valid():
        return _refusal(filterset)
    changed = filterset.matches.with_last_change().order_by("-changed_at", "-pk").for_listing()[:FEED_ENTRIES]
    page = request.build_absolute_uri(wording.address(filterset))
    atom = Atom1Feed(
        title=f"Career Portal: programs{wording.describe(filterset.chosen)}",
        link=page,
        feed_url=request.build_absolute_uri(),
        description="Programs of this search that are new or changed.",
        language="en-us",
        feed_copyright=exports.credit_of(SOURCE),
    )
    for program in changed:
        link = request.build_absolute_uri(program.get_absolute_url())
        atom.add_item(
            title=f"{program.school.shown_name}: {program.get_level_display()}",
            link=link,
            unique_id=link,
            description=_in_words(Card(program)),
            updateddate=program.changed_at or program.updated_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def _in_words(card):
    earnings = card.earnings.as_dollars() + (f" {card.horizon}" if card.horizon else "")
    return f"{card.program.title}. Median earnings: {earnings}. Median debt: {card.debt.as_dollars()}."


def _refusal(filterset):
    wrong = "; ".join(f"{name}: {' '.join(messages)}" for name, messages in filterset.form.errors.items())
    return HttpResponseBadRequest(f"This search has values that we cannot use. {wrong}\n", content_type="text/plain")

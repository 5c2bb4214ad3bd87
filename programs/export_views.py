"""Any search to take away: CSV, XLSX and JSON of just the programs that the page shows."""

from django.http import FileResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from careerportal.datasets import registry, tables, variants
from careerportal.sync import ledger
from programs import columns, csv_export, exports
from programs.filters import ProgramFilterSet
from programs.found import Found
from programs.models import Program

SOURCE = "scorecard-field-of-study"


@require_safe
def export(request, file_format):
    """The programs of a search, all of them, in the order of the page. A wrong value is an error: no silent surplus."""
    filterset = ProgramFilterSet(request.GET, Program.objects.published())
    if not filterset.is_valid():
        return refusal(filterset)
    response = RESPONSES[file_format](filterset)
    response["Content-Disposition"] = f'attachment; filename="programs-{timezone.now():%Y-%m-%d}.{file_format}"'
    return response


def _csv(filterset):
    serial = ledger.serial()
    found = Found(filterset, columns.at(serial))
    return StreamingHttpResponse(csv_export.as_csv(found, serial), content_type=tables.CSV)


def _json(filterset):
    source = variants.as_live(registry.get(SOURCE))
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


def refusal(filterset):
    """Answer 400 and say which values are wrong."""
    wrong = "; ".join(f"{name}: {' '.join(messages)}" for name, messages in filterset.form.errors.items())
    said = gettext("This search has values that we cannot use. %(wrong)s") % {"wrong": wrong}
    return HttpResponseBadRequest(f"{said}\n", content_type="text/plain; charset=utf-8")

"""The page that sets programs side by side, and the same to take away."""

from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from careerportal.datasets import tables
from programs import chosen, comparison, comparison_rows, exports, neighbours


@require_safe
def compare(request):
    """Up to six programs on everything that decides. The address says it all, so sharing it shares the comparison."""
    found = comparison.read(request.GET, getattr(request, "data_serial", None))
    parts = comparison_rows.sections(found) if found.columns else []
    folded = comparison_rows.same(parts)
    context = {
        "comparison": found,
        "columns": [
            {"column": column, "without": found.address(without=column.program.slug)} for column in found.columns
        ],
        "differing": comparison_rows.differing(parts),
        "folded": folded,
        "folded_count": sum(len(part.rows) for part in folded),
        "not_alike": [str(row.label) for part in parts for row in part.rows if row.is_not_alike],
        "figures": comparison_rows.figures(parts),
        "most": comparison.MOST,
        "to_add": to_add(found),
    }
    return render(request, "programs/compare.html", context)


def to_add(found):
    """Programs like the first one that can be set beside it, each with the address that does."""
    if not found.columns or found.is_full:
        return []
    shown = {column.program.slug for column in found.columns}
    similar = [card.program for card in neighbours.similar_to(found.columns[0].program)]
    return [
        {"name": chosen.name_of(program), "url": found.address(added=program.slug)}
        for program in similar
        if program.slug not in shown
    ]


@require_safe
def export(request, file_format):
    """A comparison as CSV or XLSX, a row for each thing compared. What the page would only mention is an error here."""
    found = comparison.read(request.GET, getattr(request, "data_serial", None))
    if found.notices or not found.columns:
        wrong = " ".join(notice.text for notice in found.notices) or gettext("Name the programs: ?p=slug&p=slug.")
        return HttpResponseBadRequest(f"{wrong}\n", content_type="text/plain; charset=utf-8")
    header, rows = table_of(found, request.build_absolute_uri)
    return tables.take_away(file_format, f"comparison-{timezone.now():%Y-%m-%d}", gettext("Comparison"), header, rows)


def table_of(found, absolute):
    """(header, rows): section and label, then a column for each program, by its slug. `absolute` makes addresses."""
    slugs = [column.program.slug for column in found.columns]

    def row(section, what, texts):
        return {"section": section, "what": what, **dict(zip(slugs, texts, strict=True))}

    rows = [row("", gettext("Name"), [column.name for column in found.columns])]
    for part in comparison_rows.sections(found):
        rows += [
            row(str(part.title), str(one.label), [in_one_line(cell, absolute) for cell in one.cells])
            for one in part.rows
        ]
    credit = "; ".join(dict.fromkeys(exports.credit_of(release.source) for release in found.releases if release))
    return ("section", "what", *slugs), [*rows, row("", gettext("Credit"), [credit] * len(slugs))]


def in_one_line(cell, absolute):
    """A cell as text: what it says, its note, and the addresses of its links."""
    said = f"{cell.text} ({cell.note})" if cell.note and cell.text else cell.text or cell.note
    return " ".join([said, *(f"{label}: {absolute(url)}" for label, url in cell.links)]).strip()

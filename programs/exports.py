"""A search's programs as rows to take away: CSV, XLSX and JSON, in the order of the page and in constant memory."""

import json
from functools import cache

from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf

from careerportal.datasets import registry, tables, variants
from careerportal.taxonomy.figures import FigureStatus

BLOCK = 1_000
"""Rows fetched, and sent, at a time."""

FIGURES = ("completers", "earnings", "debt", "benchmark_state", "benchmark_nation")

COLUMNS = {
    "program": "slug",
    "title": "title",
    "cip": "cip",
    "level": "level",
    "school": Coalesce(NullIf("school__display_name", Value("")), "school__name"),
    "unitid": "school__unitid",
    "state": "school__state",
    "control": "school__control",
    "school_is_listed": "school__is_listed",
    **{name: f"outcome__{name}" for name in FIGURES},
    "earnings_years_after": "outcome__earnings_horizon",
    "figures_cip": "outcome__cip4",
    "figures_level": "outcome__level",
    "source": "outcome__release__source",
    "edition": "outcome__release__edition",
}
"""Column of the export → where it comes from. Amounts are US dollars a year (earnings) or in all (debt); figures are
of all programs of the school in figures_cip at figures_level. The name of a
school is the one that pages show."""

HEADER = (*COLUMNS, *(f"{name}_status" for name in FIGURES), "credit")


def rows(programs):
    """Yield a dict of HEADER for each program of a queryset; each figure has its status beside it."""
    found = programs.values_list(*COLUMNS.values(), "outcome__blanks").iterator(chunk_size=BLOCK)
    credit_of_source = cache(credit_of)
    for *values, blanks in found:
        row = dict(zip(COLUMNS, values, strict=True))
        for name in FIGURES:
            row[f"{name}_status"] = status_of(name, row[name], blanks or {})
        row["credit"] = credit_of_source(row["source"])
        yield row


def status_of(name, value, blanks):
    """Why a figure is blank, or that it is reported."""
    return str(blanks.get(name, FigureStatus.UNKNOWN if value is None else FigureStatus.REPORTED))


def credit_of(source_key):
    """Whom to name, and under which licence, wherever a source's figures are shown; empty for no source."""
    if not source_key:
        return ""
    source = variants.as_live(registry.get(source_key))
    return ". ".join(filter(None, (source.publisher, source.credit, source.credit_url, source.licence)))


def as_json(programs, **about):
    """Yield the export as one JSON object, block by block: what `about` says, then the list of programs."""
    yield json.dumps(about, ensure_ascii=False)[:-1] + ', "programs": ['
    block, comma = [], ""
    for row in rows(programs):
        block.append(comma + "\n" + json.dumps(row, ensure_ascii=False))
        comma = ","
        if len(block) == BLOCK:
            yield "".join(block)
            block = []
    yield "".join(block) + "\n]}\n"


def as_xlsx(programs):
    """Return the export as an open temporary file."""
    return tables.as_xlsx("Programs", HEADER, rows(programs))

"""Saying to a person at a terminal, or in a log, what a refresh did."""

import json
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

MOST_ERRORS, MOST_NOTICES = 20, 3
"""How many problems of one kind are printed; after a load all of them stand in the admin under Findings."""


@contextmanager
def progress(console, source, *, quiet=False, total=None):
    """Show how many rows were read, of `total` where it is known; give the function to call for each."""
    if quiet or not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,} rows"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(source.title, total=total)
        yield lambda: bar.advance(task)


def print_report(console, report, *, as_json=False):
    """Print a refresh's report as a table and sentences, or as JSON."""
    if as_json:
        console.file.write(json.dumps(report.as_dict(), ensure_ascii=False, indent=2) + "\n")
        return
    console.print(f"{report.source.title}, {report.edition}: {report.rows:,} rows read", highlight=False, markup=False)
    console.print(_counts_table(report))
    for sentence in _sentences(report):
        console.print(sentence, highlight=False, markup=False, soft_wrap=True)


def _counts_table(report):
    table = Table("table", title="Would change (dry run)" if report.dry_run else None)
    for name in ("created", "updated", "withdrawn", "unchanged"):
        table.add_column(name, justify="right")
    for resource, counts in report.tables().items():
        table.add_row(resource, *(f"{number:,}" for number in counts.values()))
    return table


def _sentences(report):
    problems = report.problems
    for kind, count in problems.counts.items():
        yield f"{count:,} × {kind}"
        alike = [problem for problem in problems.kept if problem.kind == kind]
        shown = MOST_ERRORS if alike[0].is_error else MOST_NOTICES
        for problem in alike[:shown]:
            yield f"  {problem}" + (f" ({problem.subject})" if problem.subject else "")
        if count > shown:
            yield f"  … and {count - shown:,} more"
    for diff in report.diffs:
        for update in diff.updated[:3]:
            for field, (old, new) in update.changes.items():
                yield f"  {diff.resource} {update.row.ledger_key}: {field} {old!s} → {new!s}"
    if report.is_empty and not problems.error_count:
        yield "Nothing to change: the database says the same already."
    elif report.dry_run:
        yield "Nothing was changed: this was a dry run."

"""Saying to a person at a terminal, or in a log, what a refresh did."""

import json
from contextlib import contextmanager
from time import monotonic

from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table
from rich.text import Text

MOST_ERRORS, MOST_NOTICES = 20, 3
"""How many problems of one kind are printed; after a load they stand on the desk, as far as problems.py keeps them."""

MOVES = ("created", "updated", "withdrawn", "replaced")
COUNTED = ("created", "updated", "withdrawn", "unchanged")


@contextmanager
def progress(console, source, *, quiet=False, total=None):
    """Show how many rows were read, of `total` where it is known; give the function to call for each.

    On a terminal a bar shows the rate and the time left too; in a log a plain line says so every few seconds.
    """
    if quiet:
        yield None
    elif console.is_terminal:
        with Progress(*_COLUMNS, console=console, transient=True) as bar:
            task = bar.add_task(source.title, total=total)
            yield lambda: bar.advance(task)
    else:
        yield _Lines(console, source, total).row


@contextmanager
def fetching(console, source, *, quiet=False):
    """Show how much of a file has come; give the function to call with (bytes so far, in all or None)."""
    if quiet:
        yield None
    elif console.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(f"Fetching {source.title}", total=None)
            yield lambda come, total: bar.update(task, completed=come, total=total)
    else:
        console.print(f"Fetching {source.title}", highlight=False, markup=False, soft_wrap=True)
        yield None


class _Rate(ProgressColumn):
    """Rows a second, once there are any."""

    def render(self, task):
        return Text(f"{task.speed:,.0f} a second" if task.speed else "")


_COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    TextColumn("{task.completed:,} rows"),
    _Rate(),
    TimeElapsedColumn(),
    TimeRemainingColumn(),
)


class _Lines:
    """A line every few seconds: rows, rate, and the time left where the number of rows is known."""

    EVERY = 5
    LOOK_EVERY = 500
    """Rows between two looks at the clock."""

    def __init__(self, console, source, total):
        self.console, self.source, self.total = console, source, total
        self.began = self.said = monotonic()
        self.rows = 0

    def row(self):
        self.rows += 1
        if self.rows % self.LOOK_EVERY == 0 and (now := monotonic()) - self.said >= self.EVERY:
            self.said = now
            self.console.print(self._line(), highlight=False, markup=False, soft_wrap=True)

    def _line(self):
        rate = self.rows / (self.said - self.began)
        left = f", {(self.total - self.rows) / rate:,.0f} s left" if self.total else ""
        return f"{self.source.title}: {self.rows:,} rows read, {rate:,.0f} a second{left}"


def print_report(console, report, *, as_json=False):
    """Print a refresh's report as a table and sentences, or as JSON."""
    if as_json:
        console.file.write(json.dumps(report.as_dict(), ensure_ascii=False, indent=2) + "\n")
        return
    console.print(f"{report.source.title}, {report.edition}: {report.rows:,} rows read", highlight=False, markup=False)
    console.print(_counts_table(report))
    for sentence in _sentences(report):
        console.print(sentence, highlight=False, markup=False, soft_wrap=True)


def print_summary(console, done, failures, by_hand):
    """Print one line for each source of a run over all: what became of it, and how many rows of ours it changed."""
    table = Table("source", "outcome", "edition", title="Every source")
    table.add_column("rows changed", justify="right")
    for key, report in done.items():
        changed = sum(count for counts in report.tables().values() for name, count in counts.items() if name in MOVES)
        table.add_row(key, _outcome(report), report.edition, f"{changed:,}")
    for key in failures:
        table.add_row(key, "failed, see below", "–", "–")
    for key in by_hand:
        table.add_row(key, "to be loaded by hand: it has no address of its own", "–", "–")
    console.print(table)


def _outcome(report):
    if report.is_empty:
        return "nothing to change"
    if report.dry_run:
        return "previewed" if report.release else "tried"
    return "loaded"


def _counts_table(report):
    table = Table("table", title="Would change (dry run)" if report.dry_run else None)
    tables = report.tables()
    names = list(dict.fromkeys(name for counts in tables.values() for name in counts)) or COUNTED
    for name in names:
        table.add_column(name, justify="right")
    for resource, counts in tables.items():
        table.add_row(resource, *(f"{counts.get(name, 0):,}" for name in names))
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
    for resource, tally in report.tallies.items():
        for sample in tally.samples[:3]:
            for field, (old, new) in sample["changes"].items():
                yield f"  {resource} {sample['key']}: {field} {old!s} → {new!s}"
        for change in tally.largest[:3]:
            moved = f"{change['field']} {change['old']} → {change['new']}"
            yield f"  {resource}, among the largest: {change['key']}: {moved}"
    yield from report.doubts
    if report.is_empty and not problems.error_count:
        yield "Nothing to change: the database says the same already."
    elif report.dry_run:
        yield "Nothing was changed: this was a dry run."

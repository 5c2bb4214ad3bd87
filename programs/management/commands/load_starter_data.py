"""`manage.py load_starter_data`: fill an empty portal with the real data that come with it."""

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.table import Table

from careerportal.datasets import reports
from careerportal.datasets.files import provenance_of
from careerportal.datasets.models import Release
from careerportal.datasets.pipeline import refresh
from careerportal.datasets.registry import all_sources
from programs.curated_seed import load_curated_seed


class Command(BaseCommand):
    help = "Load the starter data: federal extracts and our own guide texts. What is loaded already is left alone."

    def handle(self, **options):
        console = Console(file=self.stdout)
        held = set(Release.objects.filter(state=Release.State.READY).values_list("source", flat=True))
        wanted = [source for source in all_sources().values() if source.starter_file and source.key not in held]
        loaded = [_load(source, console) for source in wanted]
        texts = ", ".join(f"{name} {number}" for name, number in load_curated_seed().items() if number)
        if loaded:
            console.print(_closing_table(loaded))
        if texts:
            console.print(f"Our own texts: {texts}.", highlight=False)
        if not (loaded or texts):
            console.print("The starter data are loaded already.", highlight=False)


def _load(source, console):
    total = provenance_of(source.starter_file).get("rows")
    with reports.progress(console, source, total=total) as on_row:
        return refresh(source, source.starter_file, on_row=on_row)


def _closing_table(loaded):
    table = Table("source", "edition", title="Starter data")
    for name in ("rows", "findings"):
        table.add_column(name, justify="right")
    table.add_column("loaded")
    for report in loaded:
        created = ", ".join(f"{table} {counts['created']:,}" for table, counts in report.tables().items())
        findings = sum(report.problems.counts.values())
        table.add_row(report.source.title, report.edition, f"{report.rows:,}", f"{findings:,}", created)
    return table

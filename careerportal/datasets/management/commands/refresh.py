"""`manage.py refresh`: load a file of a federal source, or say what that would change."""

from argparse import RawDescriptionHelpFormatter

from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from rich.console import Console

from careerportal.datasets import reports
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.locks import AlreadyRunning
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.registry import all_sources

EXAMPLES = """examples:
  manage.py refresh oews --file oesm25all.csv.gz --edition "May 2025" --dry-run
  manage.py refresh scorecard-field-of-study --file fields.csv.gz --edition "June 2026"
  manage.py refresh ipeds-directory --file hd2024.zip --edition 2024-25

The database changes as a whole or not at all. Exit code 0: done; 1: refused or unreadable, nothing was changed.
"""


class ExamplesKeptAsWritten(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Leaves the line breaks of the examples alone."""


class Command(BaseCommand):
    help = "Load a file of a federal source: what is new, changed or gone is written in one transaction."

    def create_parser(self, *args, **kwargs):
        return super().create_parser(*args, epilog=EXAMPLES, formatter_class=ExamplesKeptAsWritten, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("source", choices=list(all_sources()), help="which source the file is of")
        parser.add_argument("--file", required=True, help="the file, .csv, .csv.gz or .zip, as the agency publishes it")
        parser.add_argument("--edition", default="", help='the edition\'s name, such as "May 2025"')
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--skip-bad-rows", action="store_true", help="leave unreadable rows out, load the others")
        parser.add_argument("--accept", action="store_true", help="go ahead although much would be withdrawn")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *, source, file, edition, dry_run, skip_bad_rows, accept, json: bool, **options):
        console = Console(file=self.stdout, stderr=False)
        source = all_sources()[source]
        try:
            with reports.progress(console, source, quiet=json) as on_row:
                report = refresh(
                    source,
                    file,
                    edition=edition,
                    dry_run=dry_run,
                    skip_bad_rows=skip_bad_rows,
                    accept=accept,
                    on_row=on_row,
                )
        except Refused as refused:
            reports.print_report(console, refused.report, as_json=json)
            raise CommandError(str(refused)) from None
        except (UnusableFile, AlreadyRunning) as error:
            raise CommandError(str(error)) from None
        reports.print_report(console, report, as_json=json)

"""`manage.py refresh`: load a file of a federal source, or say what that would change."""

from argparse import RawDescriptionHelpFormatter

from django.core.management.base import BaseCommand, DjangoHelpFormatter

from careerportal.datasets import publishing, reports
from careerportal.datasets.pipeline import refresh
from careerportal.datasets.registry import all_sources
from careerportal.datasets.runs import EXIT_CODES, reporting

EXAMPLES = """examples:
  manage.py refresh oews --file national_M2025_dl.xlsx --dry-run
  manage.py refresh scorecard-field-of-study --file fields.csv.gz --edition "June 2026" --preview
  manage.py publish scorecard-field-of-study
  manage.py refresh ipeds-directory --file hd2024.zip --edition 2024-25
  manage.py rollback ipeds-directory

The database changes as a whole or not at all.

"""


class ExamplesKeptAsWritten(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Leaves the line breaks of the examples alone."""


class Command(BaseCommand):
    help = "Load a file of a federal source: what is new, changed or gone is written in one transaction."

    def create_parser(self, *args, **kwargs):
        epilog = EXAMPLES + EXIT_CODES
        return super().create_parser(*args, epilog=epilog, formatter_class=ExamplesKeptAsWritten, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("source", choices=list(all_sources()), help="which source the file is of")
        parser.add_argument("--file", required=True, help="the file (.csv, .csv.gz, .xlsx, .zip) as published")
        parser.add_argument("--edition", default="", help='the edition\'s name, such as "May 2025"')
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        how.add_argument("--preview", action="store_true", help="the same, and keep it ready to be published")
        parser.add_argument("--skip-bad-rows", action="store_true", help="leave unreadable rows out, load the others")
        parser.add_argument("--accept", action="store_true", help="go ahead although much would change")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *, source, file, preview, dry_run, accept, json: bool, **options):
        source = all_sources()[source]
        given = {"edition": options["edition"], "skip_bad_rows": options["skip_bad_rows"]}
        with reporting(self, as_json=json) as console:
            with reports.progress(console, source, quiet=json) as on_row:
                if preview:
                    report = publishing.preview(source, file, on_row=on_row, **given)
                else:
                    report = refresh(source, file, dry_run=dry_run, accept=accept, on_row=on_row, **given)
            reports.print_report(console, report, as_json=json)
            if preview and not json:
                how = f"Kept as a preview. To publish it: manage.py publish {source.key}"
                console.print(how, highlight=False, soft_wrap=True)

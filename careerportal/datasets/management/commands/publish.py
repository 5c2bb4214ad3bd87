"""`manage.py publish`: make a previewed release what the public sees."""

from django.core.management.base import BaseCommand

from careerportal.datasets import publishing, reports
from careerportal.datasets.management.commands.refresh import ExamplesKeptAsWritten
from careerportal.datasets.registry import all_sources, get
from careerportal.datasets.runs import EXIT_CODES, reporting


class Command(BaseCommand):
    help = (
        "Publish what `refresh SOURCE --preview` has kept, in one transaction. It stops where that would now do "
        "something else than the preview said. Example: manage.py publish oews"
    )

    def create_parser(self, *args, **kwargs):
        return super().create_parser(*args, epilog=EXIT_CODES, formatter_class=ExamplesKeptAsWritten, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("source", choices=list(all_sources()), help="whose preview to publish")
        parser.add_argument("--accept", action="store_true", help="go ahead although much would change")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *, source, accept, json: bool, **options):
        with reporting(self, as_json=json) as console:
            release = publishing.newest_preview(source)
            with reports.progress(console, get(source), quiet=json, total=release.rows or None) as on_row:
                report = publishing.publish(release, accept=accept, on_row=on_row)
            reports.print_report(console, report, as_json=json)

"""`manage.py rollback`: take a source's newest release back."""

import json as json_text

from django.core.management.base import BaseCommand

from careerportal.datasets import publishing
from careerportal.datasets.management.commands.refresh import ExamplesKeptAsWritten
from careerportal.datasets.registry import all_sources
from careerportal.datasets.runs import EXIT_CODES, reporting


class Command(BaseCommand):
    help = (
        "Undo the newest release of a source: every federal column is again as it was before it, what curators wrote "
        "stays, and partners are told. Example: manage.py rollback scorecard-field-of-study"
    )

    def create_parser(self, *args, **kwargs):
        return super().create_parser(*args, epilog=EXIT_CODES, formatter_class=ExamplesKeptAsWritten, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("source", choices=list(all_sources()), help="whose newest release to undo")
        parser.add_argument("--json", action="store_true", help="print what was done as JSON")

    def handle(self, *, source, json: bool, **options):
        with reporting(self, as_json=json) as console:
            release = publishing.newest_live(source)
            count = publishing.roll_back(release)
            if json:
                self.stdout.write(json_text.dumps({"rolled_back": str(release), "rows": count}))
            else:
                done = f"{release} is rolled back: {count:,} rows are as they were before it."
                console.print(done, highlight=False, soft_wrap=True)

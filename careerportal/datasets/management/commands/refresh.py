"""`manage.py refresh`: load a file of a federal source, or say what that would change."""

import json as json_text
import logging
from argparse import RawDescriptionHelpFormatter

from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from django.db import close_old_connections
from django.utils import timezone

from careerportal.datasets import fetching, publishing, reports
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.locks import AlreadyRunning, ReadOnlyMode
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.registry import all_sources
from careerportal.datasets.runs import EXIT_CODES, REFUSED, WRONG_USAGE, reporting

FORESEEN = (UnusableFile, Refused, AlreadyRunning)
"""What says in its own words why a source was not loaded."""

logger = logging.getLogger(__name__)

EXAMPLES = """examples:
  manage.py refresh oews --file national_M2025_dl.xlsx --dry-run
  manage.py refresh scorecard-field-of-study --file fields.csv.gz --edition "June 2026" --preview
  manage.py publish scorecard-field-of-study
  manage.py refresh ipeds-directory --file hd2024.zip --edition 2024-25
  manage.py refresh ipeds-directory --download
  manage.py refresh ipeds-completions --download --edition 2022-23
  manage.py refresh --all --download --preview
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
        parser.add_argument("source", nargs="?", choices=list(all_sources()), help="which source the file is of")
        parser.add_argument("--all", action="store_true", help="every source that can be fetched, one after the other")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--file", help="the file (.csv, .csv.gz, .xlsx, .zip) as published")
        where.add_argument(
            "--download",
            nargs="?",
            const="",
            metavar="ADDRESS",
            help="fetch it from the agency: the edition named, else the newest that should be out",
        )
        parser.add_argument("--edition", default="", help='the edition\'s name, such as "May 2025"')
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        how.add_argument("--preview", action="store_true", help="the same, and keep it ready to be published")
        parser.add_argument("--skip-bad-rows", action="store_true", help="leave unreadable rows out, load the others")
        parser.add_argument("--accept", action="store_true", help="go ahead although much would change")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *, source, json: bool, **options):
        self.options, self.is_quiet = options, json
        if options["all"]:
            self.refuse_what_all_cannot_have(source)
            with reporting(self, as_json=json) as console:
                return self.refresh_all(console)
        if source is None:
            raise CommandError("Name a source, or say --all.", returncode=WRONG_USAGE)
        if options["file"] is not None and not str(options["file"]).strip():
            raise CommandError("--file names no file: it is empty. Write its path after it.", returncode=WRONG_USAGE)
        with reporting(self, as_json=json) as console:
            report = self.refresh(console, all_sources()[source])
            reports.print_report(console, report, as_json=json)
            if options["preview"] and not json:
                how = f"Kept as a preview. To publish it: manage.py publish {source}"
                console.print(how, highlight=False, soft_wrap=True)

    def refresh(self, console, source):
        """Load or preview the file of a source, fetched first where that is asked for; return the Report."""
        options = self.options
        given = {"edition": options["edition"], "skip_bad_rows": options["skip_bad_rows"]}
        path = options["file"]
        if path is None:
            address, today = options["download"], timezone.localdate()
            with reports.fetching(console, source, quiet=self.is_quiet) as on_bytes:
                path, given["edition"] = fetching.fetch(
                    source, today, edition=given["edition"], address=address, on_bytes=on_bytes
                )
        with reports.progress(console, source, quiet=self.is_quiet) as on_row:
            if options["preview"]:
                return publishing.preview(source, path, on_row=on_row, **given)
            how = {"dry_run": options["dry_run"], "accept": options["accept"]}
            return refresh(source, path, on_row=on_row, **how, **given)

    def refuse_what_all_cannot_have(self, source):
        if source or self.options["file"] is not None or self.options["download"] or self.options["edition"]:
            said = "--all goes with --download alone: no source, no file, no address, no edition."
            raise CommandError(said, returncode=WRONG_USAGE)

    def refresh_all(self, console):
        """Refresh every source that can be fetched; one that fails leaves the others alone, and is named at the end."""
        sources, failures, done = fetching.fetchable(all_sources().values()), {}, {}
        for source in sources:
            try:
                report = self.refresh(console, source)
            except ReadOnlyMode:
                raise  # It holds for every source.
            except Exception as error:
                failures[source.key] = self.why(source, error)
                continue
            done[source.key] = report
            if not self.is_quiet:
                reports.print_report(console, report)
        by_hand = [source.key for source in all_sources().values() if source not in sources]
        if self.is_quiet:
            loaded = [report.as_dict() for report in done.values()]
            told = {"loaded": loaded, "failed": failures, "by_hand": by_hand}
            self.stdout.write(json_text.dumps(told, ensure_ascii=False, indent=2))
        else:
            reports.print_summary(console, done, failures, by_hand)
        if failures:
            said = "\n".join(f"{key}: {why}" for key, why in failures.items())
            raise CommandError(
                f"{len(failures)} of {len(sources)} sources were not loaded.\n{said}", returncode=REFUSED
            )

    def why(self, source, error):
        """Say what stopped one source; what nobody has foreseen goes into the log as a whole."""
        if isinstance(error, FORESEEN):
            return str(error)
        logger.exception("%s could not be refreshed", source.key)
        close_old_connections()  # One that the database has closed would fail every source after this one.
        said = f"{type(error).__name__}: {error or 'no more is known'}"
        return f"{said}. Nothing of it was changed; the log has the rest."

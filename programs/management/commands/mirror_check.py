"""`manage.py mirror_check`: prove that partners who follow the change feed have what we have."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from programs.mirror_check import check

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Replay an export and the change feed after it, and compare the outcome with the database, row by row."

    def add_arguments(self, parser):
        parser.add_argument(
            "--export",
            type=Path,
            metavar="FILE",
            help="An older export of manage.py export (NDJSON); without it one is taken now.",
        )

    def handle(self, *, export, **options):
        outcome = check(export, serial_beside(export)) if export else check()
        self.stdout.write(
            f"Replayed {outcome.changes:,} changes from serial {outcome.began_at} to {outcome.ended_at} on "
            f"{outcome.exports} export{'' if outcome.exports == 1 else 's'}; compared {outcome.programs:,} programs."
        )
        if not outcome.differences:
            self.stdout.write("No difference.")
            return
        for slug, difference in sorted(outcome.differences.items())[:MOST_SHOWN]:
            self.stdout.write(f"  {slug}: {difference}")
        raise CommandError(f"{len(outcome.differences)} programs differ.")


def serial_beside(export):
    """The serial of an export, as its description beside it says."""
    about = export.with_name(f"{export.name}.json")
    try:
        return json.loads(about.read_text(encoding="utf-8"))["serial"]
    except (OSError, ValueError, KeyError) as error:
        raise CommandError(f"{about} does not say at which serial the export was made: {error}") from error

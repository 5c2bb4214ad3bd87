"""`manage.py prune_ledger`: cut the change ledger down to what partners are promised."""

from django.conf import settings
from django.core.management.base import BaseCommand

from careerportal.sync.pruning import prune


class Command(BaseCommand):
    help = "Delete lines of the change ledger that are older than partners are promised to find."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, metavar="N", help=f"Keep so many days; {settings.LEDGER_DAYS} unless you say."
        )

    def handle(self, *, days, **options):
        pruning = prune(days)
        if pruning is None:
            self.stdout.write("Nothing is old enough to be cut off.")
        else:
            self.stdout.write(f"Cut off {pruning.lines} lines, through serial {pruning.through}.")

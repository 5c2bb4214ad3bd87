"""`manage.py restore`: put a copy that `backup` made in place of what the database holds."""

from django.core.management.base import BaseCommand, CommandError

from careerportal.operations.backups import BackupFailed, bring_back
from careerportal.sync import ledger


class Command(BaseCommand):
    help = (
        "Put a copy that `backup` made in place of everything the database holds now. Stop the portal first and start "
        "it afterwards: its processes keep pages in memory. Example: manage.py restore /srv/backups/portal-….dump --yes"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the copy; its .sha256 stands beside it")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, file, yes, **options):
        if not yes:
            answer = input("Everything that the database holds now is replaced. Go on? [yes/no] ")
            if answer.strip().lower() != "yes":
                raise CommandError("Nothing was changed.")
        try:
            bring_back(file)
        except (BackupFailed, OSError) as error:
            raise CommandError(f"Nothing was changed. {error}") from None
        self.stdout.write(f"The database is as it was at serial {ledger.serial():,}.")

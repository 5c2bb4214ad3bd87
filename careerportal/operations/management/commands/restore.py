"""`manage.py restore`: put a copy that `backup` made in place of what the database holds."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from careerportal.datasets.locks import NOT_NOW, ReadOnlyMode
from careerportal.operations.backups import BackupFailed
from careerportal.operations.restoring import bring_back
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
        if settings.READ_ONLY:
            raise CommandError(str(ReadOnlyMode()), returncode=NOT_NOW)
        if not yes:
            self._ask()
        try:
            bring_back(file)
        except (BackupFailed, OSError, Error) as error:
            raise CommandError(f"Nothing was changed. {error}") from None
        self.stdout.write(
            f"The database is as {file} has it. The ledger goes on from serial {ledger.serial()}; partners begin anew."
        )
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("The copy is of an older version. Run `manage.py migrate` before the portal starts.")

    def _ask(self):
        try:
            answer = input("Everything that the database holds now is replaced. Go on? [yes/no] ")
        except EOFError:
            raise CommandError("Nothing was changed. Nobody is there to answer: say --yes.") from None
        if answer.strip().lower() != "yes":
            raise CommandError("Nothing was changed.")

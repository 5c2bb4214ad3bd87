"""`manage.py backup`: write a copy of the whole database, while the portal serves."""

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from careerportal.operations.backups import BackupFailed, back_up, checksum_file, prune


class Command(BaseCommand):
    help = (
        "Write a copy of the whole database and its SHA-256 into a folder, while the portal serves. The copy is not "
        "encrypted and holds the passwords' hashes: keep it where that is right. Example: manage.py backup /srv/backups"
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", help="where the copy goes; made if it is missing")
        parser.add_argument(
            "--keep", type=int, metavar="N", help="delete older copies there, so that N remain; without it all remain"
        )

    def handle(self, *, folder, keep, **options):
        if keep is not None and keep < 1:
            raise CommandError("--keep must be 1 or more: the copy made now stays.")
        try:
            path = back_up(folder)
        except (BackupFailed, OSError, Error) as error:
            raise CommandError(f"No copy was made. {error}") from None
        self.stdout.write(f"{path} ({path.stat().st_size:,} bytes), checksum in {checksum_file(path).name}")
        for old in prune(path, keep) if keep else ():
            self.stdout.write(f"Deleted the old copy {old.name}")

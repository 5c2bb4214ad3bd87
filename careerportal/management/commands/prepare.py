"""`manage.py prepare`: bring the database to where the portal can be served."""

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Migrate, then load the starter data where they are missing. Both in one process, because starting costs most."
    )
    requires_system_checks = []  # The server checks everything when it starts.

    def handle(self, **options):
        call_command("migrate", verbosity=0)
        call_command("load_starter_data", stdout=self.stdout)

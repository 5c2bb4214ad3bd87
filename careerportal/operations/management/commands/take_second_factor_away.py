from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from careerportal.second_factor import devices


class Command(BaseCommand):
    help = "Take a person's lost device away, where no administrator can do it on the desk."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--why", required=True, help="stands in the history of the person")

    def handle(self, *, username, why, **options):
        person = get_user_model().objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Nobody is called {username}. Names are told apart by capital letters, too.")
        if devices.authenticator_of(person) is None:
            raise CommandError(f"{username} has no second factor; nothing was changed.")
        devices.take_away(person, by=person, why=why, where="on the server")
        self.stdout.write(f"{username} signs in with the password alone until a new device is set up.")

"""`manage.py api_examples`: ask this portal's own API, and keep what it answers as the examples of the schema."""

import json
import re

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.test import Client

from careerportal.api.examples import FILE, SITE, WAYS
from careerportal.api.pagination import EXAMPLE_CURSOR
from careerportal.partners import keys
from careerportal.partners.models import Catalogue, Partner
from careerportal.partners.scopes import Scope


class Command(BaseCommand):
    help = "Write the examples of the schema anew from what this portal answers. Meant for the starter data."

    def handle(self, **options):
        with transaction.atomic():
            said = {template: self.ask(address, token) for token in [_key()] for template, address in WAYS.items()}
            transaction.set_rollback(True)
        text = json.dumps(said, indent=1, ensure_ascii=False)
        host = re.escape(_host())
        text = re.sub(rf"https?://{host}", SITE, text)
        text = re.sub(r"cursor=[\w~-]+", f"cursor={EXAMPLE_CURSOR}", text)
        FILE.write_text(text + "\n")
        self.stdout.write(f"Wrote {len(said)} examples to {FILE}")

    def ask(self, address, token):
        headers = {"authorization": f"Bearer {token}", "accept": "application/json"}
        answer = Client(SERVER_NAME=_host()).get(address, headers=headers, secure=True)
        if answer.status_code != 200:
            raise CommandError(f"{address} answered {answer.status_code}: {answer.content.decode()[:500]}")
        return answer.json()


def _host():
    return next(host for host in settings.ALLOWED_HOSTS if "*" not in host)


def _key():
    """A partner with a catalogue, for as long as the transaction lasts."""
    partner = Partner.objects.create(name="Example partner", contact_email="partner@portal.example")
    Catalogue.objects.create(
        partner=partner, slug="texas-masters", name="Master's in Texas", query="level=masters&state=TX"
    )
    return keys.issue(partner, name="examples", scopes=Scope.values)[1]

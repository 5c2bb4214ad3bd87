"""`manage.py deliver_webhooks`: send the messages that wait for partners' webhooks."""

import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from careerportal.partners.delivery import deliver_due


class Command(BaseCommand):
    help = "Send due messages to partners' webhooks, and stop; or go on for ever, looking every few seconds."

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=1_000, metavar="N", help="Messages in one go; 1,000 at most.")
        parser.add_argument("--forever", action="store_true", help="Go on until the process is stopped.")
        parser.add_argument(
            "--every", type=float, default=5, metavar="SECONDS", help="With --forever: how often to look."
        )

    def handle(self, *, most, forever, every, **options):
        self.send(most)
        while forever:
            time.sleep(every)
            close_old_connections()
            self.send(most)

    def send(self, most):
        done = deliver_due(most)
        if done:
            self.stdout.write(", ".join(f"{count} {what}" for what, count in sorted(done.items())))

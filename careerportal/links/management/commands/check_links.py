"""`manage.py check_links`: ask other sites whether what our pages lead to is still there."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from careerportal.datasets.locks import NOT_NOW, ReadOnlyMode
from careerportal.links import checking
from careerportal.links.models import Link

EXAMPLES = """
Examples:
  manage.py check_links                 a 25th of all addresses, at least 500: right for every night
  manage.py check_links --most 50       no more than fifty
  manage.py check_links --url https://school.edu/mha    one address, now
  manage.py check_links --everything --most 20000       all of them, also those asked lately

An address is asked with HEAD, then with GET. A host is asked one question at a time, with a pause of two seconds.
It is broken when it has failed twice, at least twenty hours apart; the desk lists broken ones under Links.
"""


class Command(BaseCommand):
    help = "Ask other sites whether what our pages lead to is still there, and tell curators of what is not."

    def create_parser(self, *args, **kwargs):
        return super().create_parser(*args, epilog=EXAMPLES, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument(
            "--most", type=int, metavar="N", help="How many; unless said a 25th of all, and at least 500."
        )
        parser.add_argument("--url", action="append", metavar="ADDRESS", help="This address, whenever it was asked.")
        parser.add_argument("--everything", action="store_true", help="Also addresses that are not due yet.")

    def handle(self, *, most, url, everything, **options):
        if settings.READ_ONLY:
            raise CommandError(str(ReadOnlyMode()), returncode=NOT_NOW)
        if url:
            urls, standing = url, len(url)
        else:
            urls, standing = checking.due(timezone.now(), everything=everything)
        asked = urls[: checking.share(standing) if most is None else max(most, 0)]
        self.stdout.write(f"{standing:,} addresses stand in our pages; {len(urls):,} are due, asking {len(asked):,}.")
        counts = self._check(asked)
        for state in Link.State:
            if counts[state]:
                self.stdout.write(f"  {state.label}: {counts[state]:,}")
        self.stdout.write(f"{Link.objects.filter(state=Link.State.BROKEN).count():,} are broken in all.")

    def _check(self, urls):
        console = Console(file=self.stdout._out)
        if not console.is_terminal:
            return checking.check(urls)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("Asking", total=len(urls))
            return checking.check(urls, on_answer=lambda link: progress.advance(task))

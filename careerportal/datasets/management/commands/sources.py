"""`manage.py sources`: what is held of each source, how old it is, when the next edition is due, where to fetch it."""

import json as json_text

from django.core.management.base import BaseCommand
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from careerportal.datasets import ages, fetching
from careerportal.datasets.management.commands.refresh import ExamplesKeptAsWritten
from careerportal.datasets.models import Release
from careerportal.datasets.opening import UnusableFile
from careerportal.datasets.registry import all_sources

EXAMPLES = """examples:
  manage.py sources
  manage.py sources --json
"""

WIDTH_OF_LOGS = 200


class Command(BaseCommand):
    help = "List the sources of figures: the editions held, how old they are, what is due, and where to fetch it."

    def create_parser(self, *args, **kwargs):
        return super().create_parser(*args, epilog=EXAMPLES, formatter_class=ExamplesKeptAsWritten, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print the list as JSON")

    def handle(self, *, json: bool, **options):
        today = timezone.localdate()
        listed = [_said_of(source, today) for source in all_sources().values()]
        if json:
            self.stdout.write(json_text.dumps(listed, ensure_ascii=False, indent=2))
            return
        table = Table(box=None, pad_edge=False)
        for heading in ("Source", "Editions held", "Age", "Next due", "Where to fetch it", "Fetched file kept"):
            table.add_column(heading, overflow="fold")
        for one in listed:
            held = ", ".join(one["editions"]) or "none"
            where = one["address"] or "by hand"
            table.add_row(one["source"], held, one["age"] or "–", one["due"] or "–", where, one["kept"] or "–")
        console = Console(file=self.stdout)
        if not console.is_terminal:
            console.width = WIDTH_OF_LOGS
        console.print(table)


def _said_of(source, today):
    releases = list(Release.objects.filter(source=source.key, state=Release.State.READY).order_by("loaded_at"))
    standing = ages.of_source(source, releases, today)
    try:
        address, _ = fetching.whereabouts(source, today)
    except UnusableFile:
        address = ""
    return {
        "source": source.key,
        "title": source.title,
        "publisher": source.publisher,
        "licence": source.licence,
        "editions": list(dict.fromkeys(release.edition for release in releases)),
        "age": standing.age.value if standing else "",
        "out_since": standing.since.isoformat() if standing and standing.since else "",
        "due": standing.due.isoformat() if standing and standing.due else "",
        "schedule": str(source.schedule),
        "landing_page": source.landing_page,
        "address": address,
        "kept": _kept(source),
        "notes": str(source.notes),
    }


def _kept(source):
    """The last file of a source that was fetched, which is the only one that is kept: its path and size."""
    path = fetching.kept(source)
    return f"{path} ({path.stat().st_size / 1024**2:,.1f} MB)" if path else ""

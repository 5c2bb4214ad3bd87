"""`manage.py export`: write the whole catalogue into a dated file, with its checksum and the serial to go on from."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from careerportal.api import sources
from programs.api import exports
from programs.api.export_views import SOURCES
from programs.management.commands.mcp import checked, usual_site


class Command(BaseCommand):
    help = "Write every published program into a dated file, beside it a checksum and what it is."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "var" / "exports", help="Where to.")
        parser.add_argument("--format", choices=list(exports.FORMATS), default="ndjson")
        parser.add_argument("--plain", action="store_true", help="Do not compress the file.")
        parser.add_argument("--site", metavar="ADDRESS", help="What links begin with; the portal's own unless said.")

    def handle(self, *, folder, format, plain, site, **options):
        folder.mkdir(parents=True, exist_ok=True)
        made_at = timezone.now()
        path = folder / f"programs-{made_at:%Y-%m-%d}.{format}{'' if plain else '.gz'}"
        part = path.with_name(f"{path.name}.part")
        digest, length = hashlib.sha256(), 0
        serial, blocks = exports.begin(format, checked(site) if site else usual_site(), zipped=not plain)
        with part.open("wb") as file:
            for block in blocks:
                file.write(block)
                digest.update(block)
                length += len(block)
        about = {
            "file": path.name,
            "resource": "programs",
            "serial": serial,
            "sha256": digest.hexdigest(),
            "bytes": length,
            "made_at": made_at.isoformat(),
            "credits": sources.credits_of(SOURCES),
        }
        # The file comes last: whoever sees it finds its checksum beside it.
        path.with_name(f"{path.name}.sha256").write_text(f"{about['sha256']}  {path.name}\n")
        path.with_name(f"{path.name}.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n")
        part.replace(path)
        self.stdout.write(f"{path}: {length:,} bytes at serial {serial}, SHA-256 {about['sha256']}")

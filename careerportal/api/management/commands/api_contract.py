"""`manage.py api_contract`: hold the API against what was promised, or write down the promise anew."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer

from careerportal.api import contract

PROMISED = settings.BASE_DIR / "docs" / "openapi.json"


class Command(BaseCommand):
    help = "Hold the API against docs/openapi.json; a change that breaks a reader fails unless the version moves."

    def add_arguments(self, parser):
        parser.add_argument("--write", action="store_true", help="Write the API of today down, if nothing breaks.")
        parser.add_argument("--exact", action="store_true", help="Fail as well where the file does not say everything.")
        parser.add_argument("--promised", type=Path, default=PROMISED)

    def handle(self, *, write, exact, promised, **options):
        today = generated()
        if promised.exists():
            before = json.loads(promised.read_text())
            broken = contract.breaking_changes(before, today)
            if broken and not contract.may_break(before, today):
                raise CommandError(
                    "This breaks what readers of the API rely on:\n  "
                    + "\n  ".join(broken)
                    + "\nKeep it, or move the version (SPECTACULAR_SETTINGS['VERSION']) to a new first number."
                )
        elif not write:
            raise CommandError(f"{promised} is not there; write it with: manage.py api_contract --write")
        if write:
            promised.write_text(json.dumps(today, indent=1, ensure_ascii=False) + "\n")
            self.stdout.write(f"Wrote {promised}")
        elif before == today:
            self.stdout.write("The API is what was promised.")
        elif exact:
            raise CommandError(f"{promised} does not say all that the API says today. Renew it with: make schema")
        else:
            self.stdout.write("The API keeps what was promised, and says more. Write that down with: make schema")


def generated():
    """The OpenAPI document of today, as a reader gets it."""
    return json.loads(OpenApiJsonRenderer().render(SchemaGenerator().get_schema(request=None, public=True), None, {}))

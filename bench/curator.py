"""`python -m bench.curator cookie|bulk`: what a curator of a scratch database does, as one line of JSON."""

import json
import sys
import time

import django

ROWS = 10_000


def main(what):
    django.setup()
    print(json.dumps({"cookie": cookie, "bulk": bulk_edit}[what]()))


def curator():
    from django.contrib.auth.models import User

    return User.objects.get_or_create(username="bench", defaults={"is_staff": True, "is_superuser": True})[0]


def cookie():
    """The cookie of a curator who has signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(curator(), "django.contrib.auth.backends.ModelBackend")
    return {"cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}


def bulk_edit():
    """Change three columns of many programs as the desk does it; roll it back, and say how long it took."""
    from django.contrib import admin
    from django.db import transaction

    from careerportal.datasets import bulk
    from programs.models import Program

    desk, by = admin.site._registry[Program], curator()
    slugs = Program.objects.order_by("pk").values_list("slug", flat=True)[:ROWS]
    said = {"delivery": "online", "length_months": "24"}
    lines = [(row, {"slug": slug, "description": f"In row {row}.", **said}) for row, slug in enumerate(slugs, 2)]
    started = time.monotonic()
    with transaction.atomic():
        found = bulk.plan(desk.bulk_table, Program.objects.all(), lines)
        bulk.apply(found, desk, user=by, file_name="bench.csv")
        transaction.set_rollback(True)
    if len(found.changes) != ROWS:
        raise SystemExit(f"{len(found.changes)} rows would change, not {ROWS}: {found.mistakes[:3]}")
    return {"seconds": round(time.monotonic() - started, 1), "rows": ROWS}


if __name__ == "__main__":
    main(sys.argv[1])

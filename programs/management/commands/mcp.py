"""`manage.py mcp`: let an AI assistant on this machine read what the portal knows."""

import asyncio
from importlib.util import find_spec
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http.request import validate_host

HOW_TO_INSTALL = (
    "This command needs the mcp package, which is installed only where it is wanted. "
    "Install it with: pip install -r requirements-mcp.txt"
)


class Command(BaseCommand):
    help = "Serve the portal's reads to an AI assistant: the Model Context Protocol over standard input and output."

    def add_arguments(self, parser):
        parser.add_argument(
            "--site", metavar="ADDRESS", help="What links in answers begin with, such as https://careers.example.org."
        )

    def handle(self, *, site, **options):
        if find_spec("mcp") is None:
            raise CommandError(HOW_TO_INSTALL)
        from programs.mcp_server import make_server, serve  # Only here: the package is an optional extra.

        asyncio.run(serve(make_server(checked(site) if site else usual_site())))


def checked(site):
    """Return the address without its path, or say what is wrong with it."""
    parts = urlsplit(site)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CommandError(f"--site {site} is no address: write it as https://careers.example.org")
    if not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
        raise CommandError(f"--site {site} is not in ALLOWED_HOSTS, so the portal does not answer to it.")
    return f"{parts.scheme}://{parts.netloc}"


def usual_site():
    """The portal's own address: the first of its hosts; on a developer's machine, where `make run` serves it."""
    if settings.DEBUG:
        return "http://127.0.0.1:8000"
    named = [host for host in settings.ALLOWED_HOSTS if "*" not in host]
    if not named:
        raise CommandError(
            "ALLOWED_HOSTS names no host, so say where the portal is: --site https://careers.example.org"
        )
    return f"https://{named[0].removeprefix('.')}"

"""Drill: the database goes away under load, three ways, and comes back.

What must hold: no reader meets a 500 or a broken connection, only 503 with Retry-After and the security headers; the
process stays live and says that it is not ready; within two seconds of the database's return every page is served
again. It makes a PostgreSQL server of its own, takes about a minute and ends with 1 where a promise was broken.

    python -m bench.drills.database
"""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

from bench.drills import told
from bench.drills.cluster import cluster
from bench.drills.visitors import Visitors, ask
from bench.places import FIRST_PORT, ROOT, tool

SITE, DATABASE = FIRST_PORT + 60, FIRST_PORT + 61
"""Ports of the portal and of its database."""

PAGES = ["/", "/programs/?q=nursing", "/api/v1/programs/?level=masters", "/programs/?state=TX&sort=-earnings"]
USUAL_SECONDS = 2
BACK_WITHIN = 2.0
AWAY = {"restarted (fast)": ("fast", 0), "restarted (immediate)": ("immediate", 0), "stopped": ("fast", 20)}
"""What is done to the database: how it is stopped, and the seconds for which it stays away."""


def main():
    failures = []
    with cluster(DATABASE) as database, portal(database.url) as port:
        for name, (mode, seconds) in AWAY.items():
            failures += drill(port, database, name, mode, seconds)
    return told.end("database", failures)


def environment_of(url):
    """The environment of a process that serves or fills a database."""
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": url, "DEBUG": "false", "PYTHONPATH": str(ROOT)}
    return environment | {"DJANGO_SETTINGS_MODULE": "bench.settings"}


@contextmanager
def portal(url, **settings):
    """The portal under gunicorn, with its starter data."""
    environment = environment_of(url) | settings
    subprocess.run([sys.executable, "-m", "django", "prepare"], env=environment, check=True, stdout=subprocess.DEVNULL)
    command = [
        *(tool("gunicorn"), "bench.wsgi", "--bind", f"127.0.0.1:{SITE}", "--no-control-socket"),
        *("--worker-class", "gthread", "--threads", "4", "--workers", "2", "--log-level", "warning"),
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        until(lambda: ask(SITE, "/healthz/ready").status == 200)
        yield SITE
    finally:
        server.terminate()
        server.wait(20)


def drill(port, database, name, mode, seconds):
    """Take the database away once; return the promises that were broken."""
    with Visitors(port, PAGES) as visitors:
        time.sleep(USUAL_SECONDS)
        database.stop(mode)
        away = []
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            away.append((ask(port, "/healthz/live").status, ask(port, "/healthz/ready").status))
            time.sleep(0.5)
        database.start()
        back = time.monotonic()
        time.sleep(BACK_WITHIN + USUAL_SECONDS)
    late = [answer for answer in visitors.since(back) if answer.status != 200]
    normal = max((answer.at - back for answer in late), default=0)
    said = ", ".join(f"{count} × {status}" for status, count in sorted(visitors.statuses().items()))
    told.say(f"{name}: {said}; all pages served again {normal:.2f} s after it was back")
    return list(broken(name, visitors.answers, away, normal))


def broken(name, answers, away, normal):
    for answer in answers:
        if answer.status not in (200, 503):
            yield f"{name}: {answer.path} was answered {answer.status or 'not at all'}"
        if answer.status == 503:
            lacking = {"Retry-After", "Content-Security-Policy", "X-Content-Type-Options"} - answer.headers.keys()
            if lacking:
                yield f"{name}: a 503 of {answer.path} lacks {', '.join(sorted(lacking))}"
            kind = "application/problem+json" if answer.path.startswith("/api/") else "text/html; charset=utf-8"
            if answer.headers["Content-Type"] != kind:
                yield f"{name}: a 503 of {answer.path} is {answer.headers['Content-Type']}"
    for live, ready in away:
        if (live, ready) != (200, 503):
            yield f"{name}: while it was away, live said {live} and ready said {ready}"
    if normal > BACK_WITHIN:
        yield f"{name}: pages were served again only {normal:.1f} s after the database was back"


def until(condition, seconds=60):
    """Wait until something holds."""
    ends = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > ends:
            raise SystemExit("The portal did not become ready.")
        time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())

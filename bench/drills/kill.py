"""Drill: each process is killed (-9) in turn under load, and what keeps it alive starts it anew.

What must hold: of a worker that is killed only the requests it had begun are lost, and while a main process is away
readers hear 503 with Retry-After, or nothing at all where nginx itself is gone; readers are served again within the
seconds of the table below. It needs what the drill of the deployment needs, takes two minutes and ends with 1 where a
promise was broken.

    python -m bench.drills.kill
"""

import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.drills import told
from bench.drills.deploy import HTTPS
from bench.drills.stack import stack
from bench.drills.visitors import Visitors

PAGES = ["/", "/programs/?q=nursing", "/programs/?state=TX&sort=-earnings", "/salaries/11-9111/", "/api/v1/programs/"]
READERS = 4
USUAL_SECONDS, AFTER_SECONDS = 3, 12


@dataclass(frozen=True)
class Kill:
    """Which process is killed, what readers may hear meanwhile besides 200, and how soon all is as before."""

    name: str
    pid: object
    may_be: tuple = ()
    most: int | None = None
    back_within: float = 0.0


KILLS = [
    Kill("a worker of gunicorn", lambda site: site.gunicorn.workers[0], (503,), READERS, 5),
    Kill("gunicorn itself", lambda site: site.gunicorn.pid, (503,), None, 10),
    Kill("a worker of nginx", lambda site: site.nginx.workers[0], (0,), READERS, 2),
    Kill("nginx itself", lambda site: site.nginx.pid, (0,), None, 5),
    Kill("Redis", lambda site: site.redis.pid),
    Kill("a process of PostgreSQL", lambda site: backend(site), (503,), None, 5),
]


def main():
    failures = []
    with tempfile.TemporaryDirectory(prefix="portal-drill-") as folder, stack(Path(folder)) as site:
        for kill in KILLS:
            failures += drill(site, kill)
    return told.end("kill", failures)


def drill(site, kill):
    with Visitors(HTTPS, PAGES, number=READERS, is_tls=True) as visitors:
        time.sleep(USUAL_SECONDS)
        os.kill(kill.pid(site), signal.SIGKILL)
        killed = time.monotonic()
        time.sleep(AFTER_SECONDS)
    others = [answer for answer in visitors.answers if answer.status != 200]
    back = max((answer.at - killed for answer in others), default=0)
    counts = ", ".join(f"{count} × {status or 'no answer'}" for status, count in sorted(visitors.statuses().items()))
    told.say(f"{kill.name}: {counts}; all answered again {back:.1f} s after the kill")
    yield from broken(kill, others, back)


def broken(kill, others, back):
    for answer in others:
        if answer.status not in kill.may_be:
            yield f"{kill.name}: {answer.path} was answered {answer.status or 'not at all'}"
        if answer.status == 503 and "Retry-After" not in answer.headers:
            yield f"{kill.name}: a 503 of {answer.path} lacks Retry-After"
    if kill.most is not None and len(others) > kill.most:
        yield f"{kill.name}: {len(others)} requests were lost; {kill.most} may have been under way"
    if back > kill.back_within:
        yield f"{kill.name}: all was as before only after {back:.1f} s"


def backend(site):
    """A process of the database that serves the portal."""
    found = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1"
    return int(site.database.ask(found))


if __name__ == "__main__":
    sys.exit(main())

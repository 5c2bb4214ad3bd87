"""Drill: Redis is killed, hangs, and is away when the portal starts, all under load.

What must hold: no request fails; the slowest hundredth of the pages takes at most twice as long as with Redis, but for
those under way in each process when it is found out (a tenth of a second each); and readers without a key are held
to their limit all the while. It makes a database and a Redis of its own, takes about a minute and ends with 1 where a
promise was broken. It needs Debian's packages postgresql and redis-server, and to be root.

    python -m bench.drills.redis
"""

import signal
import subprocess
import sys
import time
from contextlib import contextmanager

from bench.drills import told
from bench.drills.cluster import cluster
from bench.drills.database import environment_of, until
from bench.drills.visitors import Visitors, ask, warm
from bench.places import FIRST_PORT, ROOT, tool

SITE, DATABASE, REDIS = FIRST_PORT + 90, FIRST_PORT + 91, FIRST_PORT + 92
PAGES = ["/", "/programs/?q=nursing", "/programs/?state=TX", "/salaries/11-9111/akron-oh/", "/levels/masters/"]
API = "/api/v1/levels/"
PER_MINUTE = 30
PROCESSES = 2
SECONDS = 8
TIMES = 2.0
FLOOR_MS = 50
"""A page that takes less is quick, whatever it took before: on a small machine readers are in each other's way."""


def main():
    failures = []
    with cluster(DATABASE) as database:
        with redis() as server, portal(database.url):
            usual = load("with Redis")
            failures += broken("with Redis", usual, usual)
            server.send_signal(signal.SIGSTOP)
            failures += broken("hung", load("hung"), usual)
            server.send_signal(signal.SIGCONT)
            server.kill()
            server.wait()
            failures += broken("killed", load("killed"), usual)
            with redis():
                failures += broken("back", load("back"), usual)
        with portal(database.url):
            failures += broken("absent at the start", load("absent at the start"), usual)
    return told.end("redis", failures)


@contextmanager
def redis():
    command = ["redis-server", str(ROOT / "deploy" / "redis.conf"), "--port", str(REDIS)]
    server = subprocess.Popen(command, cwd="/tmp", stdout=subprocess.DEVNULL)
    try:
        yield server
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGCONT)
            server.terminate()
        server.wait(20)


@contextmanager
def portal(url):
    """The portal under gunicorn with its cache and its counts in Redis."""
    settings = {"REDIS_URL": f"redis://127.0.0.1:{REDIS}/0", "ANONYMOUS_PER_MINUTE": str(PER_MINUTE)}
    environment = environment_of(url) | settings | {"DJANGO_SETTINGS_MODULE": "bench.drills.limited"}
    subprocess.run([sys.executable, "-m", "django", "prepare"], env=environment, check=True, stdout=subprocess.DEVNULL)
    command = [
        *(tool("gunicorn"), "careerportal.wsgi", "--bind", f"127.0.0.1:{SITE}", "--no-control-socket"),
        *("--worker-class", "gthread", "--threads", "4", "--workers", str(PROCESSES), "--log-level", "warning"),
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        until(lambda: ask(SITE, "/healthz/ready").status == 200)
        warm(SITE, PAGES)
        yield
    finally:
        server.terminate()
        server.wait(20)


def load(name):
    """Let readers come for some seconds; return their answers, and how many of the API's a burst without a key got."""
    with Visitors(SITE, PAGES, number=2) as visitors:
        time.sleep(SECONDS)
        burst = [ask(SITE, API).status for _ in range(PROCESSES * PER_MINUTE + 10)]
    taken = sorted(answer.took_ms for answer in visitors.answers)
    slowest = taken[int(len(taken) * 0.99)]
    said = ", ".join(f"{count} × {status}" for status, count in sorted(visitors.statuses().items()))
    pages = f"p50 {taken[len(taken) // 2]:.0f} ms, p99 {slowest:.0f} ms"
    told.say(f"{name}: {said}; {pages}; without a key {burst.count(200)} × 200, {burst.count(429)} × 429")
    return visitors.answers, slowest, burst


def broken(name, measured, usual):
    answers, slowest, burst = measured
    for answer in answers:
        if answer.status != 200:
            yield f"{name}: {answer.path} was answered {answer.status or 'not at all'}"
    if slowest > max(TIMES * usual[1], FLOOR_MS):
        yield f"{name}: the slowest hundredth took {slowest:.0f} ms; with Redis {usual[1]:.0f} ms"
    if set(burst) - {200, 429} or not burst.count(429) or burst.count(200) > PROCESSES * PER_MINUTE:
        yield f"{name}: of {len(burst)} requests without a key, {burst.count(200)} were answered"


if __name__ == "__main__":
    sys.exit(main())

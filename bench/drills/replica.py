"""Drill: a replica is killed under load, hangs, then the primary is killed, and the replica promoted by one command.

What must hold: readers are served by the replica, and none fails when it is killed or comes back, or waits longer than
the portal's patience when it hangs; of 1,000 numbered
writes none that was acknowledged is lost when the primary is killed (`synchronous_commit = remote_apply`), and writing
goes on within 60 seconds of that. All without touching the portal. It makes two PostgreSQL servers of its own, takes
about a minute and ends with 1 where a promise was broken. It needs Debian's package postgresql, and to be root.

    python -m bench.drills.replica
"""

import subprocess
import sys
import threading
import time
from contextlib import contextmanager

from bench.drills import told
from bench.drills.cluster import cluster
from bench.drills.database import SITE, environment_of, portal, until
from bench.drills.numbered_writes import PREFIX
from bench.drills.visitors import Visitors
from bench.places import FIRST_PORT, ROOT
from careerportal.operations import replicas

PRIMARY, STANDBY = FIRST_PORT + 100, FIRST_PORT + 101
PAGES = ["/", "/programs/?q=nursing", "/api/v1/programs/?level=masters", "/programs/?state=TX", "/levels/masters/"]
SETTINGS = ROOT / "deploy" / "postgresql-replicas.conf"
WRITES = 1_000
SECONDS = 5
NOTICED_AFTER = 3
"""Seconds until somebody notices that the primary is gone and types the command."""

SLOW_MS = 1_000
MOST_MS = 1_000 * (replicas.SECONDS_TO_ANSWER + 2 + 1)
"""The portal's patience with a page and with a new connection, and what the primary takes for readers who waited."""

BACK_WITHIN = 60
PROMOTE = "SELECT pg_promote()"


def main():
    with cluster(PRIMARY, SETTINGS) as primary, primary.standby(STANDBY) as standby:
        url = f"postgres://postgres@127.0.0.1:{PRIMARY},127.0.0.1:{STANDBY}/portal?target_session_attrs=read-write"
        with portal(url, REPLICA_URLS=standby.url):
            until(lambda: standby.ask("SELECT count(*) > 0 FROM programs_program") == "t")
            failures = [*replica_killed(primary, standby), *replica_hangs(standby)]
            failures += primary_killed(primary, standby, url)
    return told.end("replica", failures)


def replica_killed(primary, standby):
    """Kill the replica under load, and start it again."""
    with Visitors(SITE, PAGES) as visitors:
        time.sleep(SECONDS)
        before = reads(primary), reads(standby)
        time.sleep(SECONDS)
        by_primary, by_replica = reads(primary) - before[0], reads(standby) - before[1]
        standby.kill()
        time.sleep(SECONDS)
        standby.start()
        time.sleep(3 * SECONDS)
        after = reads(standby)
        time.sleep(SECONDS)
        again = reads(standby) - after
    told.say(f"replica killed and started again under load: {said(visitors)}")
    told.say(f"transactions while both are there: {by_replica} on the replica, {by_primary} on the primary")
    yield from failed("replica killed", visitors)
    if by_replica < 10 * by_primary:
        yield f"the primary was read {by_primary} times while the replica was there, which was read {by_replica} times"
    if again < by_replica / 10:
        yield f"the replica was hardly read after it had come back: {again} transactions"


def replica_hangs(standby):
    """Let the replica take connections and answer none, under load, and then go on."""
    with Visitors(SITE, PAGES) as visitors:
        time.sleep(SECONDS)
        standby.hang()
        try:
            time.sleep(4 * SECONDS)
        finally:
            standby.go_on()
        time.sleep(2 * SECONDS)
    taken = sorted(answer.took_ms for answer in visitors.answers)
    slow = sum(one > SLOW_MS for one in taken)
    told.say(
        f"replica hangs for {4 * SECONDS} s under load: {said(visitors)}; {slow} answers took longer than "
        f"{SLOW_MS / 1000:g} s, the slowest {taken[-1] / 1000:.1f} s"
    )
    yield from failed("replica hangs", visitors)
    if taken[-1] > MOST_MS:
        yield f"a reader waited {taken[-1] / 1000:.1f} s for a replica that hung"


def primary_killed(primary, standby, url):
    """Kill the primary amid numbered writes under load, and promote the standby."""
    primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
    primary.ask("SELECT pg_reload_conf()")
    until(lambda: primary.ask("SELECT sync_state FROM pg_stat_replication") == "sync")
    with Visitors(SITE, PAGES) as visitors, writer(url) as acknowledged:
        until(lambda: len(acknowledged) >= WRITES * 4 // 10)
        primary.kill()
        killed = time.monotonic()
        safe = len(acknowledged)
        time.sleep(NOTICED_AFTER)
        standby.ask(PROMOTE)
        until(lambda: len(acknowledged) > safe + 1)  # One may have been on its way.
        back = time.monotonic() - killed
        until(lambda: len(acknowledged) == WRITES)
        time.sleep(SECONDS)
    held = {int(number) for number in standby.ask(HELD).split()}
    lost = set(acknowledged) - held
    told.say(
        f"primary killed after {safe} of {WRITES} writes, standby promoted {NOTICED_AFTER} s later: writing again "
        f"{back:.1f} s after the kill; {len(acknowledged)} writes acknowledged, {len(lost)} lost; "
        f"readers: {said(visitors)}"
    )
    yield from failed("primary killed", visitors)
    if lost:
        yield f"{len(lost)} acknowledged writes are lost, the first is {min(lost)}"
    if back > BACK_WITHIN:
        yield f"writing went on only {back:.0f} s after the primary was killed"


HELD = f"SELECT substr(key, {len(PREFIX) + 1}) FROM sync_change WHERE key LIKE '{PREFIX}%'"


def reads(server):
    """Transactions of a server so far; it counts them with a delay of a second."""
    return int(server.ask("SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = 'portal'"))


def said(visitors):
    return ", ".join(f"{count} × {status}" for status, count in sorted(visitors.statuses().items()))


def failed(name, visitors):
    for answer in visitors.answers:
        if answer.status != 200:
            yield f"{name}: {answer.path} was answered {answer.status or 'not at all'}"


@contextmanager
def writer(url):
    """A process that writes; gives the list of numbers that were acknowledged to it, which grows."""
    command = [sys.executable, "-m", "bench.drills.numbered_writes", str(WRITES)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment_of(url), stdout=subprocess.PIPE, text=True)
    numbers = []
    listener = threading.Thread(target=lambda: numbers.extend(int(line) for line in process.stdout))
    listener.start()
    try:
        yield numbers
    finally:
        process.terminate()
        process.wait()
        listener.join()


if __name__ == "__main__":
    sys.exit(main())

"""Does a mirror lose anything? 1,000 deeds at random against a live portal, and 8 writers against a polling reader.

    python -m bench.mirror                     on SQLite and, where there is a server, on PostgreSQL
    python -m bench.mirror sqlite --deeds 200  on one of them, shorter

It is no measurement: it ends with exit code 0 where the mirror equals the portal, and says what differs otherwise. The
mirror is the partners' own example, docs/examples/mirror.py, over HTTP; the portal is a server of its own.
"""

import argparse
import json
import os
import runpy
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from bench import databases
from bench.places import FIRST_PORT, ROOT, SCRATCH, Scratch, tool

EVERY = 25
"""The mirror is brought up to date after so many deeds."""

IMPORTS = 5
WRITERS, LINES = 8, 60


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("vendors", nargs="*", help="sqlite, postgresql; both unless said")
    parser.add_argument("--deeds", type=int, default=1_000)
    asked = parser.parse_args()
    usual = ["sqlite", "postgresql"] if databases.has_postgresql() else ["sqlite"]
    for vendor in asked.vendors or usual:
        # A process of its own for each: Django knows one database.
        scratch = Scratch("mirror", vendor)
        databases.build(scratch)
        command = [sys.executable, "-c", f"from bench import mirror; mirror.prove({asked.deeds})"]
        ended = subprocess.run(command, cwd=ROOT, env=scratch.environment, check=False).returncode
        databases.remove(scratch)
        if ended:
            sys.exit(f"{vendor}: the mirror differs")


def prove(deeds):
    """Run both proofs on the database of this process's settings."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    environment = os.environ | {"DATABASE_URL": os.environ["DATABASE_URL"], "ANONYMOUS_PER_MINUTE": "100000000"}
    address = f"127.0.0.1:{FIRST_PORT}"
    command = [tool("gunicorn"), "bench.wsgi", "--bind", address, "--no-control-socket", "--threads", "2"]
    log = (SCRATCH / f"mirror-{connection.vendor}.log").open("wb")
    server = subprocess.Popen([*command, "--log-level", "warning"], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait(f"http://{address}/bench/empty/")
        print(f"{connection.vendor}:", _deeds(f"http://{address}", deeds, Path(settings.LOCK_FOLDER)))
        print(f"{connection.vendor}:", _writers(f"http://{address}"))
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _deeds(portal, count, folder):
    from bench.churn import Churn
    from programs.mirror_check import check

    mirror = runpy.run_path(str(ROOT / "docs" / "examples" / "mirror.py"))["mirror"]
    copy = SCRATCH / "mirror-copy.sqlite3"
    copy.unlink(missing_ok=True)
    churn, started = Churn(folder, seed=count), time.monotonic()
    imports = {count * (number + 1) // (IMPORTS + 1) for number in range(IMPORTS)}
    runs = 0
    for number in range(count):
        churn.load() if number in imports else churn.deed()
        if number % EVERY == EVERY - 1:
            mirror(portal, copy)
            runs += 1
    serial = mirror(portal, copy)
    differing = _differences(copy, portal)
    unlike = check().differences
    copy.unlink()
    if differing or unlike:
        raise SystemExit(f"{len(differing)} programs differ, such as {differing[:3]}; mirror_check: {unlike}")
    took = f"{time.monotonic() - started:.0f} s"
    return f"{count} deeds, {IMPORTS} of them imports; {runs + 1} runs of the mirror to serial {serial}: equal ({took})"


def _differences(copy, portal):
    from programs.api import exports

    database = sqlite3.connect(copy)
    theirs = {slug: json.loads(row) for slug, row in database.execute("SELECT slug, row FROM program")}
    database.close()
    _, blocks = exports.begin("ndjson", portal)
    ours = {row["slug"]: row for row in map(json.loads, b"".join(blocks).splitlines())}
    return [slug for slug in ours.keys() | theirs.keys() if ours.get(slug) != theirs.get(slug)]


def _writers(portal):
    """Eight writers commit, some of them slowly and some not at all, while a reader polls the feed over HTTP."""
    from urllib.request import urlopen

    from django.db import connection, transaction

    from careerportal.sync import ledger

    begin, failures, heard = ledger.serial(), [], Counter()

    def write(writer):
        try:
            for number in range(LINES):
                with transaction.atomic():
                    ledger.record([("areas", f"{writer}-{number}", "updated")] * (1 + number % 3))
                    time.sleep(0.002 * (number % 4))
                    if number % 7 == 6:
                        transaction.set_rollback(True)
        except Exception as error:
            failures.append(error)
            raise
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=[number]) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    after, polls, is_last = begin, 0, False
    while True:
        is_last = not any(writer.is_alive() for writer in writers)
        with urlopen(f"{portal}/api/v1/changes/?after={after}&page_size=50&resource=areas") as answer:
            page = json.load(answer)
        polls += 1
        heard.update(change["key"] for change in page["results"])
        after = page["continue_after"]
        if is_last and not page["results"]:
            break
    committed = Counter()
    for writer in range(WRITERS):
        committed.update({f"{writer}-{number}": 1 + number % 3 for number in range(LINES) if number % 7 != 6})
    if failures or heard != committed:
        raise SystemExit(f"heard {heard.total()} of {committed.total()} changes; {failures}")
    return f"{WRITERS} writers, {committed.total()} committed changes, {polls} polls: each heard once"


def _wait(address):
    from urllib.error import URLError
    from urllib.request import urlopen

    for _ in range(300):
        try:
            with urlopen(address):
                return
        except URLError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


if __name__ == "__main__":
    main()

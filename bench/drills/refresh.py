"""Drill: a release is previewed, published and rolled back while readers ask page after page, on both databases.

What must hold: every request is answered 200; and every answer is, byte for byte, the page as it was before the
publishing, after it, or after the roll-back. So no page ever shows a part of a release, and none mixes two. The file
changes every program's earnings and debt. It takes about a minute and ends with 1 where a promise was broken; the
PostgreSQL half needs what the drill of the database needs.

    python -m bench.drills.refresh
"""

import csv
import gzip
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.drills import told
from bench.drills.cluster import PROGRAMS, cluster
from bench.drills.database import DATABASE, environment_of, portal
from bench.drills.visitors import Visitors, ask
from bench.places import ROOT

SOURCE = "scorecard-field-of-study"
STARTER = ROOT / "programs" / "data" / "scorecard_field_of_study_5107.csv.gz"
MOVED = ("EARN_MDN_1YR", "EARN_MDN_4YR", "DEBT_ALL_STGP_EVAL_MDN")
EVERY = 1_000
"""Dollars by which the new release differs from the old, in every figure."""

PAGES = [
    "/",
    "/programs/",
    "/programs/?level=masters&sort=-earnings",
    "/programs/?state=TX&q=health",
    "/programs/feed.atom?level=doctoral",
    "/programs/export.csv?level=doctoral",
    "/levels/masters/",
    "/schools/texas-womans-university/",
    "/data/",
    "/data/changes/",
    "/api/v1/programs/?level=masters",
    "/api/v1/programs/?state=CA",
]
USUAL_SECONDS = 2
SETTLES_WITHIN = 1.0
"""Seconds after a commit in which a process may still give the page of before."""


def main():
    failures = []
    with tempfile.TemporaryDirectory(prefix="portal-drill-") as folder:
        path = moved_file(Path(folder))
        failures += drill("SQLite", f"sqlite:///{folder}/portal.sqlite3", path)
        if PROGRAMS and shutil.which("runuser"):
            with cluster(DATABASE) as database:
                failures += drill("PostgreSQL", database.url, path)
        else:
            told.say("PostgreSQL: left out, its server programs are not on this machine")
    return told.end("refresh", failures)


def moved_file(folder):
    """The starter extract with every figure moved: a release of which each page shows something."""
    path = folder / "moved.csv.gz"
    with gzip.open(STARTER, "rt", encoding="utf-8", newline="") as old:
        rows = list(csv.DictReader(old))
    for row in rows:
        row |= {name: str(int(row[name]) + EVERY) for name in MOVED if row[name].isdigit()}
    with gzip.open(path, "wt", encoding="utf-8", newline="") as new:
        writer = csv.DictWriter(new, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def drill(name, url, path):
    """Preview, publish and roll back under load on one database; return the promises that were broken."""
    with portal(url) as port:
        seen = [pages(port)]
        took = {}
        with Visitors(port, PAGES) as visitors:
            time.sleep(USUAL_SECONDS)
            took["preview"] = run(url, "refresh", SOURCE, "--file", str(path), "--edition", "June 2027", "--preview")
            for verb in ("publish", "rollback"):
                accept = ["--accept"] if verb == "publish" else []
                took[verb] = run(url, verb, SOURCE, *accept)
                time.sleep(SETTLES_WITHIN)
                seen.append(pages(port))
                time.sleep(USUAL_SECONDS)
    said = ", ".join(f"{count} × {status}" for status, count in sorted(visitors.statuses().items()))
    times = ", ".join(f"{verb} {seconds:.1f} s" for verb, seconds in took.items())
    told.say(f"{name}: {said}; {times}")
    return list(broken(name, visitors.answers, seen))


def pages(port):
    """What every page is while nothing runs: {path: digest}."""
    return {path: ask(port, path).digest for path in PAGES}


def run(url, *arguments):
    """Run a command of manage.py; return the seconds it took."""
    began = time.monotonic()
    command = [sys.executable, "-m", "django", *arguments]
    subprocess.run(command, env=environment_of(url), check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.monotonic() - began


def broken(name, answers, seen):
    before, published, _ = seen
    for path in PAGES:
        if before[path] == published[path]:
            yield f"{name}: {path} does not show the release at all, so it proves nothing"
    for answer in answers:
        if answer.status != 200:
            yield f"{name}: {answer.path} was answered {answer.status or 'not at all'}"
        elif answer.digest not in {state[answer.path] for state in seen}:
            yield f"{name}: {answer.path} was neither the page of before nor that of after"


if __name__ == "__main__":
    sys.exit(main())

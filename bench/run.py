"""`make bench`: measure the portal against Datasette, a plain Django page and an empty view, and against itself.

Every figure is a ratio inside one run: medians of alternating rounds, and processor time a request beside them, which
is what repeats on a busy machine. The results are written as JSON, printed as a table, and become docs/performance.md.
"""

import argparse
import json
import os
import platform
import sqlite3
import time

from bench import databases, report
from bench.measure import ROUNDS
from bench.parts import PARTS
from bench.places import RESULTS, SCRATCH, Scratch


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=ROUNDS, help="alternating rounds of each comparison")
    options.add_argument("--keep", action="store_true", help="use the scratch databases of the last run, and keep them")
    options.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL out")
    options.add_argument("--part", choices=PARTS, help="measure one part, and keep what was measured of the others")
    arguments = options.parse_args()
    SCRATCH.mkdir(parents=True, exist_ok=True)
    vendors = ["sqlite"]
    if arguments.sqlite_only or not databases.has_postgresql():
        print("PostgreSQL is left out: " + ("as asked." if arguments.sqlite_only else "no server answers."))
    else:
        vendors.append("postgresql")
    started = time.monotonic()
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    parts = [PARTS[arguments.part]] if arguments.part else list(PARTS.values())
    scratches = [Scratch(size, vendor) for vendor in vendors for size in ("small", "large")]
    try:
        build(scratches, arguments.keep)
        results = {"machine": machine(), "rounds": arguments.rounds}
        for vendor in vendors:
            results[vendor] = known.get(vendor, {}) if arguments.part else {}
            for part in parts:
                results[vendor][part.NAME] = part.measure(vendor, arguments.rounds)
        for vendor in known.keys() & report.VENDORS.keys() if arguments.part else ():
            results.setdefault(vendor, known[vendor])  # What was left out this time is told as it was.
    finally:
        if not arguments.keep:
            for scratch in scratches:
                databases.remove(scratch)
    results["minutes"] = round((time.monotonic() - started) / 60, 1)
    results["drills"] = known.get("drills", {})
    report.with_drills(results)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(report.write(results))


def machine():
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "cores": len(os.sched_getaffinity(0)),
        "date": time.strftime("%Y-%m-%d"),
    }


def build(scratches, keep):
    """Make the databases that are not there, and bring the others up to the code."""
    for scratch in scratches:
        if keep and databases.exists(scratch):
            databases.migrate(scratch)
            continue
        print(f"building {scratch.url}", flush=True)
        databases.build(scratch)
    for size in ("small", "large"):
        databases.build_datasette(size)


if __name__ == "__main__":
    main()

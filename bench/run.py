"""`make bench`: measure the portal against Datasette, a plain Django page and an empty view, and against itself.

Every figure is a ratio inside one run: medians of alternating rounds, and processor time a request beside them, which
is what repeats on a busy machine. The results are written as JSON, printed as a table, and become docs/performance.md.
"""

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
import time

from bench import databases, report, requests, servers
from bench.measure import ROUNDS, Side, compare
from bench.places import RESULTS, ROOT, SCRATCH, Scratch

EXPORT_ROUNDS = 5


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=ROUNDS, help="alternating rounds of each comparison")
    options.add_argument("--keep", action="store_true", help="use the scratch databases of the last run, and keep them")
    options.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL out")
    arguments = options.parse_args()
    SCRATCH.mkdir(parents=True, exist_ok=True)
    vendors = ["sqlite"]
    if arguments.sqlite_only or not databases.has_postgresql():
        print("PostgreSQL is left out: " + ("as asked." if arguments.sqlite_only else "no server answers."))
    else:
        vendors.append("postgresql")
    started = time.monotonic()
    scratches = [Scratch(size, vendor) for vendor in vendors for size in ("small", "large")]
    try:
        results = {"machine": machine(), "rounds": arguments.rounds, "loading": build(scratches, arguments.keep)}
        for vendor in vendors:
            results[vendor] = measure(vendor, arguments.rounds)
    finally:
        if not arguments.keep:
            for scratch in scratches:
                databases.remove(scratch)
    results["minutes"] = round((time.monotonic() - started) / 60, 1)
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
    """Make the databases that are not there, and return what loading every field took on each."""
    known = json.loads(RESULTS.read_text())["loading"] if keep and RESULTS.exists() else {}
    loading = {}
    for scratch in scratches:
        if keep and databases.exists(scratch):
            databases.migrate(scratch)
            loading[scratch.vendor] = known.get(scratch.vendor)
            continue
        print(f"building {scratch.url}", flush=True)
        loading[scratch.vendor] = databases.build(scratch)
    for size in ("small", "large"):
        databases.build_datasette(size)
    return loading


def measure(vendor, rounds):
    """All comparisons on one kind of database."""
    results = {"programs": {size: databases.rows(size) for size in ("small", "large")}, "comparisons": {}}
    for size in ("small", "large"):
        for comparison in (uncached, kept):
            for name, sides in comparison(Scratch(size, vendor), rounds):
                results["comparisons"][f"{name}, {size}"] = sides
                print(vendor, size, name, {side: one["cpu_ms"] for side, one in sides.items()}, flush=True)
    results["page"] = page(Scratch("large", vendor))
    results["export"] = export(Scratch("large", vendor))
    print(vendor, "export", results["export"], flush=True)
    return results


def uncached(scratch, rounds):
    """Pages that nobody has asked for since the data changed: the page is made anew for each request."""
    size = scratch.size
    with servers.portal(scratch, keeps_pages=False) as portal, servers.datasette(size) as peer:
        searches = {
            "no filter": requests.NO_FILTER,
            "a filter": requests.FILTER,
            "a word": requests.WORD,
            "a broad word": requests.BROAD_WORD,
        }
        for name, wanted in searches.items():
            sides = [
                Side("portal", portal, requests.portal(wanted)),
                Side("datasette", peer, requests.datasette(wanted, size)),
            ]
            if size == "small":
                sides.append(Side("plain", portal, requests.plain(wanted)))
            yield name, compare(*sides, rounds=rounds)
        whole = [
            Side("portal", portal, requests.portal(requests.WHOLE_PAGE)),
            Side("datasette", peer, requests.datasette(requests.WHOLE_PAGE, size)),
        ]
        if size == "small":
            whole.append(Side("plain", portal, requests.plain(requests.WHOLE_PAGE)))
        yield "whole page", compare(*whole, rounds=rounds)
        misspelt = [
            Side("misspelt", portal, requests.portal(requests.MISSPELT)),
            Side("correct", portal, requests.portal(requests.CORRECT)),
        ]
        yield "misspelt", compare(*misspelt, rounds=rounds)


def kept(scratch, rounds):
    """What is answered again and again: kept pages, 304s and suggestions, each against an empty view."""
    with servers.portal(scratch) as portal:
        pages = requests.portal(requests.WHOLE_PAGE)
        fresh = [(path, {"If-None-Match": portal.get(path)[1]["ETag"]}) for path, _ in pages]
        sides = [
            Side("empty", portal, [("/bench/empty/", {})]),
            Side("repeated", portal, pages),
            Side("not modified", portal, fresh),
            Side("suggest", portal, requests.portal(requests.SUGGEST, "/programs/suggest/")),
        ]
        yield "again", compare(*sides, rounds=rounds)


def page(scratch):
    """The most queries and the most bytes of a search page."""
    command = [sys.executable, "-m", "bench.counting"]
    answer = subprocess.run(command, cwd=ROOT, env=scratch.environment, capture_output=True, check=True)
    return json.loads(answer.stdout)


def export(scratch):
    """Every program as CSV: rows a second on each side, and how much memory the portal's process grew by."""
    with servers.portal(scratch) as portal, servers.datasette(scratch.size) as peer:
        paths = {
            "portal": (portal, "/programs/export.csv?listed=all"),
            "datasette": (peer, f"/{databases.datasette_file(scratch.size).stem}/programs.csv?_stream=on&_size=max"),
        }
        for server, _ in paths.values():
            for _ in range(servers.PROCESSES):
                server.get("/bench/empty/" if server is portal else "/-/versions.json")
        for _ in range(servers.PROCESSES):
            portal.get("/programs/export.csv?state=WY")  # Loads the code once;
        for _ in range(servers.PROCESSES):
            portal.get("/programs/?level=masters")  # reads what is kept until the data change, as any search does.
        portal.memory_reset()
        before = portal.memory_now()
        times = {name: [] for name in paths}
        for _ in range(EXPORT_ROUNDS):
            for name, (server, path) in paths.items():
                server.reconnect()
                cpu, started = server.cpu(), time.perf_counter()
                length = server.stream(path)
                times[name].append((time.perf_counter() - started, server.cpu() - cpu, length))
        growth = max(peak - now for peak, now in zip(portal.memory_peak(), before, strict=True))
    middle = EXPORT_ROUNDS // 2
    results = {
        name: {
            "seconds": round(sorted(one[0] for one in rounds)[middle], 3),
            "cpu": round(sorted(one[1] for one in rounds)[middle], 3),
            "megabytes": round(rounds[0][2] / 1e6, 1),
        }
        for name, rounds in times.items()
    }
    return results | {"growth_megabytes": round(growth, 1)}


if __name__ == "__main__":
    main()

"""The API: lists against a plain list of Django REST framework and against Datasette, 304s, and streams."""

import subprocess
import sys
import time
from urllib.parse import urlencode

from bench import databases, servers
from bench.bounds import Bound, times
from bench.measure import Side, compare
from bench.places import ROOT, Scratch

NAME = "api"
TITLE = "API"
STREAMS = 3

NOTES = (
    "*API*: whole rows as partners read them, without a key. Each answer is put together anew; the rows that a "
    "process wrote last (4,000) are kept until the data change. *No row kept*: all is made anew. *Plain list*: a "
    "ModelSerializer for each table, nested, one join, django-filter, page numbers and a count, in "
    "`bench/plain_api.py`; it says less. *Datasette's JSON*: the same rows of its flat table as objects, without a "
    "count or facets.",
    "*Stream*: every program of every field. Datasette streams its flat table as CSV; the portal streams each program "
    "as a JSON line with all that the API says of it, and as CSV with a column for each of these values.",
)

QUERIES = [{}, {"state": "TX"}, {"level": "masters"}, {"state": "OH", "level": "bachelors"}, {"earnings_min": 60_000}]
HUNDREDS = [{}, {"state": "TX"}, {"level": "masters"}, {"earnings_min": 60_000}]
SORTED = [{"sort": "-earnings"}, {"sort": "-earnings", "state": "TX"}]


def rate(stream):
    """Rows a second of the portal's stream over those of Datasette's."""

    def ratio(results):
        return results["streams"][stream]["rows_a_second"] / results["streams"]["datasette"]["rows_a_second"]

    return ratio


BOUNDS = [
    Bound("list of 20, starter programs: a plain list with a count takes",
          times("list of 20, small", "plain", "portal"), 2.5, 3.5, True),
    Bound("list of 20, every field: requests a second over those of a plain list with a count",
          times("list of 20, large", "plain", "portal", "ms"), 8, 12, True),
    Bound("list of 100, starter programs: Datasette's JSON takes",
          times("list of 100, small", "datasette", "portal"), 1, 1.3, True),
    Bound("list of 100, every field: Datasette's JSON takes",
          times("list of 100, large", "datasette", "portal"), 1, 1.3, True),
    Bound("list of 20 with no row kept, starter programs: a plain list with a count takes",
          times("list of 20 with none kept, small", "plain", "portal"), at_least=True),
    Bound("list of 100 with no row kept, starter programs: Datasette's JSON takes",
          times("list of 100 with none kept, small", "datasette", "portal"), at_least=True),
    Bound("list of 100 by earnings, every field: Datasette's JSON takes",
          times("list of 100 by earnings, large", "datasette", "portal"), at_least=True),
    Bound("not modified (304), against an empty view", times("not modified", "not modified", "empty"), 1.2, 1.05),
    Bound("the same with a key", times("not modified", "with a key", "empty"), 1.2, 1.05),
    Bound("stream of every program as JSON lines: rows a second over Datasette's CSV", rate("lines"), 4, 6, True),
    Bound("stream of every program as CSV: rows a second over Datasette's CSV", rate("table")),
    Bound("memory that a stream adds", lambda results: results["growth_megabytes"], 16, 8, unit=" MB"),
]  # fmt: skip


def measure(vendor, rounds):
    """All comparisons on one kind of database."""
    comparisons = {}
    for size in ("small", "large"):
        comparisons |= lists(Scratch(size, vendor), rounds)
    comparisons |= {f"{name} with none kept, small": one for name, one in cold(Scratch("small", vendor), rounds)}
    comparisons["not modified"] = not_modified(Scratch("large", vendor), rounds)
    return {"comparisons": comparisons} | stream(Scratch("large", vendor))


def lists(scratch, rounds):
    """Lists of 20 and of 100, and of 100 in an order that the database has to work out."""
    size = scratch.size
    with servers.portal(scratch) as portal, servers.datasette(size) as peer:
        found = {
            f"list of 20, {size}": compare(*_twenties(portal), rounds=rounds),
            f"list of 100, {size}": compare(*_hundreds(portal, peer, size, HUNDREDS), rounds=rounds),
            f"list of 100 by earnings, {size}": compare(*_hundreds(portal, peer, size, SORTED), rounds=rounds),
        }
    for name, sides in found.items():
        print(scratch.vendor, name, {side: one["cpu_ms"] for side, one in sides.items()}, flush=True)
    return found


def cold(scratch, rounds):
    """The same with everything forgotten before each request."""
    with servers.portal(scratch, keeps="nothing") as portal, servers.datasette(scratch.size) as peer:
        yield "list of 20", compare(*_twenties(portal), rounds=rounds)
        yield "list of 100", compare(*_hundreds(portal, peer, scratch.size, HUNDREDS), rounds=rounds)


def _twenties(portal):
    return (
        Side("portal", portal, _asked("/api/v1/programs/", QUERIES, page_size=20)),
        Side("plain", portal, _asked("/bench/api/programs/", QUERIES)),
    )


def _hundreds(portal, peer, size, queries):
    return (
        Side("portal", portal, _asked("/api/v1/programs/", queries, page_size=100)),
        Side("datasette", peer, _datasette(size, queries)),
    )


def not_modified(scratch, rounds):
    """What a reader who has a copy asks again and again, with a key and without."""
    token = _partner(scratch, "make").strip()
    try:
        with servers.portal(scratch) as portal:
            asked = _asked("/api/v1/programs/", QUERIES)
            # Each process has a port and so a host of its own, and validators for that host.
            tags = {path: {portal.get(path)[1]["ETag"] for _ in range(servers.PROCESSES)} for path, _ in asked}
            fresh = [(path, {"If-None-Match": ", ".join(found)}) for path, found in tags.items()]
            key = {"Authorization": f"Bearer {token}"}
            found = compare(
                Side("empty", portal, [("/bench/empty/", {})]),
                Side("not modified", portal, fresh),
                Side("with a key", portal, [(path, headers | key) for path, headers in fresh]),
                rounds=rounds,
            )
    finally:
        _partner(scratch, "remove")
    print(scratch.vendor, "not modified", {side: one["cpu_ms"] for side, one in found.items()}, flush=True)
    return found


def _partner(scratch, verb):
    command = [sys.executable, "-m", "bench.partner", verb]
    return subprocess.run(
        command, cwd=ROOT, env=scratch.environment, stdout=subprocess.PIPE, check=True, text=True
    ).stdout


def stream(scratch):
    """Every program, streamed in turn by each side; and what the portal's process grew by meanwhile."""
    rows = databases.rows(scratch.size)
    with servers.portal(scratch) as portal, servers.datasette(scratch.size) as peer:
        flat = f"/{databases.datasette_file(scratch.size).stem}/programs.csv?_stream=on&_size=max"
        paths = {
            "lines": (portal, "/api/v1/exports/programs.ndjson"),
            "table": (portal, "/api/v1/exports/programs.csv"),
            "datasette": (peer, flat),
        }
        for _ in range(servers.PROCESSES):
            portal.get("/api/v1/programs/?page_size=500")  # Loads the code once.
            peer.get("/-/versions.json")
        portal.memory_reset()
        before = portal.memory_now()
        took = {name: [] for name in paths}
        for _ in range(STREAMS):
            for name, (server, path) in paths.items():
                server.reconnect()
                started = time.perf_counter()
                server.stream(path)
                took[name].append(time.perf_counter() - started)
        growth = max(peak - now for peak, now in zip(portal.memory_peak(), before, strict=True))
    streams = {name: {"rows_a_second": round(rows / sorted(times_)[STREAMS // 2])} for name, times_ in took.items()}
    print(scratch.vendor, "streams", streams, "growth", round(growth, 1), flush=True)
    return {"streams": streams, "growth_megabytes": round(growth, 1)}


def _asked(path, queries, **always):
    asked = [query | always for query in queries]
    return [(f"{path}?{urlencode(query)}" if query else path, {}) for query in asked]


def _datasette(size, queries):
    """The same hundred rows as objects."""
    table = f"/{databases.datasette_file(size).stem}/programs.json"
    asked = []
    for query in queries:
        words = {"is_listed": 1, "_size": 100, "_shape": "objects", "_nocount": 1}
        for name, value in query.items():
            words[{"sort": "_sort_desc", "earnings_min": "earnings__gte"}.get(name, name)] = str(value).lstrip("-")
        asked.append(words)
    return [(f"{table}?{urlencode(words)}", {}) for words in asked]

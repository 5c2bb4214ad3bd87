"""The API: lists against a plain list of Django REST framework and against Datasette, 304s, and streams."""

import time
from urllib.parse import urlencode

from bench import databases, servers
from bench.bounds import Bound, times
from bench.measure import Side, compare
from bench.places import Scratch

NAME = "api"
TITLE = "API"
STREAMS = 3

NOTES = (
    "*API*: whole rows as partners read them, without a key, made anew for each request. *Plain list*: a "
    "ModelSerializer for each table, nested, one join, django-filter, page numbers and a count, in "
    "`bench/plain_api.py`; it says less. *Datasette's JSON*: the same rows of its flat table as objects, without a "
    "count or facets.",
    "*Stream*: every program of every field. Datasette streams its flat table as CSV; the portal streams each program "
    "as a JSON line with all that the API says of it, and as CSV with a column for each of these values.",
)

QUERIES = [{}, {"state": "TX"}, {"level": "masters"}, {"state": "OH", "level": "bachelors"}, {"earnings_min": 60_000}]
HUNDREDS = [{}, {"state": "TX"}, {"level": "masters"}, {"sort": "-earnings"}]


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
    Bound("not modified (304), against an empty view", times("not modified", "not modified", "empty"), 1.2, 1.05),
    Bound("stream of every program as JSON lines: rows a second over Datasette's CSV", rate("lines"), 4, 6, True),
    Bound("stream of every program as CSV: rows a second over Datasette's CSV", rate("table")),
    Bound("memory that a stream adds", lambda results: results["growth_megabytes"], 16, 8, unit=" MB"),
]  # fmt: skip


def measure(vendor, rounds):
    """All comparisons on one kind of database."""
    comparisons = {}
    for size in ("small", "large"):
        scratch = Scratch(size, vendor)
        with servers.portal(scratch) as portal, servers.datasette(size) as peer:
            comparisons[f"list of 20, {size}"] = compare(
                Side("portal", portal, _asked("/api/v1/programs/", QUERIES, page_size=20)),
                Side("plain", portal, _asked("/bench/api/programs/", QUERIES)),
                rounds=rounds,
            )
            comparisons[f"list of 100, {size}"] = compare(
                Side("portal", portal, _asked("/api/v1/programs/", HUNDREDS, page_size=100)),
                Side("datasette", peer, _datasette(size)),
                rounds=rounds,
            )
        for name in (f"list of 20, {size}", f"list of 100, {size}"):
            print(
                vendor, name, {side: (one["cpu_ms"], one["ms"]) for side, one in comparisons[name].items()}, flush=True
            )
    with servers.portal(Scratch("large", vendor)) as portal:
        lists = _asked("/api/v1/programs/", QUERIES)
        fresh = [(path, {"If-None-Match": portal.get(path)[1]["ETag"]}) for path, _ in lists]
        comparisons["not modified"] = compare(
            Side("empty", portal, [("/bench/empty/", {})]), Side("not modified", portal, fresh), rounds=rounds
        )
        print(vendor, "304", {side: one["cpu_ms"] for side, one in comparisons["not modified"].items()}, flush=True)
    return {"comparisons": comparisons} | stream(Scratch("large", vendor))


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


def _datasette(size):
    """The same hundred rows as objects."""
    table = f"/{databases.datasette_file(size).stem}/programs.json"
    asked = []
    for query in HUNDREDS:
        words = {"_sort_desc": "earnings"} if "sort" in query else query
        asked.append({"is_listed": 1, "_size": 100, "_shape": "objects", "_nocount": 1, **words})
    return [(f"{table}?{urlencode(query)}", {}) for query in asked]

"""The search: against Datasette, a plain Django page and an empty view, on 3,740 programs and on all 220,960."""

import json
import subprocess
import sys
import time

from bench import databases, requests, servers
from bench.bounds import Bound, growth, lowest, times
from bench.measure import Side, compare
from bench.places import ROOT, Scratch

NAME = "search"
TITLE = "Search"
EXPORT_ROUNDS = 5

NOTES = (
    "*Starter programs*: the rows that come with the portal. *Every field*: all 220,960 rows of the package that the "
    "starter data are taken from; 1,671 of them are no credential, which leaves 219,289 programs.",
    "*Datasette*: the same rows in one flat table, an index for each filter, facet and order, full-text search, the "
    "same facets, immutable, counted beforehand, facet suggestions off, its time limits lifted.",
    "*Plain Django page*: django-filter, the ORM, Paginator and one template, in `bench/plain.py`. *Empty view*: a "
    "view that answers nothing, behind the same middleware.",
    "*Uncached*: neither the finished page nor the hits of a word are kept, they are made for each request. What the "
    "portal keeps between pages until the data change (the columns in memory, cards, counts, the panel of filters of "
    "a search without words) is in place, as on any running site. *With nothing kept at all*: that too is forgotten "
    "before each request, as for the first reader after a restart or a change of the data.",
)


def export_ratio(results):
    """How many times as long Datasette's stream of every program takes."""
    return results["export"]["datasette"]["seconds"] / results["export"]["portal"]["seconds"]


BOUNDS = [
    Bound("whole search page, uncached, starter programs: Datasette takes",
          times("whole page, small", "datasette", "portal"), 4, 8, True),
    Bound("the same: a plain Django page takes", times("whole page, small", "plain", "portal"), 5, 8, True),
    Bound("every field, without words (the lower of no filter and a filter): Datasette takes",
          lowest(*(times(f"{name}, large", "datasette", "portal") for name in ("no filter", "a filter"))), 4, 20, True),
    Bound("every field, a broad word that nobody has asked for: Datasette takes",
          times("a broad word, large", "datasette", "portal"), 1, 20, True, floors={"postgresql": 2}),
    Bound("every field, a broad word that somebody has asked for: Datasette takes",
          times("a broad word again, large", "datasette", "portal"), at_least=True),
    Bound("whole search page with nothing kept at all: Datasette takes, starter programs",
          times("nothing kept at all, small", "datasette", "portal"), at_least=True),
    Bound("whole search page with nothing kept at all: Datasette takes, every field",
          times("nothing kept at all, large", "datasette", "portal"), at_least=True),
    Bound("growth from the starter programs to every field: no filter", growth("no filter"), 1.7, 1.1),
    Bound("growth: a filter", growth("a filter"), 3, 1.5),
    Bound("growth: one word", growth("a word"), 6, 2.2),
    Bound("repeated request, against an empty view, starter programs",
          times("again, small", "repeated", "empty"), 1.5, 1.15),
    Bound("repeated request, against an empty view, every field",
          times("again, large", "repeated", "empty"), 1.5, 1.15),
    Bound("conditional request (304), against an empty view",
          times("again, large", "not modified", "empty"), 1.2, 1.05),
    Bound("misspelt, against correct, starter programs", times("misspelt, small", "misspelt", "correct"), 1.5, 1.15),
    Bound("misspelt, against correct, every field", times("misspelt, large", "misspelt", "correct"), 1.5, 1.15),
    Bound("suggestions, against an empty view", times("again, large", "suggest", "empty"), 3, 2),
    Bound("CSV of every program: Datasette's stream takes (elapsed)", export_ratio, 4, 6, True),
    Bound("memory that the CSV adds", lambda results: results["export"]["growth_megabytes"], 16, 8, unit=" MB"),
    Bound("most queries of a search page", lambda results: results["page"]["most queries"], 3, 1, unit=""),
    Bound("queries of narrow searches that read a whole table",
          lambda results: results["page"]["scans"], 0, 0, unit=""),
    Bound("largest search page, gzipped", lambda results: results["page"]["gzipped"] / 1024, 15, 5, unit=" KB"),
]  # fmt: skip
"""The promises, in the order of the table. Ratios are of processor time a request unless they say otherwise."""


def measure(vendor, rounds):
    """All comparisons on one kind of database."""
    results = {"programs": {size: databases.rows(size) for size in ("small", "large")}, "comparisons": {}}
    for size in ("small", "large"):
        for comparison in (uncached, known_words, kept, cold):
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
    with servers.portal(scratch, keeps="pieces") as portal, servers.datasette(size) as peer:
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


def known_words(scratch, rounds):
    """Pages that are made anew, of words whose hits are known."""
    with servers.portal(scratch, keeps="words") as portal, servers.datasette(scratch.size) as peer:
        sides = [
            Side("portal", portal, requests.portal(requests.BROAD_WORD)),
            Side("datasette", peer, requests.datasette(requests.BROAD_WORD, scratch.size)),
        ]
        yield "a broad word again", compare(*sides, rounds=rounds)


def kept(scratch, rounds):
    """What is answered again and again: kept pages, 304s and suggestions, each against an empty view."""
    with servers.portal(scratch) as portal:
        pages = requests.portal(requests.WHOLE_PAGE)
        # Each process has a port and so a host of its own; asked for by one name, both have the same validators.
        site = {"Host": "127.0.0.1"}
        fresh = [(path, site | {"If-None-Match": portal.get(path, site)[1]["ETag"]}) for path, _ in pages]
        sides = [
            Side("empty", portal, [("/bench/empty/", {})]),
            Side("repeated", portal, pages),
            Side("not modified", portal, fresh),
            Side("suggest", portal, requests.portal(requests.SUGGEST, "/programs/suggest/")),
        ]
        yield "again", compare(*sides, rounds=rounds)


def cold(scratch, rounds):
    """Pages for which everything is made anew, from the columns in memory to the smallest piece."""
    size = scratch.size
    with servers.portal(scratch, keeps="nothing") as portal, servers.datasette(size) as peer:
        sides = [
            Side("portal", portal, requests.portal(requests.COLD)),
            Side("datasette", peer, requests.datasette(requests.COLD, size)),
        ]
        yield "nothing kept at all", compare(*sides, rounds=rounds)


def page(scratch):
    """The most queries and bytes of a search page, and how many queries of narrow searches read a whole table."""
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


def told(results):
    """The times of the export, in words."""
    times_ = "; ".join(
        f"{side} {one['seconds']} s ({one['megabytes']} MB)"
        for side, one in results["export"].items()
        if isinstance(one, dict)
    )
    return f"CSV of every program: {times_}."

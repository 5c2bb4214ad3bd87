"""What a page costs: processor time of the workers and the database for each kind of page, and memory of a worker.

Part of the drill of load, on its catalogue: each kind is asked one after the other, directly at gunicorn. Processor
time, unlike elapsed time, is the same whatever else the machine does. docs/scale.md reckons with it.
"""

import random
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from bench.drills.crowd import Reader
from bench.drills.deploy import APP
from bench.servers import _cpu_of as cpu_of
from bench.servers import _family as family

REQUESTS = 200
FEW = 20
"""Of what takes long."""

NOT_BY_TLS = {"Host": "127.0.0.1", "X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"}


def kinds(catalogue):
    """Name of a kind of page → its addresses."""
    student = Reader(7, 0, catalogue)
    student.random = random.Random(7)
    searches = [student.search() for _ in range(REQUESTS)]
    programs = [student.detail() for _ in range(REQUESTS)]
    return {
        "home page": ["/"] * REQUESTS,
        "search nobody has asked for": searches,
        "search somebody has asked for": searches,
        "page of a program nobody has asked for": programs,
        "page of a program somebody has asked for": programs,
        "API, list of 20 or 50": [student.api() for _ in range(REQUESTS)],
        "CSV of a search": [student.export() for _ in range(FEW)],
        "export of all as JSON lines": ["/api/v1/exports/programs.ndjson.gz"] * 2,  # Not warmed: it streams.
    }


def measure(site, catalogue):
    """Return {kind: {"worker_ms", "database_ms", "bytes"}} and the megabytes of each worker, its own and in all."""
    costs = {}
    with closing(HTTPConnection("127.0.0.1", APP, timeout=300)) as connection:
        for kind, paths in kinds(catalogue).items():
            warming = len(paths) // 10
            for path in paths[:warming]:
                _bytes_of(connection, path)  # What is made once is made.
            before = _spent(site)
            length = sum(_bytes_of(connection, path) for path in paths[warming:])
            after, count = _spent(site), len(paths) - warming
            worker, database = ((late - early) * 1000 / count for early, late in zip(before, after, strict=True))
            costs[kind] = {"worker_ms": worker, "database_ms": database, "bytes": length // count}
    return costs, [{name: memory(pid, name) for name in ("Rss", "Pss")} for pid in site.gunicorn.workers]


def _bytes_of(connection, path):
    """Ask for a page; return the length of the answer."""
    connection.request("GET", path, headers=NOT_BY_TLS)
    response = connection.getresponse()
    length = len(response.read())
    if response.status != 200:
        raise SystemExit(f"{path} was answered {response.status}")
    return length


_seen = {}
"""Process of the database → what it had spent when it was last seen; some end meanwhile."""


def _spent(site):
    """Seconds of processor time so far: of gunicorn, and of the database's processes that serve it."""
    server = int((site.database.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    serving = [pid for pid in family(server) if b" portal 127.0.0.1" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    _seen.update({pid: cpu_of(pid) for pid in serving})
    return [sum(cpu_of(pid) for pid in family(site.gunicorn.pid)), sum(_seen.values())]


def memory(pid, name):
    """Megabytes of a process: all that it sees (Rss), or its share of what several see (Pss)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def said(costs, workers):
    """Lines that tell it."""
    for kind, cost in costs.items():
        whole = cost["worker_ms"] + cost["database_ms"]
        yield (
            f"{kind}: {cost['worker_ms']:.1f} ms of a worker, {cost['database_ms']:.1f} ms of the database, "
            f"{cost['bytes'] / 1024:.0f} KB: {1000 / whole:,.0f} a second and core"
        )
    told = ", ".join(f"{worker['Rss']:.0f} MB ({worker['Pss']:.0f} MB its own share)" for worker in workers)
    yield f"memory of the workers: {told}"

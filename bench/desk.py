"""The curator's desk on the programs of every field, against itself on the starter programs; and a bulk edit."""

import json
import subprocess
import sys

from bench import servers
from bench.bounds import Bound
from bench.measure import Side, compare
from bench.places import ROOT, Scratch

NAME = "desk"
TITLE = "The curator's desk"

PROGRAMS = "/admin/programs/program/"
LISTS = {
    "list of programs": PROGRAMS,
    "a broad word": f"{PROGRAMS}?q=university",
    "a narrow word": f"{PROGRAMS}?q=purdue",
    "a field's code": f"{PROGRAMS}?q=51.07",
    "by school": f"{PROGRAMS}?o=2",
    "by earnings": f"{PROGRAMS}?o=6",
    "its 60th page": f"{PROGRAMS}?p=60",
    "of public schools": f"{PROGRAMS}?school__control__exact=public",
}

NOTES = (
    "*List of programs*: a page of 50 rows as a signed-in curator sees it, of the programs of every field against the "
    "same page of the starter programs; each also searched, ordered and narrowed.",
    "*Bulk edit*: 10,000 rows of three columns planned and written, with their first and new versions, the log of the "
    "desk and the ledger, and then rolled back.",
)


def slowest(results):
    """The list that grows most."""
    return max(growth_of(sides) for sides in results["comparisons"].values())


def growth_of(sides):
    return sides["large"]["cpu_ms"] / sides["small"]["cpu_ms"]


BOUNDS = [
    Bound("list of programs, every field against the starter programs",
          lambda results: growth_of(results["comparisons"]["list of programs"]), 3, 1.5),
    Bound("the list that grows most, searched, ordered or narrowed", slowest, 3, 2),
    Bound("bulk edit of 10,000 rows", lambda results: results["bulk_seconds"], 60, 30, unit=" s"),
]  # fmt: skip


def measure(vendor, rounds):
    """Ask for each list on both databases in turn; then edit in bulk on the large one."""
    small, large = (Scratch(size, vendor) for size in ("small", "large"))
    comparisons = {}
    with servers.portal(small) as few, servers.portal(large) as many:
        signed_in = [{"Cookie": _staff(scratch, "cookie")["cookie"]} for scratch in (small, large)]
        for name, path in LISTS.items():
            comparisons[name] = compare(
                Side("small", few, [(path, signed_in[0])]), Side("large", many, [(path, signed_in[1])]), rounds=rounds
            )
            print(vendor, name, {side: one["cpu_ms"] for side, one in comparisons[name].items()}, flush=True)
    return {"comparisons": comparisons, "bulk_seconds": _staff(large, "bulk")["seconds"]}


def _staff(scratch, what):
    """Let a curator of a scratch database do something, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.curator", what], cwd=ROOT, env=scratch.environment, check=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    return json.loads(done.stdout)

"""From what a page costs to docs/scale.md: how many cores, how much memory and what money a million visits a day take.

The costs are processor time, measured by the drill of load on PostgreSQL with every field; the habits of visitors are
assumptions, and stand here.
"""

from math import ceil

from bench.places import ROOT

FILE = ROOT / "docs" / "scale.md"
TEMPLATE = ROOT / "bench" / "templates" / "scale.md"
VISITS = 1_000_000
PAGES, SUGGESTIONS = 5, 3
"""What a visit asks for: pages, and suggestions while somebody types."""

PEAK_HOUR, BURST = 0.10, 2
"""How much of the day falls into its busiest hour, and how far its busiest minute stands above that."""

MIX = {
    "home page": 0.10,
    "search nobody has asked for": 0.25,
    "search somebody has asked for": 0.20,
    "page of a program nobody has asked for": 0.13,
    "page of a program somebody has asked for": 0.30,
    "CSV of a search": 0.02,
}
"""Somebody: since the data changed, and that day. What nobody has asked for is made; the rest is kept."""

BUSY = 0.6
"""How busy a core may be on average in the busiest minute, so that nobody waits long for his turn."""

DOLLARS_A_CORE, DOLLARS_A_TERABYTE = 25, 20
DAYS = 30


def write(results):
    """Write docs/scale.md, where the costs were measured."""
    drill = results.get("drills", {}).get("load", {})
    if "costs" in drill.get("figures", {}):
        again = results["postgresql"]["search"]["comparisons"]["again, large"]
        here = {"load": drill.get("load", "not noted"), "cores_here": drill["cores"]}
        FILE.write_text(_text(drill["figures"], again, here), encoding="utf-8")


def _text(figures, again, here):
    costs = figures["costs"]
    suggestion, unchanged = again["suggest"]["cpu_ms"], again["not modified"]["cpu_ms"]
    worker = sum(share * costs[kind]["worker_ms"] for kind, share in MIX.items())
    database = sum(share * costs[kind]["database_ms"] for kind, share in MIX.items())
    a_second = VISITS * PEAK_HOUR / 3600 * BURST
    pages, suggestions = a_second * PAGES, a_second * SUGGESTIONS
    alone = pages * (worker + database) + suggestions * suggestion
    web = pages * worker + suggestions * suggestion
    stored = pages * database
    web_cores, database_cores = (ceil(milliseconds / 1000 / BUSY) for milliseconds in (web, stored))
    memory = max(one["Rss"] for one in figures["workers"])
    share = max(one["Pss"] for one in figures["workers"])
    page_bytes = sum(share_ * costs[kind]["bytes"] for kind, share_ in MIX.items())
    terabytes = VISITS * PAGES * page_bytes * DAYS / 1e12
    cores = max(web_cores, 2) + 2 * max(database_cores, 2)
    rows = "\n".join(
        f"| {kind} | {cost['worker_ms']:.1f} | {cost['database_ms']:.1f} | {cost['bytes'] / 1024:,.0f} | "
        f"{_shown(1000 / (cost['worker_ms'] + cost['database_ms']))} |"
        for kind, cost in costs.items()
    )
    return TEMPLATE.read_text(encoding="utf-8").format(
        **here, rows=rows, programs=figures["programs"],
        suggestion=suggestion, unchanged=unchanged, memory=memory, share=share,
        visits=VISITS, pages_of_a_visit=PAGES, suggestions_of_a_visit=SUGGESTIONS, peak=PEAK_HOUR * 100, burst=BURST,
        pages=pages, suggestions=suggestions, mix=", ".join(f"{share_:.0%} {kind}" for kind, share_ in MIX.items()),
        worker=worker, database=database, alone=alone / 1000, busy=BUSY * 100,
        web=web / 1000, stored=stored / 1000, web_cores=web_cores, database_cores=database_cores,
        web_memory=web_cores * share / 1000, terabytes=terabytes, cores=cores, dollars=cores * DOLLARS_A_CORE,
        a_core=DOLLARS_A_CORE, a_terabyte=DOLLARS_A_TERABYTE, cdn=terabytes * DOLLARS_A_TERABYTE,
    )  # fmt: skip


def _shown(number):
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"

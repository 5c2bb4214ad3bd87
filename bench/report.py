"""From the bench's results to docs/performance.md: which floors and aims hold, which fall short, and by how much."""

import json

from bench import scale
from bench.drills.told import FOLDER
from bench.parts import PARTS
from bench.places import REPORT, RESULTS

MOST_BROKEN = 5
VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def write(results):
    """Write docs/performance.md and return its table."""
    vendors = [vendor for vendor in VENDORS if vendor in results]
    table = _table(results, vendors)
    notes = "\n".join(f"- {note}" for part in PARTS.values() for note in part.NOTES)
    sections = [
        INTRODUCTION,
        notes,
        table,
        _short(results, vendors),
        _times(results, vendors),
        _drills(results.get("drills", {})),
        REPEAT,
    ]
    scale.write(results)
    REPORT.write_text("\n\n".join(sections) + "\n", encoding="utf-8")
    return table


def _bounds(results, vendor):
    """Each bound of the parts that were measured, with what was found."""
    for name, part in PARTS.items():
        if results[vendor].get(name):
            for bound in part.BOUNDS:
                yield bound, bound.of(results[vendor][name])


def _table(results, vendors):
    found = {vendor: dict(_bounds(results, vendor)) for vendor in vendors}
    lines = [
        "| what | floor | aim | " + " | ".join(VENDORS[vendor] for vendor in vendors) + " |",
        "|---|---|---|" + "---|" * len(vendors),
    ]
    for part in PARTS.values():
        for bound in part.BOUNDS:
            cells = [_told(bound, found[vendor].get(bound), vendor) for vendor in vendors]
            lines.append(f"| {bound.what} | {_limits(bound, vendors)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _limits(bound, vendors):
    if bound.floor is None:
        return "none | none"
    floors = dict.fromkeys(bound.shown(bound.floor_on(vendor)) for vendor in vendors)
    aim = "none" if bound.aim is None else bound.shown(bound.aim)
    return f"{'≥' if bound.at_least else '≤'} {' / '.join(floors)} | {aim}"


def _told(bound, value, vendor):
    return "not measured" if value is None else f"{bound.shown(value)}, {bound.verdict(value, vendor)}"


def _short(results, vendors):
    """What falls short of its floor, and what holds it and not the aim, by how much."""
    lines = ["## What falls short", ""]
    for vendor in vendors:
        for bound, value in _bounds(results, vendor):
            verdict = bound.verdict(value, vendor)
            if verdict in ("floor held", "**falls short**"):
                limit = bound.aim if verdict == "floor held" else bound.floor_on(vendor)
                name = "aim" if verdict == "floor held" else "floor"
                lines.append(
                    f"- {VENDORS[vendor]}, {bound.what}: {bound.shown(value)}; the {name} is {bound.shown(limit)}."
                )
    return "\n".join(lines) if len(lines) > 2 else "## What falls short\n\nNothing."


def _times(results, vendors):
    """The times themselves, of this machine and this run alone."""
    lines = [
        "## The times of this run",
        "",
        "Milliseconds a request: processor time, and in brackets the median elapsed time of the median round. They are "
        "of one machine on one day; only ratios within the run mean something elsewhere.",
        "",
        "| database | what | times |",
        "|---|---|---|",
    ]
    for vendor in vendors:
        for name in PARTS:
            for what, sides in results[vendor].get(name, {}).get("comparisons", {}).items():
                told = "; ".join(f"{side} {one['cpu_ms']:.2f} ({one['ms']:.2f})" for side, one in sides.items())
                lines.append(f"| {VENDORS[vendor]} | {what} | {told} |")
    for vendor in vendors:
        for part in PARTS.values():
            if part.NAME in results[vendor] and hasattr(part, "told"):
                lines += ["", f"{VENDORS[vendor]}: {part.told(results[vendor][part.NAME])}"]
    return "\n".join(lines)


def with_drills(results):
    """Take up what drills have left under var/bench/drills/; of the others what is known stays."""
    known = results.setdefault("drills", {})
    known.update({path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))})
    results["drills"] = dict(sorted(known.items()))
    return results


def _circumstances(drill):
    """When it was, on how many cores, and how many processes wanted them in the last five minutes."""
    load = f", load {drill['load']}" if "load" in drill else ""
    return f"{drill['date']}, {drill['cores']} cores{load}"


def _drills(drills):
    """What each drill said the last time, and whether it held."""
    lines = [
        "## Drills",
        "",
        "`make drill DRILL=…` (docs/runbook.md) rehearses failures and load on servers of its own. Readers and servers "
        "share the cores of the machine; *load* is how many processes wanted them on average in the last five minutes, "
        "those of others too. What each said the last time:",
        "",
    ]
    for name, drill in drills.items():
        verdict = "every promise held" if not drill["broken"] else "**broken**"
        lines += [f"**{name}** ({_circumstances(drill)}): {verdict}.", ""]
        lines += [f"- {line.strip()}" for line in drill["said"]]
        lines += [f"- **broken**: {line}" for line in drill["broken"][:MOST_BROKEN]]
        if len(drill["broken"]) > MOST_BROKEN:
            lines.append(f"- **broken**: {len(drill['broken']) - MOST_BROKEN} more like these")
        lines.append("")
    return "\n".join(lines).rstrip()


INTRODUCTION = """# How fast the portal is

Made by `bench/report.py` from `bench/results.json`; `make bench` makes both anew. What drills have found since is taken
up by `var/bench/venv/bin/python -m bench.report`.

Every figure is a ratio inside one run. The portal runs under gunicorn and Datasette under its own server, two processes
each, on the same machine and the same rows. They are asked in turn, in alternating rounds, and the figure is the median
of the rounds. Processor time is that of the server's processes and of PostgreSQL's backends where they did the work."""

REPEAT = """## How to repeat it

```
make bench
```

It takes some fifteen minutes, nine of them to measure, and needs the package index. It makes its databases under
`var/bench/` and on the PostgreSQL server at 127.0.0.1:5432 (`BENCH_POSTGRESQL` names another), and removes them at the
end. Without PostgreSQL it says so and measures SQLite alone. `make bench BENCH="--keep"` uses the databases of the last
run and keeps them, which spares the loading; `--rounds 9` takes more rounds; `--part area` measures one part and leaves
the figures of the others as they were."""


if __name__ == "__main__":
    known = with_drills(json.loads(RESULTS.read_text(encoding="utf-8")))
    RESULTS.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    print(write(known))

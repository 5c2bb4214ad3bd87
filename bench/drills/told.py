"""What a drill says while it runs and how it ends: printed, and kept as JSON for docs/performance.md."""

import json
import os
import time

from bench.places import SCRATCH

FOLDER = SCRATCH / "drills"

_lines = []


def say(line):
    """Print a line of the drill's outcome, and keep it."""
    print(line, flush=True)
    _lines.append(line)


def end(name, failures, **figures):
    """Say whether every promise held, keep all that was said under the drill's name, and return the exit code."""
    failures = list(dict.fromkeys(failures))
    print("\n".join(failures) or "Every promise held.", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    outcome = {
        "date": time.strftime("%Y-%m-%d"),
        "cores": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[1], 1),
        "said": _lines,
        "broken": failures,
        "figures": figures,
    }
    (FOLDER / f"{name}.json").write_text(json.dumps(outcome, indent=1) + "\n", encoding="utf-8")
    return 1 if failures else 0

"""Drill: the search pages of a catalogue of a million programs, against those of every field (220,960).

What must hold: a page that nobody has asked for yet takes no more than one and a half times as long where no words are
looked for, and no more than the catalogue has grown (4.6 times) where they are. It makes both databases on SQLite under
var/bench/, which takes a quarter of an hour, and keeps them with KEEP=true.

    python -m bench.drills.million
"""

import os
import sys

from bench import databases, requests, servers
from bench.drills import told
from bench.measure import Side, compare
from bench.places import Scratch

SIZES = {"every field": Scratch("large", "sqlite"), "a million": Scratch("million", "sqlite")}
SEARCHES = {
    "no filter": (requests.NO_FILTER, 1.5),
    "a filter": (requests.FILTER, 1.5),
    "a word": (requests.WORD, 4.6),
    "a broad word": (requests.BROAD_WORD, 4.6),
}
"""Search → what is asked, and how many times as much processor time the million may take."""

ROUNDS = 5


def main():
    keeps = os.environ.get("KEEP") == "true"
    figures, failures = {}, []
    try:
        for name, scratch in SIZES.items():
            if keeps and databases.exists(scratch):
                databases.migrate(scratch)
            else:
                told.say(f"{name}: loaded on SQLite with {databases.build(scratch)}")
        with (
            servers.portal(SIZES["every field"], "pieces") as small,
            servers.portal(SIZES["a million"], "pieces") as big,
        ):
            for search, (asked, most) in SEARCHES.items():
                wanted = requests.portal(asked)
                found = compare(Side("every field", small, wanted), Side("a million", big, wanted), rounds=ROUNDS)
                times = found["a million"]["cpu_ms"] / found["every field"]["cpu_ms"]
                figures[search] = found
                told.say(
                    f"{search}: {found['a million']['cpu_ms']:.1f} ms of processor time on a million programs, "
                    f"{found['every field']['cpu_ms']:.1f} ms on every field: {times:.2f}×"
                )
                if times > most:
                    failures.append(f"{search}: {times:.2f}× is more than {most}×")
            figures["memory"] = max(big.memory_now()), max(small.memory_now())
            told.say("memory of a process: {:.0f} MB on a million, {:.0f} MB on every field".format(*figures["memory"]))
    finally:
        for scratch in SIZES.values():
            if not keeps:
                databases.remove(scratch)
    return told.end("million", failures, **figures)


if __name__ == "__main__":
    sys.exit(main())

"""Drill: twenty readers without pause on the programs of every field, then sixty, through nginx.

What must hold: with twenty no request fails, 95 in the hundred are answered within 400 ms and 99 within 800 ms, and the
workers' memory grows by no more than a quarter after the first tenth of the time; with sixty nobody hears anything but
200, or 503 with Retry-After; five seconds after they have gone, one reader is served as ever. Readers and servers share
the machine's cores, so what is measured is less than what the servers can do. It needs what the drill of the deployment
needs, and the package index; MINUTES (10 unless set) says how long the twenty stay.

    MINUTES=10 python -m bench.drills.load
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.databases import every_field
from bench.drills import capacity, told
from bench.drills.deploy import HTTPS
from bench.drills.stack import stack
from bench.drills.visitors import ask, warm
from bench.places import FAMILIES, ROOT
from bench.servers import _status as memory_of

MINUTES = float(os.environ.get("MINUTES", "10"))
READERS, MANY = 20, 60
figures = {}
"""What was measured, by name, for bench/report.py."""

P95, P99, GROWTH = 0.4, 0.8, 1.25
NORMAL_WITHIN = 5.0
CATALOGUE = """
    SELECT json_build_object(
        'programs', (SELECT json_agg('/programs/' || slug || '/') FROM (
            SELECT slug FROM programs_program WHERE status = 'published' AND is_current
            ORDER BY md5(slug) LIMIT 5000) p),
        'states', (SELECT json_agg(DISTINCT state) FROM programs_school WHERE length(state) = 2),
        'levels', '["masters", "bachelors", "associate", "doctoral"]'::json,
        'words', (SELECT json_agg(word) FROM (
            SELECT DISTINCT lower(split_part(name, ' ', 1)) AS word FROM programs_school
            WHERE split_part(name, ' ', 1) ~ '^[A-Za-z]{4,}$') w))
"""


def main():
    source = ("refresh", "scorecard-field-of-study", "--edition", "June 2026", "--file", str(every_field()), "--accept")
    fills = (("migrate",), source, ("load_starter_data",))
    with ExitStack() as stacked:
        folder = Path(stacked.enter_context(tempfile.TemporaryDirectory(prefix="portal-drill-")))
        site = stacked.enter_context(stack(folder, fills, PORTAL_CIP_SCOPE=FAMILIES))
        failures = [*drill(site, folder / "catalogue.json")]
        print(site.last_mistake(), end="")
    return told.end("load", failures, **figures)


def drill(site, catalogue):
    catalogue.write_text(site.database.ask(CATALOGUE), encoding="utf-8")
    figures["programs"] = int(site.database.ask("SELECT count(*) FROM programs_program"))
    warm(HTTPS, [f"/programs/?q=college&page={page}" for page in range(1, 60)], is_tls=True)
    costs, workers = capacity.measure(site, json.loads(catalogue.read_text(encoding="utf-8")))
    figures.update(costs=costs, workers=workers)
    for line in capacity.said(costs, workers):
        told.say(line)
    samples = Memory(site)
    with samples:
        met = crowd(READERS, MINUTES * 60, catalogue)
    yield from twenty(met, samples.growth)
    many = crowd(MANY, min(60, MINUTES * 6), catalogue)
    gone = time.time()
    late = [moment - gone for moment, seconds, status in single(NORMAL_WITHIN + 5) if seconds > P95 or status != 200]
    yield from sixty(many, max(late, default=0))


def crowd(readers, seconds, catalogue):
    """Let readers come from a process of their own; return what they met."""
    command = [sys.executable, "-m", "bench.drills.crowd", str(readers), str(seconds), str(catalogue)]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def single(seconds):
    """One reader, page after page: (when it was answered, seconds, status)."""
    ends = time.time() + seconds
    turn = 0
    while time.time() < ends:
        turn += 1
        answer = ask(HTTPS, f"/programs/?state=TX&page={turn % 40 + 1}", is_tls=True)
        yield time.time(), answer.took_ms / 1000, answer.status


def twenty(met, growth):
    taken = sorted(seconds for _, _, seconds, _, _ in met)
    p95, p99 = taken[int(len(taken) * 0.95)], taken[int(len(taken) * 0.99)]
    failed = Counter(status for _, status, *_ in met if status != 200)
    a_second = len(met) / (MINUTES * 60)
    figures.update(minutes=MINUTES, requests=len(met), a_second=a_second, p95=p95, p99=p99, growth=growth)
    figures["kinds"] = {}
    told.say(
        f"{READERS} readers without pause for {MINUTES:g} minutes on {figures['programs']:,} programs: {len(met):,} "
        f"requests ({a_second:.0f} a second), {sum(failed.values())} failed; p50 {median(taken) * 1000:.0f} ms, "
        f"p95 {p95 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms; memory grew by {(growth - 1) * 100:.0f} %"
    )
    for kind in dict.fromkeys(one[0] for one in met):
        own = sorted(seconds for name, _, seconds, _, _ in met if name == kind)
        p50, late = median(own), own[int(len(own) * 0.95)]
        figures["kinds"][kind] = {"requests": len(own), "p50": p50, "p95": late}
        told.say(f"  {kind}: {len(own):,} requests, p50 {p50 * 1000:.0f} ms, p95 {late * 1000:.0f} ms")
    for status, count in failed.items():
        yield f"{READERS} readers: {count} requests were answered {status or 'not at all'}"
    if p95 > P95:
        yield f"{READERS} readers: p95 is {p95 * 1000:.0f} ms; {P95 * 1000:.0f} ms are promised"
    if p99 > P99:
        yield f"{READERS} readers: p99 is {p99 * 1000:.0f} ms; {P99 * 1000:.0f} ms are promised"
    if growth > GROWTH:
        yield f"{READERS} readers: the workers' memory grew by {(growth - 1) * 100:.0f} %"


def sixty(met, late):
    statuses = Counter(status for _, status, *_ in met)
    said = ", ".join(f"{count:,} × {status or 'no answer'}" for status, count in sorted(statuses.items()))
    told.say(f"{MANY} readers: {said}; one reader is served as ever {late:.1f} s after they have gone")
    for _, status, _, _, is_told in met:
        if status not in (200, 503) or (status == 503 and not is_told):
            yield f"{MANY} readers: an answer was {status or 'none'}{'' if is_told else ', without Retry-After'}"
    if late > NORMAL_WITHIN:
        yield f"{MANY} readers: one reader was served as ever only {late:.1f} s after they had gone"


class Memory:
    """Watches the memory of gunicorn's workers while it is used with `with`."""

    def __init__(self, site):
        self.site, self.samples, self._ended = site, [], threading.Event()

    def __enter__(self):
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()

    def __exit__(self, *failure):
        self._ended.set()
        self._watcher.join()

    def _watch(self):
        while not self._ended.wait(MINUTES * 60 / 100):
            self.samples.append(sum(memory_of(pid, "VmRSS") for pid in self.site.gunicorn.workers) / 1024)

    @property
    def growth(self):
        """By how many times it has grown since the first tenth of the time."""
        early = self.samples[len(self.samples) // 10]
        figures.update(memory_early=early, memory_late=self.samples[-1])
        return self.samples[-1] / early


if __name__ == "__main__":
    sys.exit(main())

"""Alternating rounds: two or more ways to the same answer, asked in turn, so that a noisy moment meets all of them."""

import statistics
import time
from dataclasses import dataclass, field
from itertools import cycle, islice

from bench.servers import PROCESSES

ROUNDS = 5
SECONDS = 0.8
"""How long a side is asked in each round; at least LEAST requests, whatever they take."""

LEAST = 4


@dataclass
class Side:
    """One way of answering: a server and the requests that it is asked in turn, as (path, headers)."""

    name: str
    server: object
    requests: list
    milliseconds: list = field(default_factory=list)
    cpu: list = field(default_factory=list)
    bytes: int = 0

    def round(self, count):
        """Ask `count` requests; note the median of the elapsed times, and the processor time of one."""
        elapsed = []
        self.server.reconnect()
        before = self.server.cpu()
        for path, headers in islice(self.endless, count):
            started = time.perf_counter()
            status, _, body = self.server.get(path, headers)
            elapsed.append(time.perf_counter() - started)
            if status not in (200, 304):
                raise SystemExit(f"{self.name} answered {status} to {path}")
            self.bytes = len(body)
        self.cpu.append(1000 * (self.server.cpu() - before) / count)
        self.milliseconds.append(1000 * statistics.median(elapsed))

    def warm(self):
        """Ask everything once at each process, then find how many requests fill a round."""
        self.server.reconnect()
        for path, headers in self.requests:
            for _ in range(PROCESSES):
                self.server.get(path, headers)
        self.endless = cycle(self.requests)
        started, asked = time.perf_counter(), 0
        while asked < LEAST or time.perf_counter() - started < SECONDS / 4:
            self.server.get(*next(self.endless))
            asked += 1
        return max(LEAST, int(SECONDS * asked / (time.perf_counter() - started)))

    def summary(self):
        """The medians of the rounds."""
        return {
            "ms": round(statistics.median(self.milliseconds), 3),
            "cpu_ms": round(statistics.median(self.cpu), 3),
            "bytes": self.bytes,
        }


def compare(*sides, rounds=ROUNDS):
    """Ask all sides in turn for some rounds; return {name: summary}."""
    counts = [side.warm() for side in sides]
    for _ in range(rounds):
        for side, count in zip(sides, counts, strict=True):
            side.round(count)
    return {side.name: side.summary() for side in sides}

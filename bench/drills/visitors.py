"""Readers who ask one page after another for as long as a drill lasts, and write down what they were answered."""

import hashlib
import http.client
import ssl
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

PAUSE = 0.02
"""Seconds that a reader waits between two pages."""

QUICK_MS, QUICK_IN_A_ROW, MANY_AT_ONCE = 300, 20, 12


@dataclass(frozen=True)
class Answer:
    """One answer: when it came (time.monotonic), to what, its status (0: no answer at all), headers, a digest of its
    content, and the milliseconds that it took."""

    at: float
    path: str
    status: int
    headers: dict
    digest: str = ""
    took_ms: float = 0


@dataclass
class Visitors:
    """`number` readers of the pages, in threads; use it with `with`."""

    port: int
    paths: list
    number: int = 4
    is_tls: bool = False
    answers: list = field(default_factory=list)

    def __enter__(self):
        self._gone = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(turn,)) for turn in range(self.number)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self._gone.set()
        for thread in self._threads:
            thread.join()

    def since(self, moment):
        return [answer for answer in self.answers if answer.at >= moment]

    def statuses(self):
        return Counter(answer.status for answer in self.answers)

    def _read(self, turn):
        while not self._gone.is_set():
            path = self.paths[turn % len(self.paths)]
            turn += 1
            self.answers.append(ask(self.port, path, is_tls=self.is_tls))
            time.sleep(PAUSE)


def ask(port, path, *, is_tls=False, headers=None):
    """Ask for one page on a connection of its own; a drill's certificate is believed as it is."""
    if is_tls:
        anyone = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=anyone)
    else:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    began = time.monotonic()
    try:
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        digest = hashlib.sha256(response.read()).hexdigest()
        took = (time.monotonic() - began) * 1000
        return Answer(time.monotonic(), path, response.status, dict(response.headers), digest, took)
    except OSError:
        return Answer(time.monotonic(), path, 0, {})
    finally:
        connection.close()


def warm(port, paths, *, is_tls=False, seconds=60):
    """Let many ask at once until the last answers were quick: every process then holds what it keeps."""
    ends = time.monotonic() + seconds
    with Visitors(port, paths, number=MANY_AT_ONCE, is_tls=is_tls) as visitors:
        while time.monotonic() < ends:
            time.sleep(1)
            last = [answer.took_ms for answer in visitors.answers[-QUICK_IN_A_ROW:]]
            if len(last) == QUICK_IN_A_ROW and max(last) < QUICK_MS:
                break

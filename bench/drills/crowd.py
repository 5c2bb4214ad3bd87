"""Readers of a whole catalogue, without pause: a process of its own that prints what they met as JSON.

Each reader keeps its connection, as browsers do, and asks what a student or a partner might: mostly searches that
nobody has asked for yet, from the words, states, levels and programs of the file that it is given.

    python -m bench.drills.crowd READERS SECONDS CATALOGUE.json
"""

import http.client
import json
import random
import ssl
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from bench.drills.deploy import HTTPS

MIX = {"home": 10, "search": 45, "detail": 25, "api": 18, "export": 2}
"""How often each is asked for, in the hundred. An export is the table of a search, of one state and level."""

SORTS = ("", "", "-earnings", "debt", "school")
ANYONE = ssl._create_unverified_context()


class Reader(threading.Thread):
    """One reader; `met` becomes (kind, status, seconds, moment, whether it was told when to come back)."""

    def __init__(self, number, until, catalogue):
        super().__init__()
        self.random, self.until, self.catalogue, self.met = random.Random(number), until, catalogue, []

    def run(self):
        connection = None
        while time.time() < self.until:
            kind = self.random.choices(list(MIX), MIX.values())[0]
            path = getattr(self, kind)()
            connection = connection or http.client.HTTPSConnection("127.0.0.1", HTTPS, timeout=60, context=ANYONE)
            began = time.time()
            try:
                connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
                response = connection.getresponse()
                response.read()
                status, told = response.status, response.headers.get("Retry-After") is not None
            except (OSError, http.client.HTTPException):
                status, told = 0, False
            if status == 0 or response.will_close:
                connection.close()
                connection = None
            self.met.append((kind, status, round(time.time() - began, 4), round(began, 2), told))

    def home(self):
        return "/"

    def search(self):
        found = {}
        if self.random.random() < 0.5:
            found["q"] = self.one("words")
        if self.random.random() < 0.5:
            found["state"] = self.one("states")
        if self.random.random() < 0.4:
            found["level"] = self.one("levels")
        if sort := self.random.choice(SORTS):
            found["sort"] = sort
        if self.random.random() < 0.2:
            found["page"] = self.random.randint(2, 4)
        return f"/programs/?{urlencode(found)}"

    def detail(self):
        return self.one("programs")

    def api(self):
        found = {"state": self.one("states"), "level": self.one("levels"), "page_size": self.random.choice((20, 50))}
        return f"/api/v1/programs/?{urlencode(found)}"

    def export(self):
        return f"/programs/export.csv?{urlencode({'state': self.one('states'), 'level': self.one('levels')})}"

    def one(self, name):
        return self.random.choice(self.catalogue[name])


def main(readers, seconds, catalogue):
    catalogue = json.loads(Path(catalogue).read_text(encoding="utf-8"))
    until = time.time() + seconds
    crowd = [Reader(number, until, catalogue) for number in range(readers)]
    for reader in crowd:
        reader.start()
    for reader in crowd:
        reader.join()
    json.dump([met for reader in crowd for met in reader.met], sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3])

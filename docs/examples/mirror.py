#!/usr/bin/env python3
"""Keep a copy of the Career Portal's programs in an SQLite file, in step for ever.

    PORTAL_KEY=cpk_… python3 mirror.py https://careers.example.org programs.sqlite3

The first run takes the whole catalogue in one call; every later one only what has changed since. Run it as often as you
like: once a night, or every ten seconds. It needs Python 3.11 or newer and nothing else. Without a key it works too, at
a lower rate.

The file has a table `program` (slug, and the row as JSON) and a table `state` (the serial to go on from).
"""

import gzip
import json
import os
import sqlite3
import sys
import time
from contextlib import closing
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PAGE = 500
PATIENCE = 60
"""Seconds that one request may take, and how often we come back when a limit is reached or the portal is away."""


class Expired(Exception):
    """The portal cannot tell what has changed since our serial: we take the whole catalogue again."""


def ask(address, key=""):
    """Return the open answer to a request; wait and come back where the portal says so."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    for _ in range(PATIENCE):
        try:
            return urlopen(Request(address, headers=headers), timeout=PATIENCE)
        except HTTPError as error:
            with error:
                if error.code == 410:
                    raise Expired from error
                if error.code not in (429, 503):
                    raise
                time.sleep(int(error.headers.get("Retry-After", 5)))
    raise TimeoutError(f"{address} does not answer")


def take_export(portal, key, database):
    """Replace the copy by the whole catalogue."""
    with ask(f"{portal}/api/v1/exports/programs.ndjson.gz", key) as answer:
        serial = int(answer.headers["Data-Serial"])
        with database:
            database.execute("DELETE FROM program")
            with gzip.open(answer, "rt", encoding="utf-8") as lines:
                database.executemany("INSERT INTO program (slug, row) VALUES (:slug, :row)", map(as_columns, lines))
            go_on_from(database, serial)


def as_columns(line):
    row = json.loads(line)
    return {"slug": row["slug"], "row": json.dumps(row)}


def follow(portal, key, database):
    """Apply what has changed since our serial."""
    address = f"{portal}/api/v1/changes/?after={serial_of(database)}&include=row&page_size={PAGE}"
    while address:
        with ask(address, key) as answer:
            page = json.load(answer)
        if any(change["resource"] == "releases" for change in page["results"]):
            # A whole edition was loaded, or taken back: every row may name another edition now.
            raise Expired
        with database:  # A page and the serial behind it are kept together, or not at all.
            for change in page["results"]:
                if change["resource"] == "programs":
                    apply(database, change)
            go_on_from(database, page["continue_after"])
        address = page["next"]


def apply(database, change):
    """Keep what the portal says of a program now, or drop a program that it has no more."""
    if change["row"] is None:
        database.execute("DELETE FROM program WHERE slug = ?", [change["key"]])
    else:
        kept = [change["key"], json.dumps(change["row"])]
        database.execute("INSERT OR REPLACE INTO program (slug, row) VALUES (?, ?)", kept)


def open_copy(file):
    database = sqlite3.connect(file)
    with database:
        database.execute("CREATE TABLE IF NOT EXISTS program (slug TEXT PRIMARY KEY, row TEXT NOT NULL)")
        database.execute("CREATE TABLE IF NOT EXISTS state (serial INTEGER NOT NULL)")
    return database


def serial_of(database):
    """The serial that the copy stands at; None where it must begin anew."""
    found = database.execute("SELECT serial FROM state").fetchone()
    return found and found[0]


def go_on_from(database, serial):
    database.execute("DELETE FROM state")
    database.execute("INSERT INTO state (serial) VALUES (?)", [serial])


def mirror(portal, file, key=""):
    """Bring a copy up to date and return the serial that it stands at."""
    with closing(open_copy(file)) as database:
        for _ in range(10):
            try:
                if serial_of(database) is None:
                    take_export(portal, key, database)
                follow(portal, key, database)
                return serial_of(database)
            except Expired:
                with database:
                    database.execute("DELETE FROM state")
    raise RuntimeError("the portal loads one release after another; try again later")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print("The copy stands at serial", mirror(sys.argv[1].rstrip("/"), sys.argv[2], os.environ.get("PORTAL_KEY", "")))

"""The change feed at its beginning and a million changes further on: a page of 500, which must cost the same."""

import sqlite3

import psycopg2

from bench import databases, servers
from bench.bounds import Bound, times
from bench.measure import Side, compare
from bench.places import SCRATCH, Scratch

NAME = "changes"
TITLE = "Change feed"
NOTES = (
    "*Change feed*: a page of 500 changes by `/api/v1/changes/`, after serial 0 and after serial 1,000,000 of a ledger "
    "of as many lines; made anew for each request.",
)
DEPTH, PAGE = 1_000_000, 500
WHAT = "change feed, page of 500 at depth 1,000,000 against depth 0"
BOUNDS = [Bound(WHAT, times("page of 500", "deep", "first"), 1.2, 1.05)]

FILL = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
    "INSERT INTO sync_change (serial, resource, key, action, at) "
    "SELECT i, 'programs', 'program-' || i, 'updated', '2026-11-26 12:00:00' FROM n",
    "postgresql": "INSERT INTO sync_change (serial, resource, key, action, at) "
    "SELECT i, 'programs', 'program-' || i, 'updated', '2026-11-26 12:00:00+00' "
    "FROM generate_series(1, {count}) AS n(i)",
}


def measure(vendor, rounds):
    """The two pages on one kind of database, made for this and dropped again."""
    scratch = Scratch("ledger", vendor)
    databases.build(scratch)
    _fill(scratch)
    try:
        with servers.portal(scratch) as portal:
            found = compare(
                Side("first", portal, [(f"/api/v1/changes/?after=0&page_size={PAGE}", {})]),
                Side("deep", portal, [(f"/api/v1/changes/?after={DEPTH}&page_size={PAGE}", {})]),
                rounds=rounds,
            )
    finally:
        databases.remove(scratch)
    return {"comparisons": {"page of 500": found}}


def _fill(scratch):
    statement = FILL[scratch.vendor].format(count=DEPTH + PAGE + 1)
    if scratch.vendor == "sqlite":
        database = sqlite3.connect(SCRATCH / f"{scratch.name}.sqlite3")
    else:
        database = psycopg2.connect(scratch.url)
    with database:
        cursor = database.cursor()
        cursor.execute("DELETE FROM sync_change")
        cursor.execute(statement)
    database.close()
    databases.analyse(scratch)

"""How many queries a search page asks, how large it is, and what its queries read; run in a process of its own."""

import gzip
import json
import re

import django

from bench import requests

WHOLE_TABLE = re.compile(r"SCAN (programs_program|programs_programoutcome)\b|Seq Scan on program\w+")
"""How SQLite and PostgreSQL say that a query reads a large table from end to end."""


def main():
    django.setup()
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.get("/programs/?q=school")  # Reads what is kept until the data change.
    queries, sizes = [], []
    for path, _ in requests.portal(requests.WHOLE_PAGE):
        asked, response = _asked(client, path)
        queries.append(len(asked))
        sizes.append(len(gzip.compress(response.content)))
    narrow = [query for path, _ in requests.portal(requests.NARROW) for query in _asked(client, path)[0]]
    scans = sum(bool(WHOLE_TABLE.search(_plan(*query))) for query in narrow)
    print(json.dumps({"most queries": max(queries), "gzipped": max(sizes), "narrow": len(narrow), "scans": scans}))


def _asked(client, path):
    """The queries that a page asks, with their parameters, and the page."""
    from django.db import connection

    asked = []

    def note(execute, statement, parameters, many, context):
        asked.append((statement, parameters))
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(note):
        response = client.get(path)
    return asked, response


def _plan(statement, parameters):
    """How the database would answer a query."""
    from django.db import connection

    explain = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {statement}", parameters)
        return str(cursor.fetchall())


if __name__ == "__main__":
    main()

"""How many queries a search page asks, and how large it is for the reader; run in a process of its own."""

import gzip
import json

import django

from bench import requests


def main():
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    queries, sizes = [], []
    client.get("/programs/?q=school")  # Reads what is kept until the data change.
    for path, _ in requests.portal(requests.WHOLE_PAGE):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        queries.append(len(captured))
        sizes.append(len(gzip.compress(response.content)))
    print(json.dumps({"most queries": max(queries), "gzipped": max(sizes)}))


if __name__ == "__main__":
    main()

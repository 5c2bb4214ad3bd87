"""The queries of a page by themselves: what the database and its driver take, whatever the page makes of the rows."""

from functools import lru_cache

from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve


def ask(request, page):
    """Ask again what a page asked when it was first called."""
    with connection.cursor() as cursor:
        for statement, parameters in _queries_of(f"/{page}"):
            cursor.execute(statement, parameters)
            cursor.fetchall()
    return HttpResponse("")


@lru_cache
def _queries_of(path):
    view, request = resolve(path), RequestFactory(SERVER_NAME="127.0.0.1").get(path)
    request.htmx = False
    view.func(request, *view.args, **view.kwargs)  # Once for what is kept until the data change;
    asked = []

    def note(execute, statement, parameters, many, context):
        asked.append((statement, parameters))
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(note):
        view.func(request, *view.args, **view.kwargs)  # and once to hear what is asked for each page.
    return asked

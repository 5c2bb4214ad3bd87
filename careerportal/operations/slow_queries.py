"""SLOW_QUERY_MS=200 logs each statement that takes longer, but not its values: a reader may have searched for them."""

import logging
from contextlib import ExitStack
from time import perf_counter

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections

log = logging.getLogger("careerportal.slow_queries")


def told_of(get_response):
    """Watch the statements of each request; costs nothing where the switch is off."""
    if not settings.SLOW_QUERY_MS:
        raise MiddlewareNotUsed

    def answer(request):
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(_timed))
            return get_response(request)

    return answer


def _timed(execute, sql, params, many, context):
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = (perf_counter() - began) * 1_000
        if took >= settings.SLOW_QUERY_MS:
            log.warning("%.0f ms: %s", took, sql)

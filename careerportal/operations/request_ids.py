"""Each request has an id, from the proxy in front or from us; its log lines and its answer carry it.

An id is all that a log says of a reader: no address, no cookie, no search words.
"""

import logging
import re
from contextvars import ContextVar
from secrets import token_hex

HEADER = "X-Request-ID"
SHAPE = re.compile(r"[A-Za-z0-9-]{8,64}")
current = ContextVar("request_id", default="-")


def name_each_request(get_response):
    """Take the proxy's id where it has the shape of one, make one otherwise, and say it in the answer."""

    def answer(request):
        given = request.headers.get(HEADER, "")
        name = given if SHAPE.fullmatch(given) else token_hex(8)
        request.request_id = name
        token = current.set(name)
        try:
            response = get_response(request)
        finally:
            current.reset(token)
        response[HEADER] = name
        return response

    return answer


class Named(logging.Filter):
    """Puts the id of the request under way on each log record, "-" outside of requests.

    Django logs a 404 and its like when every middleware has answered, and names the request on the record.
    """

    def filter(self, record):
        record.request_id = getattr(getattr(record, "request", None), "request_id", None) or current.get()
        return True

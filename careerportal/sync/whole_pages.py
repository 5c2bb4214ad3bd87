"""No page mixes two states of the data: one during whose making the data moved is made once more.

A page asks the database several times, and a release may be published in between. A transaction for each page would
hold all its questions together, at the cost of two more of them; the ledger's serial, which is free to ask while
nothing is committed, tells the rare page that has to be made anew. A page from
a replica is read in a transaction (careerportal.sync.reading), and is whole by itself.
"""

from careerportal.sync import ledger
from careerportal.sync.reading import connection

MOST_TIMES = 3
"""A page is made at most so often; where the data move all the time, a reader waits no longer than that."""

NOT_OF_THE_DATA = ("/admin/", "/healthz/", "/static/", "/favicon.ico", "/robots.txt")
"""Where answers begin that show no data, or that write: they ask the ledger nothing."""


def made_whole(get_response):
    """Middleware, the innermost of all: only the view is asked again."""

    def answer(request):
        is_plain = request.method not in ("GET", "HEAD") or request.path_info.startswith(NOT_OF_THE_DATA)
        if is_plain or connection.in_atomic_block:  # Only tests ask for pages in a transaction, where serials cost.
            return get_response(request)
        for _ in range(MOST_TIMES):
            began = ledger.serial()
            response = get_response(fresh(request))
            # An answer in a stream is one question to the database, and so of one state anyway.
            if response.streaming or ledger.serial() == began:
                break
        return response

    return answer


def fresh(request):
    """The request as it came: a view and its page write on theirs, such as which ids they have given out."""
    fresh = object.__new__(type(request))
    fresh.__dict__.update(request.__dict__)
    return fresh

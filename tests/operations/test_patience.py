"""A database that never answers is given up on; one that answers in time notices nothing."""

from contextlib import closing
from time import monotonic, sleep

import pytest
from django.db import OperationalError, connection, connections

from careerportal.operations import patience

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that could hang"),
]


@pytest.fixture
def server():
    """A connection of its own, which may be broken; the server hears only at the end of a statement that it was."""
    with closing(connections.create_connection("default")) as wrapper:
        at_the_server = ask(wrapper, "SELECT pg_backend_pid()")
        yield wrapper
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [at_the_server])


def ask(wrapper, statement="SELECT 7"):
    with wrapper.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_who_waits_too_long_hears_that_the_server_is_gone(server):
    began = monotonic()
    with pytest.raises(OperationalError), patience.within(0.3, server):
        ask(server, "SELECT pg_sleep(20)")
    assert monotonic() - began < 5


def test_the_connection_is_opened_anew_afterwards(server):
    with pytest.raises(OperationalError), patience.within(0.1, server):
        ask(server, "SELECT pg_sleep(20)")
    server.close_if_unusable_or_obsolete()
    with patience.within(5, server):
        assert ask(server) == 7


def test_who_is_answered_in_time_keeps_the_connection(server):
    with patience.within(0.3, server):
        assert ask(server) == 7
    sleep(0.3 + 2 * patience.SECONDS_BETWEEN_LOOKS)
    assert ask(server, "SELECT 8") == 8


def test_nobody_looks_while_nobody_waits(server):
    with patience.within(5, server):
        ask(server)
        assert patience._looking
    for _ in range(40):
        if not patience._looking:
            break
        sleep(patience.SECONDS_BETWEEN_LOOKS / 4)
    assert not patience._looking


def test_a_connection_that_was_closed_meanwhile_is_no_mistake(server):
    with patience.within(0.1, server):
        ask(server)
        server.close()
        sleep(0.1 + 2 * patience.SECONDS_BETWEEN_LOOKS)

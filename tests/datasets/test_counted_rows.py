"""After a load PostgreSQL knows how many rows its tables have, and so how to look for them."""

import pytest
from django.db import connection

from careerportal.datasets.locks import exclusive_transaction
from programs.models import Program
from tests.factories import ProgramFactory


@pytest.mark.django_db(transaction=True)
def test_postgresql_has_counted_what_was_loaded():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans by its indexes, with or without a count")
    with exclusive_transaction():
        for _ in range(3):
            ProgramFactory()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Program._meta.db_table])
        assert cursor.fetchone() == (3.0,)

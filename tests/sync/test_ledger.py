"""The change ledger: numbers that only grow, written inside the transaction that they describe."""

import threading

import pytest
from django.db import connection, transaction

from careerportal.sync import ledger
from careerportal.sync.models import Change


@pytest.mark.django_db
def test_lines_are_numbered_in_the_order_in_which_they_are_recorded():
    ledger.record([("programs", "a", "created"), ("programs", "b", "created")])
    assert list(Change.objects.values_list("key", flat=True)) == ["a", "b"]
    assert ledger.serial() == Change.objects.get(key="b").serial


@pytest.mark.django_db
def test_the_serial_of_an_empty_ledger_is_zero():
    assert ledger.serial() == 0


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        ledger.record([("programs", "a", "created")])
    assert not Change.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time by nature")
@pytest.mark.django_db(transaction=True)
def test_a_fast_transaction_waits_for_a_slow_one_so_that_no_lower_number_appears_later():
    slow_has_recorded, slow_may_commit = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            ledger.record([("programs", "slow", "created")])
            slow_has_recorded.set()
            slow_may_commit.wait(10)
        connection.close()

    def fast():
        with transaction.atomic():
            ledger.record([("programs", "fast", "created")])
        connection.close()

    writers = [threading.Thread(target=slow), threading.Thread(target=fast)]
    writers[0].start()
    slow_has_recorded.wait(10)
    writers[1].start()
    writers[1].join(0.3)
    assert not Change.objects.exists()  # fast has not overtaken: a reader sees neither yet
    slow_may_commit.set()
    for writer in writers:
        writer.join(10)
    assert list(Change.objects.values_list("key", flat=True)) == ["slow", "fast"]

"""The change feed: everything that was committed, once, in order; and a clear word where it cannot be continued."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from careerportal.sync import feed, ledger
from careerportal.sync.models import Change
from careerportal.sync.pruning import prune
from tests.factories import ProgramFactory, SchoolFactory

FEED = "/api/v1/changes/"
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLite has one writer at a time; bench/mirror.py puts a file of it under the same load",
)


def record(*lines):
    with transaction.atomic():
        ledger.record(lines)
    return ledger.serial()


def told(answer):
    return [(one["resource"], one["key"], one["action"]) for one in answer.json()["results"]]


@pytest.mark.django_db
def test_changes_come_in_order_with_where_to_read_them(client):
    begin = record(("programs", "a", "created"))
    record(("schools", "229179", "updated"), ("wages", "11-9111:99:2025", "updated"))
    answer = client.get(FEED, {"after": begin - 1})
    assert told(answer) == [
        ("programs", "a", "created"),
        ("schools", "229179", "updated"),
        ("wages", "11-9111:99:2025", "updated"),
    ]
    assert [one["api"] for one in answer.json()["results"]] == [
        "http://testserver/api/v1/programs/a/",
        "http://testserver/api/v1/schools/229179/",
        "http://testserver/api/v1/wages/?occupation=11-9111&area=99&year=2025",
    ]
    assert answer.json()["next"] is None
    assert answer.json()["continue_after"] == ledger.serial()


@pytest.mark.django_db
def test_a_walk_by_next_meets_every_change_once(client):
    begin = record(*[("programs", f"program-{number}", "created") for number in range(7)]) - 7
    address, met = f"{FEED}?after={begin}&page_size=3", []
    while address:
        answer = client.get(address)
        met += told(answer)
        address = answer.json()["next"]
    assert met == [("programs", f"program-{number}", "created") for number in range(7)]


@pytest.mark.django_db
def test_whoever_has_heard_everything_is_told_to_ask_from_the_same_place(client):
    serial = record(("programs", "a", "created"))
    answer = client.get(FEED, {"after": serial}).json()
    assert (answer["results"], answer["next"], answer["continue_after"]) == ([], None, serial)


@pytest.mark.django_db
def test_one_resource_or_several_can_be_followed(client):
    record(("programs", "a", "created"), ("schools", "1", "created"), ("areas", "99", "created"))
    assert told(client.get(FEED, {"resource": "schools"})) == [("schools", "1", "created")]
    both = [("programs", "a", "created"), ("areas", "99", "created")]
    assert told(client.get(FEED, {"resource": "areas,programs"})) == both
    assert told(client.get(f"{FEED}?resource=areas&resource=programs")) == both


@pytest.mark.django_db
def test_what_the_ledger_records_for_ourselves_is_not_told(client):
    record(("keys", "cpk_1", "created"), ("synonyms", "mha", "created"), ("programs", "a", "created"))
    assert told(client.get(FEED)) == [("programs", "a", "created")]


@pytest.mark.django_db
def test_a_withdrawn_program_names_the_one_in_its_place(client):
    standing = ProgramFactory(slug="standing")
    between = ProgramFactory(slug="between", withdrawn=True, successor=standing)
    ProgramFactory(slug="gone", withdrawn=True, successor=between)
    ProgramFactory(slug="gone-for-good", withdrawn=True)
    record(("programs", "gone", "withdrawn"), ("programs", "gone-for-good", "withdrawn"))
    successors = [one["successor"] for one in client.get(FEED).json()["results"]]
    assert successors == ["http://testserver/api/v1/programs/standing/", None]


@pytest.mark.django_db
def test_with_rows_a_program_comes_as_an_export_has_it_now(client):
    ProgramFactory(slug="here", title="Health Administration")
    ProgramFactory(slug="gone", withdrawn=True)
    record(("programs", "here", "updated"), ("programs", "gone", "withdrawn"), ("areas", "99", "updated"))
    here, gone, area = client.get(FEED, {"include": "row"}).json()["results"]
    assert here["row"]["title"] == "Health Administration"
    assert gone["row"] is None
    assert "row" not in area


@pytest.mark.django_db
def test_a_school_that_changed_is_told_with_its_programs_for_they_show_it(client):
    school = SchoolFactory(unitid=229179)
    ProgramFactory(slug="shown", school=school)
    ProgramFactory(slug="also-told", school=school, level="associate")
    ProgramFactory(slug="withdrawn", school=school, level="bachelors", withdrawn=True)
    ProgramFactory(slug="elsewhere")
    record(("schools", "229179", "updated"), ("programs", "also-told", "updated"))
    assert sorted(told(client.get(FEED))) == [
        ("programs", "also-told", "updated"),
        ("programs", "shown", "updated"),
        ("schools", "229179", "updated"),
    ]


@pytest.mark.django_db
def test_every_mistake_is_said_at_once(client):
    answer = client.get(FEED, {"after": "x", "page_size": 501, "resource": "scools", "include": "all", "since": 1})
    assert answer.status_code == 400
    wrong = {one["parameter"] for one in answer.json()["errors"]}
    assert wrong == {"after", "page_size", "resource", "include", "since"}


@pytest.mark.django_db
@pytest.mark.parametrize("after", [2**63 - 1, 2**63, "-1", "1e3", "\0", "９", "9" * 40])
def test_hostile_serials_are_no_crash(client, after):
    assert client.get(FEED, {"after": after}).status_code in (400, 410)


@pytest.mark.django_db
def test_a_serial_that_was_cut_off_is_gone_and_the_answer_says_where_to_start(client):
    record(*[("programs", f"old-{number}", "created") for number in range(3)])
    Change.objects.update(at=timezone.now() - timedelta(days=401))
    old = ledger.serial()
    newest = record(("programs", "new", "created"))
    call_command("prune_ledger", verbosity=0)
    gone = client.get(FEED, {"after": old - 1})
    assert gone.status_code == 410
    assert gone["Content-Type"] == "application/problem+json"
    assert (gone.json()["oldest_after"], gone.json()["newest"]) == (old, newest)
    assert gone.json()["export"].startswith("http://testserver/api/v1/exports/programs.ndjson")
    going_on = client.get(FEED, {"after": old})
    assert told(going_on) == [("programs", "new", "created")]
    assert going_on.json()["retention"] == {"days": 400, "oldest_after": old}


@pytest.mark.django_db
def test_a_serial_that_the_ledger_never_came_to_is_gone_too(client):
    serial = record(("programs", "a", "created"))
    assert client.get(FEED, {"after": serial + 1}).status_code == 410


@pytest.mark.django_db
def test_pruning_keeps_the_newest_line_so_that_the_serial_never_falls():
    serial = record(("programs", "a", "created"), ("programs", "b", "created"))
    Change.objects.update(at=timezone.now() - timedelta(days=500))
    assert prune().lines == 1
    assert ledger.serial() == serial
    assert prune() is None


@pytest.mark.django_db
def test_a_page_asks_the_same_few_queries_however_long_it_is(client, django_assert_num_queries):
    record(*[("programs", f"program-{number}", "created") for number in range(60)])
    client.get(FEED)
    for size in (1, 50):
        # The data serial; the lines; what was cut off.
        with django_assert_num_queries(3):
            client.get(FEED, {"page_size": size})


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_no_committed_change_is_skipped_when_two_transactions_interleave(client):
    """The one that began first commits last. Whoever polls meanwhile still hears of both."""
    begin = record(("programs", "before", "created"))
    slow_has_written, fast_has_begun, slow_may_commit = (threading.Event() for _ in range(3))

    def slow():
        with transaction.atomic():
            ledger.record([("programs", "slow", "created")])
            slow_has_written.set()
            slow_may_commit.wait(10)
        connection.close()

    def fast():
        slow_has_written.wait(10)
        with transaction.atomic():
            ProgramFactory(slug="fast")
            fast_has_begun.set()
            ledger.record([("programs", "fast", "created")])
        connection.close()

    writers = [threading.Thread(target=slow), threading.Thread(target=fast)]
    for writer in writers:
        writer.start()
    fast_has_begun.wait(10)
    writers[1].join(0.2)
    polled = client.get(FEED, {"after": begin}).json()
    heard = [one["key"] for one in polled["results"]]
    slow_may_commit.set()
    for writer in writers:
        writer.join(10)
    polled = client.get(FEED, {"after": polled["continue_after"]}).json()
    heard += [one["key"] for one in polled["results"]]
    assert heard == ["slow", "fast"]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_polling_mirror_hears_everything_that_eight_writers_commit_and_nothing_else():
    begin = record(("programs", "before", "created"))
    each, failures = 12, []

    def write(writer):
        try:
            for number in range(each):
                with transaction.atomic():
                    ledger.record([("programs", f"{writer}-{number}", "created")] * (1 + number % 3))
                    if number % 5 == 4:
                        transaction.set_rollback(True)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=[number]) for number in range(8)]
    for writer in writers:
        writer.start()
    heard, after = [], begin
    while any(writer.is_alive() for writer in writers):
        lines = feed.lines_after(after, 50)
        heard += lines
        after = lines[-1][0] if lines else after
    for writer in writers:
        writer.join()
    while lines := feed.lines_after(after, 50):
        heard += lines
        after = lines[-1][0]
    assert failures == []
    committed = [
        (f"{writer}-{number}", 1 + number % 3) for writer in range(8) for number in range(each) if number % 5 != 4
    ]
    assert sorted(line[2] for line in heard) == sorted(key for key, count in committed for _ in range(count))
    assert [line[0] for line in heard] == sorted({line[0] for line in heard})

"""What is kept between searches never outlives the data: pages, counts, cards and suggestions are new at once."""

import gzip

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.urls import reverse

from careerportal.sync import ledger
from programs import columns
from programs.filters import ProgramFilterSet
from programs.found import Found
from programs.models import Program
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db

LIST = reverse("programs:list")


def record(*lines):
    with transaction.atomic():
        ledger.record(lines)


class TestPages:
    def test_a_page_is_made_once_and_repeated_byte_for_byte(self, client, django_assert_num_queries):
        ProgramFactory()
        first = client.get(LIST, {"level": "masters"})
        with django_assert_num_queries(1):  # the data serial
            second = client.get(LIST, {"level": "masters"})
        assert second.content == first.content
        assert second["Content-Type"] == first["Content-Type"]

    def test_a_reader_who_has_the_page_hears_that_it_is_not_modified(self, client, django_assert_num_queries):
        etag = client.get(LIST)["ETag"]
        with django_assert_num_queries(1):  # the data serial
            answer = client.get(LIST, headers={"If-None-Match": etag})
        assert answer.status_code == 304
        assert answer.content == b""
        assert answer["ETag"] == etag

    def test_any_line_of_the_ledger_makes_all_pages_anew(self, client):
        ProgramFactory(school__name="First")
        etag = client.get(LIST)["ETag"]
        ProgramFactory(school__name="Second")
        record(("programs", "second", "created"))
        answer = client.get(LIST, headers={"If-None-Match": etag})
        assert answer.status_code == 200
        assert answer["ETag"] != etag
        assert b"Second" in answer.content
        assert "2 programs" in answer.content.decode()

    def test_page_and_fragment_are_different_answers(self, client):
        page, fragment = client.get(LIST), client.get(LIST, headers={"HX-Request": "true"})
        assert page["ETag"] != fragment["ETag"]
        assert b"<html" in page.content
        assert b"<html" not in fragment.content
        assert client.get(LIST).content == page.content

    def test_what_means_nothing_to_a_search_makes_no_page_of_its_own(self, client, django_assert_num_queries):
        client.get(LIST, {"level": "masters"})
        with django_assert_num_queries(1):  # the data serial
            client.get(LIST, {"utm_source": "letter", "q": "", "level": "masters"})

    def test_a_kept_page_is_zipped_for_those_who_can_read_it(self, client):
        plain = client.get(LIST).content
        for _ in range(2):
            zipped = client.get(LIST, headers={"Accept-Encoding": "gzip"})
            assert zipped["Content-Encoding"] == "gzip"
            assert gzip.decompress(zipped.content) == plain
            assert "Accept-Encoding" in zipped["Vary"]
            assert len(zipped.content) < 15 * 1024

    def test_a_search_page_does_not_depend_on_cookies(self, client):
        answer = client.get(LIST)
        assert "Cookie" not in answer["Vary"]
        assert not answer.cookies

    def test_staff_with_a_session_get_a_page_of_their_own(self, client):
        client.force_login(get_user_model().objects.create_user("curator"))
        assert "ETag" not in client.get(LIST)

    def test_wrong_values_are_kept_apart_from_right_ones(self, client):
        assert b"level=master " not in client.get(LIST).content
        assert b"level=master " in client.get(LIST, {"level": "master"}).content
        assert b"level=master " not in client.get(LIST).content


class TestDesk:
    def test_what_a_curator_saves_is_searched_and_shown_at_once(self, admin_client, client):
        program = ProgramFactory(school__name="Old Name College")
        assert b"Old Name College" in client.get(LIST).content
        form = reverse("admin:programs_school_change", args=[program.school.pk])
        kept = admin_client.get(form).context["adminform"].form.initial
        fields = {name: value for name, value in kept.items() if value is not None}
        answer = admin_client.post(form, fields | {"display_name": "Brand New College"})
        assert answer.status_code == 302
        assert b"Brand New College" in client.get(LIST).content
        assert b"Brand New College" in client.get(LIST, {"q": "brand new"}).content
        assert b"Brand New College" in client.get(reverse("programs:suggest"), {"q": "bran"}).content

    def test_a_synonym_is_heeded_at_once(self, admin_client, client):
        ProgramFactory(title="Phlebotomy", school__name="Kept")
        assert b"Kept" not in client.get(LIST, {"q": "bloodwork"}).content
        admin_client.post(reverse("admin:programs_synonym_add"), {"word": "bloodwork", "alike": "phlebotomy"})
        assert b"Kept" in client.get(LIST, {"q": "bloodwork"}).content


class TestFound:
    @pytest.mark.parametrize("chosen", [{}, {"level": ["masters"]}, {"q": "college", "state": ["TX", "OH"]}])
    def test_counts_are_those_of_the_database(self, chosen):
        for state in ("TX", "OH", ""):
            for level in ("masters", "associate"):
                ProgramFactory(
                    level=level, school__state=state, school__is_listed=bool(state), school__name="A College"
                )
        filterset = ProgramFilterSet(chosen, Program.objects.published())
        found = Found(filterset, columns.at(ledger.serial()))
        assert found.count() == filterset.matches.count()
        assert found[0:100] == list(filterset.qs.values_list("pk", flat=True))
        for level in ("masters", "associate"):
            expected = filterset.without("level").matches.at_level(level).count()
            assert found.at_each("level", ignoring="level").get(level, 0) == expected
        assert found.unlisted() == filterset.with_unlisted().matches.at_unlisted_schools().count()

    def test_many_hits_are_walked_in_the_same_order_as_few_are_sorted(self, monkeypatch):
        for number in range(12):
            ProgramFactory(
                school__name=f"{'Pace' if number % 3 else 'Other'} {number}", school__state="NY", title="Pace"
            )
        for data in ({"q": "pace"}, {"q": "pace", "sort": "-earnings"}, {"sort": "debt"}, {}):
            few = Found(ProgramFilterSet(data, Program.objects.published()), columns.at(0))[2:9]
            with monkeypatch.context() as patch:
                patch.setattr("programs.found.FEW", 0)
                many = Found(ProgramFilterSet(data, Program.objects.published()), columns.at(0))[2:9]
            assert few == many


def test_a_word_is_looked_up_in_its_index_and_the_table_is_not_read(client):
    for number in range(200):
        ProgramFactory(school__name=f"School {number}")
    matches = ProgramFilterSet({"q": "school 7", "exact": "1"}, Program.objects.published()).text_query.matches
    statement, explain = {
        "sqlite": ("SELECT rowid FROM program_search WHERE program_search MATCH %s", "EXPLAIN QUERY PLAN "),
        "postgresql": (
            "SELECT program_id FROM program_search WHERE document @@ to_tsquery('portal', %s)", "EXPLAIN ",
        ),
    }[connection.vendor]  # fmt: skip
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # Two hundred rows would be read faster without an index.
        cursor.execute(explain + statement, matches[:1])
        plan = str(cursor.fetchall())
    assert "Seq Scan" not in plan
    assert "program_search" in plan
    assert "VIRTUAL TABLE INDEX" in plan or "program_search_document" in plan


def test_the_cards_of_a_page_are_read_by_their_keys():
    """No index of names and no scan: only the 25 programs of the page, by primary key."""
    programs = [ProgramFactory() for _ in range(3)]
    plan = Program.objects.for_listing().filter(pk__in=[program.pk for program in programs[:2]]).explain()
    if connection.vendor == "sqlite":
        assert "SCAN programs_program" not in plan
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Program.objects.for_listing().filter(pk__in=[programs[0].pk]).explain()
        assert "Seq Scan on programs_program" not in plan

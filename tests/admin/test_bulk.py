"""Many rows changed at once: what would change is shown first, every mistake is named, and all is written or none."""

import csv
import io
from datetime import date

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from careerportal import roles
from careerportal.datasets import bulk
from careerportal.datasets.models import BulkEdit
from careerportal.sync.models import Change
from programs.models import Deadline, Program, Synonym
from tests import factories
from tests.admin.test_roles import IN_BULK, MAKERS, TAKEN_AWAY

pytestmark = pytest.mark.django_db


def url(page, *args, table="programs_program"):
    return reverse(f"admin:{table}_{page}", args=args)


def csv_of(*rows):
    """A file of rows, dicts of the same columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("programs.csv", text.getvalue().encode())


def xlsx_of(*rows):
    workbook, file = Workbook(), io.BytesIO()
    workbook.active.append(list(rows[0]))
    for row in rows:
        workbook.active.append(list(row.values()))
    workbook.save(file)
    return SimpleUploadedFile("programs.xlsx", file.getvalue())


def bring(client, *rows, table="programs_program", file_of=csv_of):
    """Bring a file; the answer, which leads to the page of changes where nothing is wrong."""
    return client.post(url("import", table=table), {"file": file_of(*rows)})


def confirm(client, response):
    page = client.get(response["Location"])
    return client.post(response["Location"], {"fingerprint": page.context["plan"].fingerprint})


def mistakes_of(response):
    return [(one.row, one.column, one.message) for one in response.context["mistakes"]]


@pytest.fixture
def program():
    return factories.ProgramFactory(slug="one", description="Old words.", delivery="campus", capstone=True)


class TestFile:
    def test_shows_what_would_change_and_writes_nothing(self, admin_client, program):
        response = bring(admin_client, {"slug": "one", "description": "New words.", "delivery": "campus"})
        page = admin_client.get(response["Location"])
        assert [change.values for change in page.context["plan"].changes] == [
            {"description": ("Old words.", "New words.")}
        ]
        program.refresh_from_db()
        assert program.description == "Old words."

    def test_is_written_when_confirmed_with_log_and_ledger(self, admin_client, program):
        confirm(
            admin_client, bring(admin_client, {"slug": "one", "delivery": "Online", "capstone": "no", "credits": "36"})
        )
        program.refresh_from_db()
        assert (program.delivery, program.capstone, program.credits) == ("online", False, 36)
        assert program.description == "Old words."
        assert Change.objects.filter(resource="programs", key="one", action="updated").count() == 1
        assert "programs.csv" in LogEntry.objects.get(object_id=program.pk).change_message
        assert BulkEdit.objects.get().updated == 1

    def test_three_bad_rows_are_named_and_the_good_ones_wait_too(self, admin_client, program):
        factories.ProgramFactory(slug="two")
        response = bring(
            admin_client,
            {"slug": "one", "credits": "30", "url": "", "capstone": "yes"},
            {"slug": "two", "credits": "many", "url": "", "capstone": ""},
            {"slug": "nowhere", "credits": "30", "url": "", "capstone": ""},
            {"slug": "one", "credits": "31", "url": "", "capstone": ""},
        )
        assert response.status_code == 400
        assert mistakes_of(response) == [
            (3, "credits", "Enter a whole number."),
            (4, "slug", "You have no row “nowhere” to change."),
            (5, "slug", "Row 2 is about “one” too."),
        ]
        assert not Program.objects.exclude(credits=None).exists()
        assert not BulkEdit.objects.exists()

    @pytest.mark.parametrize(
        ("column", "text"),
        [("delivery", "by post"), ("url", "no address"), ("capstone", "perhaps"), ("length_months", "-1"),
         ("credits", "9" * 20),
         ("start_terms", "x" * 121)],
    )  # fmt: skip
    def test_cell_that_the_form_would_refuse_is_refused(self, admin_client, program, column, text):
        (mistake,) = mistakes_of(bring(admin_client, {"slug": "one", column: text}))
        assert mistake[:2] == (2, column)

    @pytest.mark.parametrize(
        ("column", "text", "advice"),
        [("delivery", "moon", "“moon” is none of the choices. Write one of: campus, "),
         ("url", "no address", "Write all of it, such as https://"), ("capstone", "perhaps", "Write yes or no")],
    )  # fmt: skip
    def test_mistake_says_how_to_mend_it(self, admin_client, program, column, text, advice):
        ((_, _, message),) = mistakes_of(bring(admin_client, {"slug": "one", column: text}))
        assert advice in message

    def test_mistake_in_a_new_row_says_how_to_mend_it(self, admin_client, program):
        row = {"program": "one", "name": "Fall", "due_on": "soon", "source_url": "https://a.edu/", "checked_on": ""}
        assert mistakes_of(bring(admin_client, row, table="programs_deadline")) == [
            (2, "due_on", "This is no day. Write it as 2027-03-01."),
            (2, "checked_on", "This may not be empty."),
        ]
        (mistake,) = mistakes_of(
            bring(admin_client, {"program": "one", "topic": "moon"}, table="programs_programtopic")
        )
        assert "“moon” is none of the choices. Write one of: " in mistake[2]

    @pytest.mark.parametrize(("mark", "what"), [(";", "semicolons"), ("\t", "tabs")])
    def test_file_without_commas_says_to_use_them(self, admin_client, program, mark, what):
        file = SimpleUploadedFile("programs.csv", f"slug{mark}credits\none{mark}30,5\n".encode())
        refused = admin_client.post(url("import"), {"file": file})
        assert f"parted by {what}. Save the file as CSV with commas" in refused.text

    def test_file_that_cannot_be_read_is_called_by_its_own_name(self, admin_client):
        refused = admin_client.post(
            url("import"), {"file": SimpleUploadedFile("spring list.xlsx", b"PK\x03\x04broken")}
        )
        assert "spring list.xlsx is damaged" in refused.text

    def test_page_lists_the_words_of_columns_that_take_no_others(self, admin_client):
        words = dict(admin_client.get(url("import")).context["words"])
        assert "online" in words["delivery"]
        assert words["capstone"] == ["yes", "no"]

    def test_federal_column_is_refused(self, admin_client, program):
        response = bring(admin_client, {"slug": "one", "federal_key": "1:51.07:masters", "outcome": "5"})
        assert mistakes_of(response) == [(1, "outcome", "The table has no such column.")]

    def test_column_that_tells_rows_apart_is_asked_for(self, admin_client, program):
        ((row, _, message),) = mistakes_of(bring(admin_client, {"credits": "30"}))
        assert row == 1
        assert "slug or federal_key" in message

    def test_workbook_reads_the_same(self, admin_client, program):
        row = {"slug": "one", "credits": 36, "description": "Aus Köln: two lines\nof words"}
        confirm(admin_client, bring(admin_client, row, file_of=xlsx_of))
        program.refresh_from_db()
        assert (program.credits, program.description) == (36, row["description"])

    def test_same_file_again_changes_nothing(self, admin_client, program):
        confirm(admin_client, bring(admin_client, {"slug": "one", "credits": "36"}))
        page = admin_client.get(bring(admin_client, {"slug": "one", "credits": "36"})["Location"])
        assert (page.context["plan"].changes, page.context["plan"].unchanged) == ([], 1)

    def test_rows_are_added_where_the_table_takes_new_ones(self, admin_client, program):
        row = {"program": "one", "name": "Fall", "due_on": date(2027, 3, 1), "source_url": "example.edu/dates"}
        row |= {"checked_on": "2026-11-01"}
        confirm(admin_client, bring(admin_client, row, table="programs_deadline", file_of=xlsx_of))
        deadline = Deadline.objects.get()
        assert (deadline.program, deadline.due_on) == (program, date(2027, 3, 1))
        assert deadline.source_url == "https://example.edu/dates"

    def test_new_row_must_be_whole(self, admin_client, program):
        response = bring(
            admin_client, {"program": "one", "name": "Fall", "due_on": "2027-03-01"}, table="programs_deadline"
        )
        assert {column for _, column, _ in mistakes_of(response)} == {"source_url", "checked_on"}

    def test_row_that_somebody_else_keeps_is_not_added_again(self, program):
        factories.DeadlineFactory(program=program, name="Fall")
        cells = {"program": "one", "name": "Fall", "due_on": "2027-03-01"}
        cells |= {"source_url": "https://a.edu/", "checked_on": "2026-11-01"}
        table = admin.site._registry[Deadline].bulk_table
        found = bulk.plan(table, Deadline.objects.none(), [(2, cells)], chosen_from=lambda _: Program.objects.all())
        assert [(one.row, one.message) for one in found.mistakes] == [
            (2, "There is a row “one, Fall” already, and it is not yours to change.")
        ]

    def test_what_two_cells_say_together_must_make_sense(self, admin_client, program):
        factories.AccreditationFactory(program=program, accreditor="CAHME", since=date(2020, 1, 1), until=None)
        row = {"program": "one", "accreditor": "CAHME", "until": "2019-01-01"}
        assert bring(admin_client, row, table="programs_accreditation").status_code == 400

    @pytest.mark.parametrize("content", [b"", b"\x00\xff\x00", b"PK\x03\x04broken"])
    def test_no_table_is_said_to_be_none(self, admin_client, content):
        for name in ("a.csv", "a.xlsx", "a.exe"):
            response = admin_client.post(url("import"), {"file": SimpleUploadedFile(name, content)})
            assert response.status_code == 400, name

    def test_too_many_rows_are_refused(self, admin_client, monkeypatch):
        monkeypatch.setattr("careerportal.datasets.bulk.MOST_ROWS", 1)
        response = bring(admin_client, {"slug": "one"}, {"slug": "two"})
        assert "1 rows" in mistakes_of(response)[0][2]

    def test_number_of_queries_does_not_grow_with_the_rows(self, admin_client, program, django_assert_max_num_queries):
        rows = [{"slug": "one", "credits": "30", "delivery": "online"}]
        with django_assert_max_num_queries(50) as few:
            bring(admin_client, *rows)
        rows += [rows[0] | {"slug": factories.ProgramFactory().slug} for _ in range(20)]
        with django_assert_max_num_queries(len(few.captured_queries)):
            bring(admin_client, *rows)


class TestConfirming:
    def test_what_changed_meanwhile_is_shown_again_and_kept(self, admin_client, program):
        response = bring(admin_client, {"slug": "one", "description": "New words."})
        page = admin_client.get(response["Location"])
        Program.objects.filter(pk=program.pk).update(description="Another curator's words.")
        answer = admin_client.post(response["Location"], {"fingerprint": page.context["plan"].fingerprint})
        assert answer.status_code == 409
        program.refresh_from_db()
        assert program.description == "Another curator's words."
        assert BulkEdit.objects.get().applied_at is None

    def test_what_others_write_in_other_columns_stays(self, admin_client, admin_user, program, rf):
        request, desk = rf.get("/"), admin.site._registry[Program]
        request.user = admin_user
        found = desk.plan_of(request, [[2, {"slug": program.slug, "delivery": "online"}]])
        Program.objects.filter(pk=program.pk).update(status="withdrawn", title="Of a newer release")
        bulk.apply(found, desk, user=admin_user, file_name="programs.csv")
        program.refresh_from_db()
        assert (program.delivery, program.status, program.title) == ("online", "withdrawn", "Of a newer release")

    def test_record_of_what_was_written_stays(self, admin_client, admin_user, program):
        edit = factories.BulkEditFactory(made_by=admin_user.username, lines=[[2, {"slug": program.slug}]])
        BulkEdit.objects.filter(pk=edit.pk).update(applied_at="2026-11-01T00:00:00Z")
        admin_client.post(url("together", edit.pk), {"column": "delivery", "value": "online"})
        edit.refresh_from_db()
        assert edit.lines == [[2, {"slug": program.slug}]]

    def test_nothing_is_written_twice(self, admin_client, program):
        response = bring(admin_client, {"slug": "one", "credits": "36"})
        page = admin_client.get(response["Location"])
        sent = {"fingerprint": page.context["plan"].fingerprint}
        assert admin_client.post(response["Location"], sent).status_code == 302
        assert admin_client.post(response["Location"], sent).status_code == 409
        assert Change.objects.filter(key="one").count() == 1

    def test_error_in_the_middle_undoes_the_whole(self, admin_client, program, monkeypatch):
        second = factories.ProgramFactory(slug="two")
        response = bring(admin_client, {"slug": "one", "credits": "36"}, {"slug": "two", "credits": "36"})
        page, save = admin_client.get(response["Location"]), Program.save

        def fail(row, **options):
            if row.pk == second.pk:
                raise RuntimeError("the disk is full")
            save(row, **options)

        monkeypatch.setattr(Program, "save", fail)
        with pytest.raises(RuntimeError, match="disk"):
            admin_client.post(response["Location"], {"fingerprint": page.context["plan"].fingerprint})
        assert not Program.objects.exclude(credits=None).exists()
        assert not Change.objects.exists()

    def test_row_that_somebody_adds_at_the_same_moment_is_said_and_nothing_is_written(
        self, admin_client, program, monkeypatch
    ):
        row = {"program": "one", "name": "Fall", "due_on": "2027-03-01", "source_url": "https://a.edu/"}
        response = bring(admin_client, row | {"checked_on": "2026-11-01"}, table="programs_deadline")
        page = admin_client.get(response["Location"])

        def too_late(row, **options):
            raise IntegrityError("UNIQUE constraint failed")

        monkeypatch.setattr(Deadline, "save", too_late)
        answer = admin_client.post(response["Location"], {"fingerprint": page.context["plan"].fingerprint})
        assert answer.status_code == 409
        assert "Somebody has just added one of these rows." in answer.text
        assert BulkEdit.objects.get().applied_at is None

    def test_what_one_brought_is_not_another_persons_to_confirm(self, admin_client, client, program):
        response = bring(admin_client, {"slug": "one", "credits": "36"})
        client.force_login(factories.PersonFactory(roles=[roles.EDITOR]))
        assert client.get(response["Location"]).status_code == 404

    def test_school_editor_changes_rows_of_their_own_school_only(self, client, program):
        editor = factories.PersonFactory(roles=[roles.SCHOOL_EDITOR])
        client.force_login(editor)
        assert bring(client, {"slug": "one", "credits": "36"}).status_code == 400
        factories.SchoolAssignmentFactory(user=editor, school=program.school)
        assert bring(client, {"slug": "one", "credits": "36"}).status_code == 302


class TestChosenRows:
    def choose(self, client, *rows):
        sent = {"action": "change_together", "_selected_action": [row.pk for row in rows]}
        return client.post(url("changelist"), sent)["Location"]

    def test_one_field_of_all_is_changed_after_the_effects_were_shown(self, admin_client, program):
        other = factories.ProgramFactory()
        address = self.choose(admin_client, program, other)
        response = admin_client.post(address, {"column": "delivery", "value": "online"})
        confirm(admin_client, response)
        assert set(Program.objects.values_list("delivery", flat=True)) == {"online"}

    def test_value_that_cannot_be_is_refused(self, admin_client, program):
        response = admin_client.post(self.choose(admin_client, program), {"column": "delivery", "value": "by post"})
        assert response.status_code == 400
        assert "by post" in response.text

    def test_status_is_not_changed_this_way(self, admin_client, program):
        response = admin_client.post(self.choose(admin_client, program), {"column": "status", "value": "withdrawn"})
        assert response.status_code == 400


class TestTakingAway:
    def rows(self, client, query, file_format="csv", table="programs_program"):
        response = client.get(url("export", file_format, table=table) + query)
        content = b"".join(response.streaming_content)
        if file_format == "xlsx":
            return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).active.rows]
        return list(csv.reader(io.StringIO(content.decode())))

    def test_list_as_narrowed_and_searched(self, admin_client, program):
        factories.ProgramFactory(slug="two", delivery="online")
        for file_format in ("csv", "xlsx"):
            header, *rows = self.rows(admin_client, "?delivery__exact=online", file_format)
            assert [row[header.index("slug")] for row in rows] == ["two"]

    def test_no_cell_is_a_formula_and_what_comes_back_is_unchanged(self, admin_client, program):
        Program.objects.filter(pk=program.pk).update(description="=HYPERLINK(1)", entry_requirements="a\r\nb")
        for file_format, file_of in (("csv", csv_of), ("xlsx", xlsx_of)):
            header, row = self.rows(admin_client, "", file_format)
            assert row[header.index("description")] == "'=HYPERLINK(1)"
            response = bring(admin_client, dict(zip(header, row, strict=True)), file_of=file_of)
            assert admin_client.get(response["Location"]).context["plan"].unchanged == 1

    @pytest.mark.parametrize("table", sorted(TAKEN_AWAY))
    def test_every_list_is_taken_away_with_as_many_queries_however_long(
        self, admin_client, table, django_assert_max_num_queries
    ):
        MAKERS[table](1)
        name = table.replace(".", "_")
        with django_assert_max_num_queries(50) as few:
            assert len(self.rows(admin_client, "", table=name)) > 1
        for number in (2, 3):
            MAKERS[table](number)
        with django_assert_max_num_queries(len(few.captured_queries)):
            self.rows(admin_client, "", table=name)

    def test_links_lead_there_from_the_list(self, admin_client, program):
        page = admin_client.get(url("changelist") + "?delivery__exact=campus").text
        assert url("export", "csv") + "?delivery__exact=campus" in page
        assert url("import") in page


@pytest.mark.parametrize("table", sorted(IN_BULK))
def test_template_has_all_columns_and_no_row(admin_client, table):
    response = admin_client.get(url("template", "csv", table=table.replace(".", "_")))
    (header,) = csv.reader(io.StringIO(b"".join(response.streaming_content).decode()))
    assert header


def test_synonym_from_a_file_is_added(admin_client):
    confirm(admin_client, bring(admin_client, {"word": "clinic", "alike": "health"}, table="programs_synonym"))
    assert Synonym.objects.get().alike == "health"

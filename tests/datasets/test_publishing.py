"""A release is previewed, published as it was previewed, and taken back as if it had never been."""

import errno
import os
import shutil
import signal
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from rich.console import Console

from careerportal.datasets import publishing, reports
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.models import Finding, Release
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.registry import get
from careerportal.sync import ledger
from careerportal.sync.models import Change
from programs.models import Program, ProgramOutcome, School
from tests import federal_files
from tests.datasets.test_corrupted_files import FILES, as_csv, small_lines

pytestmark = pytest.mark.django_db

SOURCE = "scorecard-field-of-study"
OTHERS = [{"UNITID": str(number), "INSTNM": f"School {number}"} for number in range(1, 20)]


@pytest.fixture(autouse=True)
def release_folder(settings, tmp_path):
    settings.RELEASE_FOLDER = tmp_path / "releases"


def load(path, edition="June 2026", source=SOURCE, **options):
    return refresh(get(source), path, edition=edition, **options)


def federal_columns():
    """Every column of every table that an importer writes, row by row; when a row was written does not count."""
    dump = {}
    for model in apps.get_models():
        if hasattr(model, "FEDERAL_FIELDS"):
            fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.DateTimeField)]
            names = [field.attname for field in fields]
            dump[model._meta.label] = list(model._base_manager.order_by("pk").values_list(*names))
    return dump


def test_disk_that_is_full_ends_a_preview_in_words_and_leaves_nothing(tmp_path, settings, monkeypatch):
    def no_room(source, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", no_room)
    with pytest.raises(UnusableFile, match=r"No space left on device.*Make room"):
        publishing.preview(get(SOURCE), federal_files.scorecard(tmp_path, {}), edition="June 2026")
    assert not Release.objects.exists()
    assert list(settings.RELEASE_FOLDER.iterdir()) == []


class TestRollback:
    def test_every_federal_column_is_as_it_was(self, tmp_path):
        load(federal_files.scorecard(tmp_path, {}, {"CREDLEV": "3"}, *OTHERS))
        before = federal_columns()
        changed = {"INSTNM": "Texas Woman's University at Denton", "EARN_MDN_4YR": "91000"}
        new = {"UNITID": "7777", "INSTNM": "New School"}
        load(federal_files.scorecard(tmp_path, changed, new, *OTHERS), "June 2027")
        assert federal_columns() != before
        publishing.roll_back(publishing.newest_live(SOURCE))
        assert federal_columns() == before
        assert dict(Release.objects.values_list("edition", "state")) == {"June 2026": "ready", "June 2027": "archived"}

    def test_the_release_that_was_taken_back_can_be_loaded_again(self, tmp_path):
        load(federal_files.scorecard(tmp_path, {}, *OTHERS))
        newer = federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"}, *OTHERS)
        load(newer, "June 2027")
        after = federal_columns()["programs.Program"]
        publishing.roll_back(publishing.newest_live(SOURCE))
        load(newer, "June 2027")
        assert federal_columns()["programs.Program"] == after
        assert ProgramOutcome.objects.get(school__unitid=229179).earnings == 91_000

    def test_first_release_is_taken_back_to_an_empty_portal(self, tmp_path):
        load(federal_files.scorecard(tmp_path, {}, {"CREDLEV": "3"}))
        publishing.roll_back(publishing.newest_live(SOURCE))
        assert not any(federal_columns().values())

    @pytest.mark.parametrize("key", FILES)
    def test_first_release_of_every_source_is_taken_back_to_what_was_before_it(self, tmp_path, key):
        for source, (edition, _, _) in FILES.items():
            before = federal_columns()
            path = tmp_path / f"{source}.csv"
            path.write_bytes(as_csv(small_lines(source)))
            load(path, edition, source=source)
            if source == key:
                break
        assert federal_columns() != before
        publishing.roll_back(publishing.newest_live(key))
        assert federal_columns() == before

    def test_what_a_curator_wrote_on_a_new_row_stays_and_the_row_is_withdrawn(self, tmp_path):
        load(federal_files.scorecard(tmp_path, {}))
        Program.objects.update(description="Known for its online cohort.")
        publishing.roll_back(publishing.newest_live(SOURCE))
        program = Program.objects.get()
        assert program.description == "Known for its online cohort."
        assert not program.is_offered
        assert not School.objects.get().is_listed

    def test_partners_are_told_of_everything_that_went_back(self, tmp_path):
        load(federal_files.scorecard(tmp_path, {}, {"CREDLEV": "3"}, *OTHERS))
        masters = Program.objects.get(school__unitid=229179, level="masters").slug
        bachelors = Program.objects.get(level="bachelors").slug
        load(federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"}, {"UNITID": "7777"}, *OTHERS), "June 2027")
        new = Program.objects.get(school__unitid=7777).slug
        serial = ledger.serial()
        publishing.roll_back(publishing.newest_live(SOURCE))
        told = Change.objects.filter(serial__gt=serial, resource="programs").values_list("key", "action")
        assert dict(told) == {masters: "updated", bachelors: "updated", new: "withdrawn"}

    def test_later_release_of_another_source_on_the_same_rows_must_go_first(self, tmp_path):
        load(federal_files.scorecard(tmp_path, {}))
        load(federal_files.directory(tmp_path, {}), "2024-25", "ipeds-directory")
        before = federal_columns()
        with pytest.raises(publishing.CannotPublish, match="roll back ipeds-directory, 2024-25 first"):
            publishing.roll_back(publishing.newest_live(SOURCE))
        assert federal_columns() == before
        publishing.roll_back(publishing.newest_live("ipeds-directory"))
        publishing.roll_back(publishing.newest_live(SOURCE))
        assert not School.objects.exists()

    def test_nothing_published_is_said_in_words(self):
        with pytest.raises(publishing.CannotPublish, match="nothing to roll back"):
            publishing.newest_live(SOURCE)


class TestPreview:
    def test_it_says_what_would_change_and_changes_nothing_that_readers_see(self, tmp_path):
        load(federal_files.scorecard(tmp_path, {}, *OTHERS))
        before, serial = federal_columns(), ledger.serial()
        path = federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"}, *OTHERS)
        release = publishing.preview(get(SOURCE), path, edition="June 2027").release
        assert (federal_columns(), ledger.serial()) == (before, serial)
        assert release.report["outcomes"]["updated"] == 1
        (sample,) = release.details["tables"]["outcomes"]["samples"]
        assert sample == {"key": "229179:51.07:masters", "changes": {"earnings": [90503, 91000]}}
        assert release.details["tables"]["outcomes"]["largest"][0]["new"] == 91_000

    def test_publishing_does_what_the_preview_said(self, tmp_path):
        load(federal_files.scorecard(tmp_path, {}, *OTHERS))
        path = federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"}, *OTHERS)
        publishing.preview(get(SOURCE), path, edition="June 2027")
        path.unlink()
        publishing.publish(publishing.newest_preview(SOURCE))
        outcome = ProgramOutcome.objects.select_related("release").get(school__unitid=229179)
        assert (outcome.earnings, outcome.release.edition) == (91_000, "June 2027")
        assert dict(Release.objects.values_list("edition", "state")) == {"June 2026": "archived", "June 2027": "ready"}

    def test_publishing_stops_where_the_data_have_moved_since(self, tmp_path):
        load(federal_files.scorecard(tmp_path, {}, *OTHERS))
        newer = federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"}, *OTHERS)
        publishing.preview(get(SOURCE), newer, edition="June 2027")
        ProgramOutcome.objects.filter(school__unitid=229179).update(earnings=91_000)
        before = federal_columns()
        with pytest.raises(publishing.CannotPublish, match="data have moved since"):
            publishing.publish(publishing.newest_preview(SOURCE))
        assert federal_columns() == before

    def test_a_preview_with_doubts_is_published_only_when_they_are_accepted(self, tmp_path):
        load(federal_files.scorecard(tmp_path, {}, {"CREDLEV": "3"}))
        publishing.preview(get(SOURCE), federal_files.scorecard(tmp_path, {}), edition="June 2027")
        release = publishing.newest_preview(SOURCE)
        assert "This file would withdraw 1 of 2 programs." in release.details["doubts"]
        with pytest.raises(Refused, match="would withdraw 1 of 2"):
            publishing.publish(release)
        publishing.publish(publishing.newest_preview(SOURCE), accept=True)
        assert Program.objects.published().count() == 1

    def test_a_new_preview_takes_the_place_of_the_old_one(self, tmp_path):
        publishing.preview(get(SOURCE), federal_files.scorecard(tmp_path, {}), edition="June 2026")
        publishing.preview(get(SOURCE), federal_files.scorecard(tmp_path, {}, {"CREDLEV": "3"}), edition="June 2026")
        assert Release.objects.get().report["programs"]["created"] == 2

    def test_two_who_publish_the_same_preview_publish_it_once(self, tmp_path):
        publishing.preview(get(SOURCE), federal_files.scorecard(tmp_path, {}), edition="June 2026")
        first, second = publishing.newest_preview(SOURCE), publishing.newest_preview(SOURCE)
        publishing.publish(first)
        serial = ledger.serial()
        with pytest.raises(publishing.CannotPublish, match="not waiting to be published"):
            publishing.publish(second)
        assert ledger.serial() == serial
        assert Release.objects.get().state == Release.State.READY

    def test_preview_that_was_given_up_meanwhile_cannot_be_published(self, tmp_path):
        publishing.preview(get(SOURCE), federal_files.scorecard(tmp_path, {}), edition="June 2026")
        held = publishing.newest_preview(SOURCE)
        publishing.give_up(publishing.newest_preview(SOURCE))
        with pytest.raises(publishing.CannotPublish, match="was given up"):
            publishing.publish(held)
        assert not Program.objects.exists()

    def test_release_is_as_old_as_its_publishing_and_not_as_its_preview(self, tmp_path):
        load(federal_files.scorecard(tmp_path, {}))
        changed = {"INSTNM": "Texas Woman's University at Denton"}
        publishing.preview(get(SOURCE), federal_files.scorecard(tmp_path, changed), edition="June 2027")
        load(federal_files.directory(tmp_path, {}), "2024-25", "ipeds-directory")
        publishing.publish(publishing.newest_preview(SOURCE))
        with pytest.raises(publishing.CannotPublish, match="roll back scorecard-field-of-study, June 2027 first"):
            publishing.roll_back(publishing.newest_live("ipeds-directory"))
        publishing.roll_back(publishing.newest_live(SOURCE))
        publishing.roll_back(publishing.newest_live("ipeds-directory"))

    def test_what_is_published_already_cannot_be_published_again(self, tmp_path):
        release = load(federal_files.scorecard(tmp_path, {})).release
        with pytest.raises(publishing.CannotPublish, match="not waiting to be published"):
            publishing.publish(release)


class TestGuards:
    def test_a_file_that_would_change_most_of_a_column_stops_and_asks(self, tmp_path):
        schools = [{"UNITID": str(number), "INSTNM": f"School {number}"} for number in range(1, 61)]
        load(federal_files.scorecard(tmp_path, *schools))
        before = federal_columns()
        moved = [school | {"DEBT_ALL_STGP_EVAL_MDN": "1"} for school in schools[:40]] + schools[40:]
        with pytest.raises(Refused, match=r"would change 40 of 60 values of debt in outcomes.*--accept"):
            load(federal_files.scorecard(tmp_path, *moved), "June 2027")
        assert federal_columns() == before

    def test_the_share_is_of_the_whole_column_however_many_batches_it_takes(self, tmp_path, monkeypatch):
        monkeypatch.setattr("careerportal.datasets.pipeline.RECORDS", 60)
        schools = [{"UNITID": str(number), "INSTNM": f"School {number}"} for number in range(1, 181)]
        load(federal_files.scorecard(tmp_path, *schools))
        moved = [school | {"DEBT_ALL_STGP_EVAL_MDN": "1"} for school in schools[:55]] + schools[55:]
        assert load(federal_files.scorecard(tmp_path, *moved), "June 2027").tables()["outcomes"]["updated"] == 55

    def test_a_column_that_was_empty_may_be_filled(self, tmp_path):
        schools = [{"UNITID": str(number), "INSTNM": f"School {number}"} for number in range(1, 61)]
        load(federal_files.scorecard(tmp_path, *[school | {"DEBT_ALL_STGP_EVAL_MDN": ""} for school in schools]))
        assert load(federal_files.scorecard(tmp_path, *schools), "June 2027").tables()["outcomes"]["updated"] == 60


def test_answer_of_a_curator_is_remembered_at_the_next_release(tmp_path):
    rows = ({}, {"CREDLEV": "99", "CREDDESC": "Non-Credential Program"})
    load(federal_files.scorecard(tmp_path, *rows))
    Finding.objects.update(is_settled=True, note="Courses only; the school says so.")
    load(federal_files.scorecard(tmp_path, *rows, {"UNITID": "7777"}), "June 2027")
    finding = Finding.objects.get(release__edition="June 2027")
    assert (finding.is_settled, finding.note) == (True, "Courses only; the school says so.")
    assert finding.answered_before.release.edition == "June 2026"


class TestCommands:
    def test_preview_publish_and_rollback(self, tmp_path, capsys):
        path = federal_files.scorecard(tmp_path, {})
        call_command("refresh", SOURCE, file=str(path), edition="June 2026", preview=True)
        assert "To publish it: manage.py publish scorecard-field-of-study" in capsys.readouterr().out
        call_command("publish", SOURCE)
        assert Program.objects.published().count() == 1
        call_command("rollback", SOURCE)
        assert "3 rows are as they were before it" in capsys.readouterr().out
        assert not Program.objects.exists()

    def test_what_cannot_be_done_is_said_with_an_exit_code(self):
        for command in ("publish", "rollback"):
            with pytest.raises(CommandError, match=r"Make one|nothing to roll back") as refused:
                call_command(command, SOURCE)
            assert refused.value.returncode == 1

    def test_an_older_edition_asks_before_it_takes_the_place_of_a_newer_one(self, tmp_path):
        newer, older = (federal_files.scorecard(tmp_path, {}, name=f"{number}.csv") for number in (1, 2))
        call_command("refresh", SOURCE, file=str(newer), edition="June 2026")
        with pytest.raises(CommandError, match="edition June 2025 is older than June 2026, which readers see now"):
            call_command("refresh", SOURCE, file=str(older), edition="June 2025")
        assert Release.objects.get().edition == "June 2026"
        call_command("refresh", SOURCE, file=str(older), edition="June 2025", accept=True)
        assert Release.objects.get(state=Release.State.READY).edition == "June 2025"

    def test_read_only_mode_refuses_every_run(self, tmp_path, settings):
        settings.READ_ONLY = True
        with pytest.raises(CommandError, match="read-only mode") as refused:
            call_command("refresh", SOURCE, file=str(federal_files.scorecard(tmp_path, {})), edition="June 2026")
        assert refused.value.returncode == 75

    def test_interrupted_run_leaves_the_database_as_it_was(self, tmp_path, monkeypatch):
        load(federal_files.scorecard(tmp_path, {}))
        before = federal_columns()

        def interrupt(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr("careerportal.datasets.findings.keep", interrupt)
        path = federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"})
        with pytest.raises(CommandError, match="Interrupted") as stopped:
            call_command("refresh", SOURCE, file=str(path), edition="June 2027")
        assert stopped.value.returncode == 130
        assert federal_columns() == before
        assert Release.objects.count() == 1

    def test_a_run_that_is_interrupted_after_it_has_written_says_so(self, tmp_path, monkeypatch):
        def interrupt(*_, **__):
            raise KeyboardInterrupt

        monkeypatch.setattr("careerportal.datasets.reports.print_report", interrupt)
        path = federal_files.scorecard(tmp_path, {})
        with pytest.raises(CommandError, match=r"after this was written: .*June 2026.*rollback") as stopped:
            call_command("refresh", SOURCE, file=str(path), edition="June 2026")
        assert stopped.value.returncode == 130
        assert Release.objects.get().state == Release.State.READY

    def test_shut_down_of_the_server_interrupts_too(self, tmp_path, monkeypatch):
        monkeypatch.setattr("careerportal.datasets.findings.keep", lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        path = federal_files.scorecard(tmp_path, {})
        with pytest.raises(CommandError, match="Interrupted"):
            call_command("refresh", SOURCE, file=str(path), edition="June 2026")
        assert not Program.objects.exists()

    def test_log_hears_how_far_a_long_run_is(self, monkeypatch):
        clock = iter(range(0, 1_000, 3))
        monkeypatch.setattr(reports, "monotonic", lambda: next(clock))
        out = StringIO()
        with reports.progress(Console(file=out, width=200), get(SOURCE), total=2_000) as on_row:
            for _ in range(1_500):
                on_row()
        assert "1,000 rows read, 167 a second, 6 s left" in out.getvalue()

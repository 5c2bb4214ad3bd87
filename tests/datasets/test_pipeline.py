"""A refresh changes everything that the file says, or nothing."""

import json
import os
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from careerportal.datasets import locks
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.models import Finding, Release
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.registry import get
from careerportal.datasets.runs import WRONG_USAGE
from careerportal.sync import ledger
from careerportal.sync.models import Change
from programs.models import Program, ProgramOutcome, School
from tests import federal_files

pytestmark = pytest.mark.django_db

FIELD_OF_STUDY = "scorecard-field-of-study"


def load(path, edition="June 2026", **options):
    return refresh(get(FIELD_OF_STUDY), path, edition=edition, **options)


def everything():
    """All that a refresh may touch, to see that it stayed as it was."""
    models = (School, ProgramOutcome, Program, Release, Finding, Change)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_the_same_file_twice_changes_nothing(tmp_path):
    path = federal_files.scorecard(tmp_path, {}, {"CREDLEV": "3"})
    load(path)
    before = everything()
    report = load(path)
    assert report.is_empty
    assert everything() == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path):
    report = load(federal_files.scorecard(tmp_path, {}), dry_run=True)
    assert report.tables()["programs"] == {"created": 1, "updated": 0, "withdrawn": 0, "unchanged": 0}
    assert everything() == [[]] * 6


def test_a_new_edition_updates_figures_and_says_which_edition_they_are_of(tmp_path):
    load(federal_files.scorecard(tmp_path, {}))
    report = load(federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"}), edition="June 2027")
    outcome = ProgramOutcome.objects.select_related("release").get()
    assert report.tables()["outcomes"]["updated"] == 1
    assert (outcome.earnings, outcome.release.edition) == (91_000, "June 2027")


def test_figures_that_stay_the_same_still_carry_the_new_edition(tmp_path):
    load(federal_files.scorecard(tmp_path, {}))
    load(federal_files.scorecard(tmp_path, {}, {"CREDLEV": "3"}), edition="June 2027")
    assert {outcome.release.edition for outcome in ProgramOutcome.objects.select_related("release")} == {"June 2027"}


def test_only_the_newest_release_of_a_source_is_live(tmp_path):
    load(federal_files.scorecard(tmp_path, {}))
    load(federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"}), edition="June 2027")
    assert dict(Release.objects.values_list("edition", "state")) == {"June 2026": "archived", "June 2027": "ready"}


def test_a_program_that_left_the_file_is_withdrawn_and_keeps_what_curators_wrote(tmp_path):
    load(federal_files.scorecard(tmp_path, {}, *[{"UNITID": str(n), "INSTNM": f"School {n}"} for n in range(1, 20)]))
    Program.objects.filter(school__unitid=229179).update(description="Known for its online cohort.")
    load(federal_files.scorecard(tmp_path, *[{"UNITID": str(n), "INSTNM": f"School {n}"} for n in range(1, 20)]))
    withdrawn = Program.objects.get(school__unitid=229179)
    assert not withdrawn.is_offered
    assert withdrawn.description == "Known for its online cohort."
    assert Change.objects.get(action=Change.Action.WITHDRAWN, resource="programs").key == withdrawn.slug


def test_a_program_that_returns_is_offered_again_at_its_old_address(tmp_path):
    others = [{"UNITID": str(n), "INSTNM": f"School {n}"} for n in range(1, 20)]
    load(federal_files.scorecard(tmp_path, {}, *others))
    slug = Program.objects.get(school__unitid=229179).slug
    load(federal_files.scorecard(tmp_path, *others))
    load(federal_files.scorecard(tmp_path, {}, *others), edition="June 2027")
    assert Program.objects.get(school__unitid=229179).is_offered
    assert Program.objects.get(school__unitid=229179).slug == slug


def test_a_file_that_would_withdraw_much_stops_and_asks(tmp_path):
    load(federal_files.scorecard(tmp_path, {}, {"CREDLEV": "3"}))
    before = everything()
    with pytest.raises(Refused, match=r"would withdraw 1 of 2 .*--accept"):
        load(federal_files.scorecard(tmp_path, {}))
    assert everything() == before
    load(federal_files.scorecard(tmp_path, {}), accept=True)
    assert Program.objects.published().count() == 1


BAD_ROWS = [
    ({"STABBR": "ZZ"}, "STABBR 'ZZ'"),
    ({"CREDLEV": "42"}, "CREDLEV '42'"),
    ({"CONTROL": "Royal"}, "CONTROL 'Royal'"),
    ({"UNITID": "abc"}, "UNITID 'abc'"),
    ({"UNITID": "9" * 30}, "UNITID"),
    ({"UNITID": "²²"}, "UNITID '²²'"),
    ({"UNITID": "1", "EARN_MDN_4YR": "-5"}, "EARN_MDN_4YR '-5'"),
    ({"UNITID": "1", "EARN_MDN_4YR": "1e9"}, "EARN_MDN_4YR '1e9'"),
    ({"UNITID": "1", "DEBT_ALL_STGP_EVAL_MDN": "99999999999"}, "DEBT_ALL_STGP_EVAL_MDN"),
    ({"CIPCODE": "51.0"}, "'51.0' is not a CIP code"),
    ({"UNITID": "1", "INSTNM": ""}, "INSTNM ''"),
    ({}, "stands on row 2 already"),
    ({"CREDLEV": "3", "INSTNM": "Another name"}, "another name, state or control than on row 2"),
]


@pytest.mark.parametrize(("bad", "message"), BAD_ROWS)
def test_a_bad_row_is_named_and_leaves_the_database_as_it_was(tmp_path, bad, message):
    load(federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "1000"}))
    before = everything()
    with pytest.raises(Refused, match="nothing was changed") as refused:
        load(federal_files.scorecard(tmp_path, {}, bad))
    (problem,) = refused.value.report.problems.errors
    assert problem.row == 3
    assert message in str(problem)
    assert everything() == before


def test_bad_rows_can_be_left_out_and_then_nothing_is_withdrawn(tmp_path):
    load(federal_files.scorecard(tmp_path, {}, {"CREDLEV": "3"}))
    load(federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"}, {"CREDLEV": "42"}), skip_bad_rows=True)
    assert Program.objects.published().count() == 2
    assert ProgramOutcome.objects.get(level="masters").earnings == 91_000
    assert Finding.objects.get(severity=Finding.Severity.ERROR).row == 3


def test_courses_without_a_credential_are_findings_and_no_programs(tmp_path):
    load(federal_files.scorecard(tmp_path, {}, {"CREDLEV": "99", "CREDDESC": "Non-Credential Program"}))
    assert Program.objects.count() == 1
    assert Finding.objects.get().kind == "no credential"


def test_the_ledger_has_one_line_for_each_thing_that_changed(tmp_path):
    load(federal_files.scorecard(tmp_path, {}))
    assert list(Change.objects.values_list("resource", "action")) == [
        ("schools", "created"),
        ("programs", "created"),
        ("releases", "created"),
    ]
    assert ledger.serial() == Change.objects.last().serial


def test_new_figures_are_told_as_an_update_of_their_program(tmp_path):
    load(federal_files.scorecard(tmp_path, {}, {"CREDLEV": "3"}))
    before = ledger.serial()
    load(federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"}, {"CREDLEV": "3"}), edition="June 2027")
    (change,) = Change.objects.filter(serial__gt=before).exclude(resource="releases")
    masters, bachelors = Program.objects.get(level="masters"), Program.objects.get(level="bachelors")
    assert masters.updated_at > bachelors.updated_at
    assert (change.resource, change.key, change.action) == ("programs", masters.slug, "updated")


def test_an_edition_is_asked_for_where_the_file_does_not_say_it(tmp_path):
    with pytest.raises(UnusableFile, match="--edition"):
        load(federal_files.scorecard(tmp_path, {}), edition="")


def test_a_file_without_rows_withdraws_nothing(tmp_path):
    load(federal_files.scorecard(tmp_path, {}))
    with pytest.raises(UnusableFile, match="no rows"):
        load(federal_files.scorecard(tmp_path), accept=True)
    assert Program.objects.published().count() == 1


def test_a_file_of_other_fields_withdraws_nothing(tmp_path):
    load(federal_files.scorecard(tmp_path, {}))
    with pytest.raises(UnusableFile, match="no row of the fields"):
        load(federal_files.scorecard(tmp_path, {"CIPCODE": "5201"}), accept=True)
    assert Program.objects.published().count() == 1


def test_a_second_refresh_is_told_that_one_is_running(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_NAME": database_name()},
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(locks.AlreadyRunning, match="Another refresh is running"):
            load(federal_files.scorecard(tmp_path, {}))
        holder.send_signal(signal.SIGKILL)
        holder.wait(timeout=10)
        assert_lock_comes_free(tmp_path)
    finally:
        holder.kill()
        holder.wait(timeout=10)
        holder.stdout.close()


def assert_lock_comes_free(tmp_path):
    """The dead process's lock goes with it; PostgreSQL may need a moment to notice."""
    for _ in range(100):
        try:
            assert load(federal_files.scorecard(tmp_path, {})).tables()["programs"]["created"] == 1
        except locks.AlreadyRunning:
            continue
        return
    pytest.fail("the lock of a killed refresh was never given back")


def database_name():
    return str(connection.settings_dict["NAME"])


HOLD_THE_LOCK = """
import os, time, django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = os.environ["DATABASE_NAME"]
from careerportal.datasets.locks import exclusive_transaction
with exclusive_transaction():
    print("held", flush=True)
    time.sleep(60)
"""


class TestCommand:
    def test_it_reports_in_words(self, tmp_path):
        out = StringIO()
        path = federal_files.scorecard(tmp_path, {})
        call_command("refresh", FIELD_OF_STUDY, file=str(path), edition="June 2026", stdout=out)
        assert "1 rows read" in out.getvalue()
        assert "programs" in out.getvalue()

    def test_it_reports_as_json(self, tmp_path):
        out = StringIO()
        path = federal_files.scorecard(tmp_path, {})
        call_command("refresh", FIELD_OF_STUDY, file=str(path), edition="June 2026", json=True, stdout=out)
        assert json.loads(out.getvalue())["tables"]["programs"]["created"] == 1

    def test_a_refusal_is_an_error_with_every_bad_row(self, tmp_path):
        out = StringIO()
        path = federal_files.scorecard(tmp_path, {"STABBR": "ZZ"}, {"CREDLEV": "42"})
        with pytest.raises(CommandError, match="2 of 2 rows cannot be read"):
            call_command("refresh", FIELD_OF_STUDY, file=str(path), edition="June 2026", stdout=out)
        assert "row 2: STABBR 'ZZ'" in out.getvalue()
        assert "row 3: CREDLEV '42'" in out.getvalue()

    def test_a_missing_file_is_an_error_in_words(self):
        with pytest.raises(CommandError, match=r"nowhere\.csv does not exist"):
            call_command("refresh", FIELD_OF_STUDY, file="nowhere.csv", edition="June 2026")

    def test_a_missing_file_is_missed_before_its_edition_is(self):
        with pytest.raises(CommandError, match=r"nowhere\.csv does not exist"):
            call_command("refresh", FIELD_OF_STUDY, file="nowhere.csv")

    @pytest.mark.parametrize("file", ["", "  "])
    def test_an_empty_path_is_wrong_usage(self, file):
        with pytest.raises(CommandError, match="--file names no file") as caught:
            call_command("refresh", FIELD_OF_STUDY, file=file, edition="June 2026")
        assert caught.value.returncode == WRONG_USAGE

    def test_an_empty_path_does_not_go_with_all(self):
        with pytest.raises(CommandError, match="--all goes with --download alone"):
            call_command("refresh", all=True, file="")

    @pytest.mark.parametrize("how", [{}, {"dry_run": True}, {"preview": True}])
    def test_a_folder_is_no_file(self, tmp_path, how):
        with pytest.raises(CommandError, match=r"is a folder\. Name the file inside it"):
            call_command("refresh", FIELD_OF_STUDY, file=str(tmp_path), **how)

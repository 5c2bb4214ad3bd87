"""An operator previews a federal file on the desk, looks at what it would change, publishes it and goes back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from careerportal.datasets import in_a_request, locks, publishing, running, uploads
from careerportal.datasets.models import Release
from programs.models import Program, ProgramOutcome
from tests import federal_files
from tests.admin.release_desk import OTHERS, SOURCE, loaded, previewed, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def release_folder(settings, tmp_path):
    settings.RELEASE_FOLDER = tmp_path / "releases"


def send(admin_client, path, **given):
    file = SimpleUploadedFile(given.pop("name", path.name), path.read_bytes())
    return admin_client.post(url("preview"), {"source": SOURCE, "edition": "June 2027", "file": file} | given)


def doubts_on(page):
    return re.findall(r'name="accept" value="([^"]+)"', page.text)


class TestUpload:
    def test_file_is_previewed_and_its_page_shows_old_and_new_values(self, admin_client, tmp_path):
        loaded(tmp_path, {}, *OTHERS)
        answer = send(admin_client, federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"}, *OTHERS))
        release = Release.objects.get(state="previewed")
        assert answer["Location"] == url("change", release.pk)
        text = admin_client.get(answer["Location"]).text
        for words in ("229179:51.07:masters", "90,503", "91,000", "earnings in 1 row", "waits to be published"):
            assert words in text, words
        assert ProgramOutcome.objects.get(school__unitid=229179).earnings == 90_503
        assert release.done_by == "admin"

    def test_unreadable_rows_are_named_and_nothing_is_kept(self, admin_client, tmp_path):
        answer = send(admin_client, federal_files.scorecard(tmp_path, {}, {"CONTROL": "Purple"}))
        assert answer.status_code == 400
        assert "1 of 2 rows cannot be read" in answer.text
        assert "row 3: CONTROL" in answer.text
        assert not Release.objects.exists()

    def test_unreadable_rows_can_be_left_out(self, admin_client, tmp_path):
        path = federal_files.scorecard(tmp_path, {}, {"CONTROL": "Purple"})
        assert send(admin_client, path, skip_bad_rows="on").status_code == 302
        assert Release.objects.get().details["skip_bad_rows"]

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("rows.csv", b"UNITID,NAME\n1,x\n", "column"),
            ("rows.xlsx", b"no workbook", "rows.xlsx"),
            ("rows.zip", b"PK no zip", "rows.zip"),
            ("rows.exe", b"MZ", "must end in"),
            ("rows.csv", b"", "empty"),
            ("-rows\u202e.csv", b"x", "letters, digits"),
        ],
    )
    def test_what_is_no_federal_file_is_refused_in_words(self, admin_client, name, content, words):
        file = SimpleUploadedFile(name, content)
        answer = admin_client.post(url("preview"), {"source": SOURCE, "edition": "June 2027", "file": file})
        assert answer.status_code == 400
        assert words in answer.text
        assert not Release.objects.exists()

    def test_edition_that_nobody_named_is_asked_for(self, admin_client, tmp_path):
        answer = send(admin_client, federal_files.scorecard(tmp_path, {}), edition="")
        assert answer.status_code == 400
        assert "does not say its edition. Name it, such as May 2025" in answer.text

    def test_file_that_is_too_large_is_not_kept_and_the_command_is_named(self, admin_client, tmp_path, monkeypatch):
        monkeypatch.setattr(uploads, "LARGEST", 100)
        answer = send(admin_client, federal_files.scorecard(tmp_path, {}, *OTHERS))
        assert answer.status_code == 400
        assert "manage.py refresh SOURCE --file FILE --preview" in answer.text
        assert not Release.objects.exists()

    def test_load_that_takes_too_long_stops_and_names_the_command(self, admin_client, tmp_path, monkeypatch):
        monkeypatch.setattr(in_a_request, "SECONDS", -1)
        answer = send(admin_client, federal_files.scorecard(tmp_path, {}))
        assert answer.status_code == 409
        assert f"Run it on the server: manage.py refresh {SOURCE} --file FILE --preview" in answer.text
        assert not Release.objects.exists()
        assert not Program.objects.exists()


class TestPublish:
    def test_get_changes_nothing_and_post_publishes(self, admin_client, tmp_path):
        release = previewed(tmp_path, {})
        assert admin_client.get(url("publish", release.pk)).status_code == 200
        assert not Program.objects.exists()
        answer = admin_client.post(url("publish", release.pk), follow=True)
        assert "is published: the public sees it now" in answer.text
        release.refresh_from_db()
        assert (release.state, release.done_by) == ("ready", "admin")
        assert "Published." in admin_client.get(url("history", release.pk)).text

    def test_each_doubt_has_a_tick_box_of_its_own_and_all_are_needed(self, admin_client, tmp_path):
        loaded(tmp_path, {}, {"CREDLEV": "3"})
        release = previewed(tmp_path, {})
        doubts = doubts_on(admin_client.get(url("publish", release.pk)))
        assert doubts == [
            "This file would withdraw 1 of 2 outcomes.",
            "This file would withdraw 1 of 2 programs.",
        ]
        for ticked in ([], doubts[:1], ["This file would withdraw 1 of 3 programs."]):
            answer = admin_client.post(url("publish", release.pk), {"accept": ticked})
            assert answer.status_code == 409
            assert "Tick every doubt that is right" in answer.text
            assert Program.objects.published().count() == 2
        assert admin_client.post(url("publish", release.pk), {"accept": doubts}).status_code == 302
        assert Program.objects.published().count() == 1

    def test_where_the_data_have_moved_the_file_is_previewed_again(self, admin_client, tmp_path):
        loaded(tmp_path, {}, *OTHERS)
        release = previewed(tmp_path, {"EARN_MDN_4YR": "91000"}, *OTHERS)
        ProgramOutcome.objects.filter(school__unitid=229179).update(earnings=91_000)
        answer = admin_client.post(url("publish", release.pk))
        assert answer.status_code == 409
        assert "the data have moved since" in answer.text
        assert url("preview_again", release.pk) in answer.text
        again = admin_client.post(url("preview_again", release.pk))
        anew = Release.objects.get(state="previewed")
        assert again["Location"] == url("change", anew.pk)
        assert admin_client.post(url("publish", anew.pk)).status_code == 302

    def test_what_was_given_up_meanwhile_is_gone(self, admin_client, tmp_path):
        release = previewed(tmp_path, {})
        assert admin_client.post(url("give_up", release.pk))["Location"] == url("changelist")
        assert not Release.objects.exists()
        assert not any((tmp_path / "releases").iterdir())
        assert admin_client.post(url("publish", release.pk)).status_code == 404

    def test_what_is_published_is_not_published_again(self, admin_client, tmp_path):
        release = loaded(tmp_path, {})
        for answer in (admin_client.get(url("publish", release.pk)), admin_client.post(url("publish", release.pk))):
            assert answer.status_code == 409
            assert "is not in the state for this: it is ready" in answer.text

    def test_preview_that_took_long_is_published_on_the_server(self, admin_client, tmp_path):
        release = previewed(tmp_path, {})
        release.details["seconds"] = 61.5
        release.save()
        for answer in (admin_client.get(url("publish", release.pk)), admin_client.post(url("publish", release.pk))):
            assert answer.status_code == 409
            assert f"manage.py publish {SOURCE}" in answer.text
        assert not Program.objects.exists()


class TestRollBack:
    def test_release_is_taken_back(self, admin_client, tmp_path):
        release = loaded(tmp_path, {})
        assert admin_client.get(url("roll_back", release.pk)).status_code == 200
        assert Program.objects.exists()
        answer = admin_client.post(url("roll_back", release.pk), follow=True)
        assert "3 rows are as they were before it" in answer.text
        assert not Program.objects.exists()
        assert "Rolled back" in admin_client.get(url("changelist")).text
        assert "This release was rolled back on" in admin_client.get(url("change", release.pk)).text

    def test_later_release_on_the_same_rows_is_named(self, admin_client, tmp_path):
        release = loaded(tmp_path, {})
        loaded(tmp_path, {"INSTNM": "Texas Woman's University at Denton"}, edition="June 2027")
        Release.objects.filter(pk=release.pk).update(state="ready")
        answer = admin_client.get(url("roll_back", release.pk))
        assert answer.status_code == 409
        assert f"roll back {SOURCE}, June 2027 first" in answer.text

    def test_large_release_is_taken_back_on_the_server(self, admin_client, tmp_path, monkeypatch):
        monkeypatch.setattr(in_a_request, "MOST_GIVEN_BACK", 2)
        release = loaded(tmp_path, {})
        answer = admin_client.post(url("roll_back", release.pk))
        assert answer.status_code == 409
        assert f"manage.py rollback {SOURCE}" in answer.text
        assert Program.objects.exists()


class TestRunning:
    def test_desk_says_what_is_running_and_how_far_it_is(self, admin_client, tmp_path, monkeypatch):
        monkeypatch.setattr(locks, "is_held", lambda: True)
        monkeypatch.setattr(running, "LOOK_EVERY", 1)
        monkeypatch.setattr(running, "SAY_EVERY", 0)
        release = previewed(tmp_path, {})
        with running.announced("Publishing oews, May 2026", total=2_000) as row:
            for _ in range(1_200):
                row()
            for page in (url("changelist"), url("change", release.pk), url("publish", release.pk), url("preview")):
                text = " ".join(admin_client.get(page).text.split())
                assert "Publishing oews, May 2026 is running" in text
                assert "1,200 of 2,000 rows read" in text

    def test_load_on_another_machine_is_known_by_its_lock_alone(self, admin_client, monkeypatch):
        monkeypatch.setattr(locks, "is_held", lambda: True)
        assert "A load is running" in admin_client.get(url("changelist")).text

    def test_desk_says_nothing_when_nothing_runs(self, admin_client):
        assert "is running" not in admin_client.get(url("changelist")).text

    def test_note_of_a_killed_load_is_not_believed(self, admin_client):
        with running.announced("Loading oews, May 2026"):
            assert running.now() is None

    def test_folder_that_takes_no_file_stops_no_load(self, settings, tmp_path, caplog):
        settings.LOCK_FOLDER = tmp_path / "no such folder" / "below it"
        with running.announced("Loading oews, May 2026") as row:
            row()
        assert "cannot be told how far the load is" in caplog.text

    def test_verb_is_refused_while_another_runs(self, admin_client, tmp_path, monkeypatch):
        release = previewed(tmp_path, {})

        def taken():
            raise locks.AlreadyRunning

        monkeypatch.setattr(publishing, "exclusive_transaction", taken)
        answer = admin_client.post(url("publish", release.pk))
        assert answer.status_code == 409
        assert "Wait until it ends" in answer.text

    def test_lock_is_seen_while_it_is_held(self, tmp_path):
        seen = []
        publishing.preview(
            publishing.get(SOURCE),
            federal_files.scorecard(tmp_path, {}),
            edition="June 2026",
            on_row=lambda: seen.append(running.now().doing),
        )
        assert seen == [f"Previewing {SOURCE}, June 2026"]
        assert not locks.file_beside("note").exists()


def test_desk_opens_on_what_waits_to_be_published(admin_client, tmp_path):
    previewed(tmp_path, {})
    (one,) = [one for one in admin_client.get("/admin/").context["waiting"] if "Releases" in one.what]
    assert (one.what, one.count) == ("Releases that wait to be published", 1)


def test_desk_names_the_sources_of_which_a_newer_edition_should_be_out(admin_client, tmp_path):
    loaded(tmp_path, {}, edition="June 2019")
    text = " ".join(admin_client.get("/admin/").text.split())
    assert "1 source</a>: College Scorecard, data by field of study." in text


def test_list_says_what_each_release_did(admin_client, tmp_path):
    loaded(tmp_path, {}, {"CREDLEV": "3"})
    text = admin_client.get(url("changelist")).text
    for words in ("College Scorecard, data by field of study", "Ready", "5, 0, 0", "a command"):
        assert words in text, words

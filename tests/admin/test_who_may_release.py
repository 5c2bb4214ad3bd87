"""Every page and verb of the releases' desk × everybody who may come: the whole table."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from careerportal.datasets.models import Release
from programs.models import Program
from tests import federal_files
from tests.admin.release_desk import SOURCE, loaded, person, previewed, url

pytestmark = pytest.mark.django_db

PAGES = {
    "list": {"view_release"},
    "page of a preview": {"view_release"},
    "history of a preview": {"view_release"},
    "preview a file": {"view_release", "preview_release"},
    "preview again": {"view_release", "preview_release"},
    "give up": {"view_release", "preview_release"},
    "publish": {"view_release", "publish_release"},
    "roll back": {"view_release", "roll_back_release"},
}
"""Page → the permissions it asks for; for those that do something, by GET and by POST."""

VERBS = ("preview a file", "preview again", "give up", "publish", "roll back")

PEOPLE = {
    "staff without permission": (),
    "viewer": ("view_release",),
    "previewer": ("view_release", "preview_release"),
    "publisher": ("view_release", "publish_release"),
    "one who rolls back": ("view_release", "roll_back_release"),
    "publisher who may not look": ("publish_release", "preview_release", "roll_back_release"),
    "editor by Django's own permissions": ("view_release", "add_release", "change_release", "delete_release"),
}


@pytest.fixture(autouse=True)
def release_folder(settings, tmp_path):
    settings.RELEASE_FOLDER = tmp_path / "releases"


@pytest.fixture
def addresses(tmp_path):
    live = loaded(tmp_path, {})
    waiting = previewed(tmp_path, {"EARN_MDN_4YR": "91000"})
    return {
        "list": url("changelist"),
        "page of a preview": url("change", waiting.pk),
        "history of a preview": url("history", waiting.pk),
        "preview a file": url("preview"),
        "preview again": url("preview_again", waiting.pk),
        "give up": url("give_up", waiting.pk),
        "publish": url("publish", waiting.pk),
        "roll back": url("roll_back", live.pk),
    }


def upload(folder):
    path = federal_files.scorecard(folder, {"EARN_MDN_4YR": "92000"}, name="upload.csv")
    return {"source": SOURCE, "edition": "June 2028", "file": SimpleUploadedFile(path.name, path.read_bytes())}


def state():
    return sorted(Release.objects.values_list("edition", "state")), Program.objects.count()


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("page", PAGES)
def test_who_may_open_it(client, addresses, who, page):
    client.force_login(person(*PEOPLE[who]))
    allowed = PAGES[page] <= set(PEOPLE[who])
    assert client.get(addresses[page]).status_code == (200 if allowed else 403)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("verb", VERBS)
def test_who_may_do_it(client, addresses, tmp_path, who, verb):
    client.force_login(person(*PEOPLE[who]))
    before = state()
    answer = client.post(addresses[verb], upload(tmp_path) if verb == "preview a file" else {})
    if PAGES[verb] <= set(PEOPLE[who]):
        assert answer.status_code == 302
    else:
        assert answer.status_code == 403
        assert state() == before


@pytest.mark.parametrize("page", PAGES)
def test_visitor_is_asked_to_sign_in(client, addresses, page):
    before = state()
    for answer in (client.get(addresses[page]), client.post(addresses[page])):
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("admin:login"))
    assert state() == before


@pytest.mark.parametrize("verb", VERBS)
def test_without_a_token_nothing_is_done(client, addresses, tmp_path, admin_user, verb):
    client.handler.enforce_csrf_checks = True
    client.force_login(admin_user)
    before = state()
    answer = client.post(addresses[verb], upload(tmp_path) if verb == "preview a file" else {})
    assert answer.status_code == 403
    assert state() == before


@pytest.mark.parametrize("verb", VERBS)
def test_in_read_only_mode_nothing_is_done(client, addresses, tmp_path, admin_user, settings, verb):
    client.force_login(admin_user)
    before = state()
    settings.READ_ONLY = True
    page = client.get(addresses[verb])
    assert "read-only mode" in page.text
    assert 'type="submit"' not in page.text.partition('id="content"')[2]
    answer = client.post(addresses[verb], upload(tmp_path) if verb == "preview a file" else {})
    assert answer.status_code == 503
    assert state() == before


def test_page_offers_a_person_what_they_may_do(client, addresses):
    client.force_login(person("view_release", "publish_release"))
    text = client.get(addresses["page of a preview"]).text
    assert addresses["publish"] in text
    assert addresses["give up"] not in text

"""Pages that show data alone are made once for everybody, until the data move or a day has passed."""

from datetime import date

import pytest
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotFound
from django.urls import reverse

from careerportal.sync import kept_pages, known_requests, ledger
from tests.factories import ProgramFactory, RuleSetFactory, WageEstimateFactory

pytestmark = pytest.mark.django_db

NAMES = (
    "home", "glossary", "programs:list", "programs:schools", "programs:levels", "programs:find-level",
    "salaries:list", "salaries:careers", "certification:list",
)  # fmt: skip


def addresses():
    """One address of each kind of page that nobody but the data has a say in."""
    program, wage = ProgramFactory(), WageEstimateFactory()
    certification = RuleSetFactory().certification
    one_each = (program, program.school, wage, wage.occupation, certification)
    return [
        *map(reverse, NAMES),
        *(one.get_absolute_url() for one in one_each),
        reverse("programs:level", args=["masters"]),
        reverse("salaries:occupation", args=[wage.occupation.soc]),
    ]


def test_every_page_of_data_is_made_once_and_a_reader_who_has_it_hears_so(client, django_assert_num_queries):
    for address in addresses():
        first = client.get(address)
        assert first.status_code == 200, address
        assert first["Cache-Control"] == "public, no-cache", address
        with django_assert_num_queries(1):  # the data serial
            assert client.get(address).content == first.content, address
        known_requests.forget()
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304, address


def test_no_page_outlives_the_data(client):
    program = ProgramFactory(title="Before")
    assert "Before" in client.get(program.get_absolute_url()).text
    program.title = "After"
    with transaction.atomic():
        program.save()
        ledger.record([("programs", program.slug, "updated")])
    assert "After" in client.get(program.get_absolute_url()).text


def test_no_page_outlives_its_day(client, monkeypatch):
    """Rules come into force and figures age without any change of the data."""
    days = {}
    for day in (date(2026, 1, 1), date(2026, 1, 2)):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda day=day: day)
        days[day] = client.get(reverse("home"))["ETag"]
        assert client.get(reverse("home"))["ETag"] == days[day]
    assert len(set(days.values())) == 2


def test_a_page_sees_no_parameter_but_those_it_is_kept_by(rf):
    view = kept_pages.until_change("place")(lambda request: HttpResponse(request.GET.urlencode()))
    assert view(rf.get("/?utm_source=mail&place=ohio&x=<script>")).content == b"place=ohio"
    assert view(rf.get("/?place=iowa&utm_source=other")).content == b"place=iowa"


def test_what_is_answered_with_a_mistake_is_not_kept(rf):
    view = kept_pages.until_change()(lambda request: HttpResponseNotFound("nothing here"))
    answer = view(rf.get("/"))
    assert "ETag" not in answer
    assert not hasattr(answer, "kept_page")


def test_a_reader_with_a_place_of_their_own_gets_its_page(client):
    program, wage = ProgramFactory(), WageEstimateFactory()
    plain = client.get(program.get_absolute_url()).content
    assert client.get(program.get_absolute_url(), {"place": wage.area.slug}).content != plain
    assert client.get(program.get_absolute_url(), {"cost": "12345"}).content != plain
    assert client.get(program.get_absolute_url()).content == plain


@pytest.mark.parametrize("header", ["If-None-Match", "If-Match"])
@pytest.mark.parametrize("value", ["*", '"anything"'])
def test_an_address_that_names_nothing_is_not_found_whatever_the_reader_holds(client, header, value):
    assert client.get("/programs/nothing-here/", headers={header: value}).status_code == 404


def test_conditions_hold_for_a_page_that_is_there(client):
    address = ProgramFactory().get_absolute_url()
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == 304
    assert client.get(address, headers={"If-Match": '"another"'}).status_code == 412
    assert client.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


def test_no_cache_on_the_way_keeps_a_page_that_may_greet_its_reader(admin_client):
    assert admin_client.get(reverse("home"))["Cache-Control"] == "private, no-store"


@pytest.fixture
def clone(tmp_path, settings):
    """A folder as the portal lies in one, small."""
    for name in ("programs/views.py", "templates/base.html", "static/css/portal.css", "requirements.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"first {name}", encoding="utf-8")
    settings.BASE_DIR = tmp_path
    return tmp_path


@pytest.mark.parametrize(
    "name", ["programs/views.py", "templates/base.html", "static/css/portal.css", "requirements.txt"]
)
def test_no_page_outlives_what_it_is_made_of(clone, name):
    """A page names stylesheets and scripts by a hash of what is in them: those of before are gone."""
    before = kept_pages.build.__wrapped__()
    assert kept_pages.build.__wrapped__() == before
    (clone / name).write_text("second", encoding="utf-8")
    assert kept_pages.build.__wrapped__() != before


def test_no_page_outlives_the_name_of_a_file_that_it_names(clone):
    before = kept_pages.build.__wrapped__()
    (clone / "static/css/portal.css").rename(clone / "static/css/print.css")
    assert kept_pages.build.__wrapped__() != before

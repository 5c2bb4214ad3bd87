"""The IPEDS directory says where schools are; what it may not change stays, and what is doubtful goes to a person."""

import random
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from careerportal.datasets.files import UnusableFile
from careerportal.datasets.models import Finding, Release
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.publishing import newest_live, roll_back
from careerportal.datasets.registry import get
from careerportal.sync.models import Change
from careerportal.taxonomy import bounds, states
from careerportal.taxonomy.activity import Activity
from careerportal.taxonomy.controls import Control
from programs.models import Program, School
from tests import federal_files
from tests.factories import ProgramFactory, SchoolFactory

pytestmark = pytest.mark.django_db
KEY = "ipeds-directory"


@pytest.fixture
def school():
    return SchoolFactory(unitid=229179, name="Texas Woman's University", state="TX", control=Control.PUBLIC)


def load(path, edition="2024-25", **options):
    return refresh(get(KEY), path, edition=edition, **options)


def load_row(tmp_path, **cells):
    """Load a directory of one row and return the school as it then is."""
    load(federal_files.directory(tmp_path, cells))
    return School.objects.get(unitid=229179)


def kinds():
    return list(Finding.objects.order_by("kind").values_list("kind", flat=True))


def untouched():
    names = [field.attname for field in School._meta.fields if field.name not in School.DIRECTORY_FIELDS]
    names.remove("directory_release_id")
    return list(School.objects.order_by("pk").values(*names))


def test_a_school_gets_its_place_website_and_other_names(tmp_path, school):
    found = load_row(tmp_path)
    assert {name: getattr(found, name) for name in School.DIRECTORY_FIELDS} == {
        "city": "Denton",
        "zip": "76204",
        "latitude": 33.226421,
        "longitude": -97.128417,
        "cbsa": "19100",
        "locale": "23",
        "website": "https://twu.edu/",
        "aliases": "TWU; Texas State College for Women",
        "activity": "open",
        "closed_on": None,
        "successor_unitid": None,
        "admissions_url": "https://twu.edu/admissions/",
        "application_url": "https://www.applytexas.org",
        "financial_aid_url": "https://twu.edu/finaid/",
        "net_price_url": "https://npc.twu.edu:8443/",
        "veterans_url": "",
    }
    assert (found.place, found.directory_release.edition) == ("Denton, Texas", "2024-25")
    assert kinds() == []


def test_nothing_but_the_directory_fields_is_written(tmp_path, school):
    before = untouched()
    load_row(tmp_path, INSTNM="Another Name", STABBR="OK", CONTROL="3", LATITUDE="35.5", LONGITUD="-97.5")
    assert untouched() == before
    assert kinds() == ["another control", "another state"]


def test_a_school_that_the_directory_places_in_another_state_gets_no_place_that_is_none(tmp_path, school):
    load_row(tmp_path, CITY="Norman", STABBR="OK", LATITUDE="35.5", LONGITUD="-97.5", CBSA="36420")
    school.refresh_from_db()
    assert (school.place, school.zip, school.cbsa, school.latitude, school.longitude) == ("Texas", "", "", None, None)
    assert school.website == "https://twu.edu/"
    assert Finding.objects.get(kind="another state").message.endswith("its place is left blank")


def test_schools_that_the_portal_does_not_have_are_passed_over(tmp_path, school):
    load(federal_files.directory(tmp_path, {}, {"UNITID": "100654", "STABBR": "??", "ZIP": "none"}))
    assert School.objects.count() == 1


def test_the_same_file_twice_changes_nothing(tmp_path, school):
    path = federal_files.directory(tmp_path, {})
    load(path)
    lines = Change.objects.count()
    assert load(path).is_empty
    assert (Change.objects.count(), Release.objects.count()) == (lines, 1)


def test_partners_are_told_of_the_schools_that_changed(tmp_path, school):
    load_row(tmp_path)
    told = Change.objects.exclude(resource="releases").values_list("resource", "key", "action")
    assert list(told) == [("schools", "229179", "updated")]


def test_a_school_that_left_the_directory_keeps_what_it_had_and_the_edition_it_is_of(tmp_path, school):
    SchoolFactory(unitid=100654, state="AL")
    alabama = {"UNITID": "100654", "CITY": "Normal", "STABBR": "AL", "LATITUDE": "34.78", "LONGITUD": "-86.57"}
    load(federal_files.directory(tmp_path, {}, alabama))
    load(federal_files.directory(tmp_path, alabama), edition="2025-26")
    places = School.objects.order_by("unitid").values_list("city", "directory_release__edition")
    assert list(places) == [("Normal", "2025-26"), ("Denton", "2024-25")]
    assert dict(Release.objects.values_list("edition", "state")) == {"2024-25": "archived", "2025-26": "ready"}


def test_a_closed_school_is_a_finding_with_its_day_and_successor(tmp_path, school):
    SchoolFactory(unitid=100654, name="Successor College")
    found = load_row(tmp_path, ACT="D", CYACTIVE="3", CLOSEDAT="07/31/2024", NEWID="100654")
    finding = Finding.objects.get()
    assert finding.kind == "closed school"
    assert "closed on 07/31/2024; its data go on under UNITID 100654, Successor College" in finding.message
    assert (found.activity, found.closed_on, found.successor_unitid) == (Activity.CLOSED, date(2024, 7, 31), 100654)


@pytest.mark.parametrize(
    ("act", "cyactive", "activity", "kind", "has_ended"),
    [
        ("M", "1", Activity.CLOSED, "closed school", True),  # Its data still count, so CYACTIVE calls it active.
        ("C", "3", Activity.COMBINED, "merged school", True),
        ("G", "3", Activity.BRANCH, "reports with its main campus", False),
        ("O", "3", Activity.OUT_OF_SCOPE, "out of the directory's scope", False),
    ],
)
def test_what_is_not_simply_open_is_told_apart(tmp_path, school, act, cyactive, activity, kind, has_ended):
    found = load_row(tmp_path, ACT=act, CYACTIVE=cyactive)
    assert (found.activity, found.has_ended, kinds()) == (activity, has_ended, [kind])


@pytest.mark.parametrize("day", ["00/00/0000", "02/30/2024", "summer"])
def test_a_closing_day_that_is_none_is_left_blank_and_said(tmp_path, school, day):
    found = load_row(tmp_path, ACT="D", CYACTIVE="3", DEATHYR="2023", CLOSEDAT=day)
    assert (found.activity, found.closed_on) == (Activity.CLOSED, None)
    assert kinds() == ["closed school", "closing day in doubt"]


def test_a_school_that_opens_again_is_open(tmp_path, school):
    load_row(tmp_path, ACT="D", CYACTIVE="3", CLOSEDAT="07/31/2024")
    load(federal_files.directory(tmp_path, {"ACT": "R"}), edition="2025-26")
    found = School.objects.get()
    assert (found.activity, found.closed_on) == (Activity.OPEN, None)


def test_rolling_back_opens_a_school_that_the_release_had_closed(tmp_path, school):
    before = School.objects.values().get()
    load_row(tmp_path, ACT="D", CYACTIVE="3", CLOSEDAT="07/31/2024")
    roll_back(newest_live(KEY))
    assert School.objects.values().get() == before


def test_a_link_that_is_no_address_is_left_blank_and_said(tmp_path, school):
    found = load_row(tmp_path, APPLURL="javascript:alert(1)", VETURL="sfs.twu.edu/ and twu.edu/vets")
    assert (found.application_url, found.veterans_url) == ("", "")
    assert kinds() == ["link is no address", "link is no address"]


def test_a_file_without_the_column_of_a_link_leaves_the_link_as_it_was(tmp_path, school):
    load_row(tmp_path)
    older = {name: text for name, text in federal_files.DIRECTORY_ROW.items() if name != "NPRICURL"}
    load(federal_files.write(tmp_path, older, {"CITY": "Elsewhere"}, name="hd2005.csv"), edition="2005-06", accept=True)
    found = School.objects.get()
    assert (found.city, found.net_price_url) == ("Elsewhere", "https://npc.twu.edu:8443/")


def test_a_state_that_only_the_directory_knows_is_a_finding(tmp_path):
    SchoolFactory(unitid=229179, unlisted=True)
    load_row(tmp_path)
    assert kinds() == ["state not on record"]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("0", "0"), ("33.2", "0"), ("-2", "-2"), ("", ""), ("40.71", "-74.00"), ("-97.1", "33.2"), ("north", "-97.1")],
)
def test_coordinates_that_cannot_be_right_are_left_blank_and_said(tmp_path, school, latitude, longitude):
    found = load_row(tmp_path, LATITUDE=latitude, LONGITUD=longitude)
    assert (found.latitude, found.longitude, found.city) == (None, None, "Denton")
    assert kinds() == ["coordinates in doubt"]


@pytest.mark.parametrize(
    ("text", "website"),
    [
        ("www.twu.edu", "https://www.twu.edu"),
        ("HTTP://WWW.TWU.EDU/Admissions", "http://www.twu.edu/Admissions"),
        ("https://twu.edu/", "https://twu.edu/"),
        ("", ""),
        ("-2", ""),
    ],
)
def test_a_website_gets_a_scheme_where_it_has_none(tmp_path, school, text, website):
    assert load_row(tmp_path, WEBADDR=text).website == website
    assert kinds() == []


@pytest.mark.parametrize(
    "text",
    [
        "www.a.edu and www.b.edu", "javascript:alert(1)", "http//twu.edu", "twu", "a" * 400 + ".edu", "//twu.edu",
        "https://user:word@twu.edu/", "ftp://twu.edu", "www.twu.edu/#location=Denton, TX", "https://[::1", "tẅu.edu",
    ],
)  # fmt: skip
def test_a_website_that_is_none_is_left_blank_and_said(tmp_path, school, text):
    assert load_row(tmp_path, WEBADDR=text).website == ""
    assert kinds() == ["website is no address"]


@pytest.mark.parametrize("code", ["-2", "-3", ""])
def test_no_metropolitan_area_is_blank(tmp_path, school, code):
    assert load_row(tmp_path, CBSA=code).cbsa == ""


@pytest.mark.parametrize("text", ["TWU||TWU| ;twu ", "TWU;"])
def test_other_names_are_kept_once_each(tmp_path, school, text):
    assert load_row(tmp_path, IALIAS=text).aliases == "TWU"


@pytest.mark.parametrize(
    "bad",
    [
        {"UNITID": "abc"}, {"UNITID": ""}, {"UNITID": "²²"}, {"UNITID": "9" * 30}, {"UNITID": "-229179"},
        {"STABBR": "ZZ"}, {"CONTROL": "Public"}, {"CYACTIVE": ""}, {"ZIP": "7620"}, {"ZIP": "76204-12"},
        {"ZIP": "٧٦٢٠٤"}, {"CBSA": "Denton"}, {"CITY": "D" * 61}, {"CITY": "33.226421"}, {"IALIAS": "x" * 2_001}, {},
        {"ACT": "Z"}, {"ACT": "A", "CYACTIVE": "3"}, {"LOCALE": "14"}, {"NEWID": "next door"},
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_leaves_everything_as_it_was(tmp_path, school, bad):
    load_row(tmp_path, CITY="Before")
    with pytest.raises(Refused, match="1 of 2 rows cannot be read") as refused:
        load(federal_files.directory(tmp_path, {}, bad), edition="2025-26")
    assert refused.value.report.problems.errors[0].row == 3
    assert School.objects.get().city == "Before"


def test_a_file_that_has_none_of_our_schools_is_refused(tmp_path, school):
    with pytest.raises(UnusableFile, match="no row of"):
        load(federal_files.directory(tmp_path, {"UNITID": "100654"}))


def test_the_command_loads_it_and_a_dry_run_only_says_so(tmp_path, school):
    path, out = federal_files.directory(tmp_path, {}, name="hd2024.csv.gz"), StringIO()
    call_command("refresh", KEY, file=str(path), edition="2024-25", dry_run=True, stdout=out)
    assert "Nothing was changed: this was a dry run." in out.getvalue()
    assert School.objects.get().city == ""


def test_programs_are_found_by_city_and_by_other_names(tmp_path, school):
    program = ProgramFactory(school=school)
    load_row(tmp_path)
    for words in ("denton", "twu", "college for women", "denton masters"):
        assert list(Program.objects.matching(words)) == [program]
    assert list(School.objects.matching("twu")) == [school]


def test_half_a_pair_of_coordinates_is_refused_by_the_database(school):
    for values in ({"latitude": 33.2}, {"longitude": -97.1}, {"latitude": 91, "longitude": 0}, {"zip": "762"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            School.objects.update(**values)


class TestPages:
    def test_cards_and_pages_say_the_city_and_the_school_page_links_to_the_website(self, client, tmp_path, school):
        program = ProgramFactory(school=school)
        load_row(tmp_path)
        for address in (reverse("programs:list"), program.get_absolute_url(), reverse("programs:schools")):
            assert "Denton, Texas" in client.get(address).content.decode()
        page = client.get(school.get_absolute_url()).content.decode()
        assert 'href="https://twu.edu/" rel="external"' in page
        assert "Denton 76204" in page
        assert "IPEDS directory of institutions" in page

    @pytest.fixture
    def closed(self, tmp_path, school):
        SchoolFactory(unitid=100654, name="Successor College")
        program = ProgramFactory(school=school)
        load_row(tmp_path, ACT="D", CYACTIVE="3", CLOSEDAT="07/31/2024", NEWID="100654")
        return program

    def test_a_closed_school_says_when_and_what_follows_it(self, client, closed):
        successor = School.objects.get(unitid=100654)
        for address in (closed.get_absolute_url(), closed.school.get_absolute_url()):
            page = client.get(address).content.decode()
            assert "This school closed on July 31, 2024." in page
            assert f'Its successor is <a href="{successor.get_absolute_url()}">Successor College</a>' in page
            assert '<meta name="robots" content="noindex, follow">' in page
            assert "applytexas" not in page

    def test_programs_of_a_closed_school_are_found_only_by_who_asks_for_all(self, client, closed):
        name = closed.school.name
        listed, everything = (client.get(reverse("programs:list"), query) for query in ({}, {"listed": "all"}))
        assert list(Program.objects.published().at_listed_schools()) == []
        assert list(Program.objects.at_unlisted_schools()) == [closed]
        assert "1 program is left out because its school is closed" in listed.content.decode()
        assert "School closed" in everything.content.decode()
        assert client.get("/api/v1/programs/").json()["results"] == []
        assert [row["slug"] for row in client.get("/api/v1/programs/?listed=all").json()["results"]] == [closed.slug]
        assert name not in client.get(reverse("programs:schools")).content.decode()

    def test_the_school_page_leads_to_where_one_applies_and_asks_for_aid(self, client, tmp_path, school):
        load_row(tmp_path)
        page = client.get(school.get_absolute_url()).content.decode()
        for url in ("https://www.applytexas.org", "https://twu.edu/finaid/", "https://npc.twu.edu:8443/"):
            assert f'<a href="{url}" rel="external">' in page
        assert "Net-price calculator" in page
        assert "Suburb of a small city" in page

    def test_a_campus_names_the_school_that_it_reports_with(self, client, tmp_path, school):
        SchoolFactory(unitid=100654, name="Main Campus")
        load_row(tmp_path, ACT="G", CYACTIVE="3", NEWID="100654")
        assert ">Main Campus</a>" in client.get(school.get_absolute_url()).content.decode()

    def test_partners_read_whether_a_school_still_teaches(self, client, closed):
        answer = client.get("/api/v1/schools/229179/").json()
        told = {name: answer[name] for name in ("activity", "closed_on", "successor", "locale")}
        assert told == {"activity": "closed", "closed_on": "2024-07-31", "successor": 100654, "locale": "23"}
        assert answer["own_pages"] == {
            "admissions": "https://twu.edu/admissions/",
            "application": "https://www.applytexas.org",
            "financial_aid": "https://twu.edu/finaid/",
            "net_price": "https://npc.twu.edu:8443/",
            "veterans": None,
            "blanks": {"veterans": "unknown"},
        }

    def test_a_school_without_a_known_place_says_so(self, client):
        assert "Place not known" in client.get(SchoolFactory(state="").get_absolute_url()).content.decode()

    def test_partners_read_the_place_and_null_where_nobody_knows(self, client, tmp_path, school):
        other = SchoolFactory()
        load_row(tmp_path)
        answer = client.get("/api/v1/schools/229179/").json()
        expected = {"city": "Denton", "zip": "76204", "latitude": 33.226421, "longitude": -97.128417}
        assert {name: answer[name] for name in expected} == expected
        assert (answer["website"], answer["metropolitan_area"]) == ("https://twu.edu/", "19100")
        assert answer["aliases"] == ["TWU", "Texas State College for Women"]
        unknown = client.get(f"/api/v1/schools/{other.unitid}/").json()
        assert {unknown[name] for name in (*expected, "website", "metropolitan_area")} == {None}

    def test_curators_see_it_and_cannot_change_it(self, admin_client, tmp_path, school):
        load_row(tmp_path)
        address = reverse("admin:programs_school_change", args=[school.pk])
        page = admin_client.get(address)
        assert "IPEDS directory of institutions</a>, 2024-25" in page.content.decode()
        assert set(page.context["adminform"].form.fields) & set(School.DIRECTORY_FIELDS) == set()
        admin_client.post(address, {"city": "Elsewhere", "latitude": 1, "note": "Seen."})
        found = School.objects.get()
        assert (found.city, found.latitude, found.note) == ("Denton", 33.226421, "Seen.")

    def test_the_page_of_sources_says_that_no_edition_is_loaded(self, client):
        page = client.get(reverse("data")).content.decode()
        part = page[page.index('id="ipeds-directory"') :].partition("</section>")[0]
        assert "No edition of this source is loaded yet" in part


def test_every_place_has_a_box_and_no_box_is_inside_out():
    assert set(bounds.BOXES) == set(states.PLACES)
    assert all(south < north and west < east for south, west, north, east in bounds.BOXES.values())


@pytest.mark.parametrize("seed", range(120))
def test_damaged_files_are_read_or_refused_and_a_refusal_changes_nothing(tmp_path, school, seed):
    chance = random.Random(seed)
    path = federal_files.directory(tmp_path, {}, *[{"UNITID": str(number)} for number in range(1, 9)])
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(content))
        content[start : start + chance.randint(0, 9)] = bytes(
            chance.choices(b'",\r\n\0-2\xff\x81z9', k=chance.randint(0, 9))
        )
    path.write_bytes(bytes(content[: chance.randint(len(content) // 2, len(content))]))
    before = School.objects.values().get()
    try:
        load(path)
    except (UnusableFile, Refused):
        assert School.objects.values().get() == before

"""Curators' ways through the desk in a browser, each in their own role: a mistake corrected, and many rows at once."""

import csv
import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from careerportal import roles
from careerportal.datasets.models import BulkEdit
from careerportal.reports.models import Report
from programs.models import Program
from tests.browser.conftest import DESKTOP, TABLET
from tests.browser.page_types import program_with_all_figures
from tests.browser.test_every_page import ON_THE_DESK, SCREENSHOTS, elements_wider_than_the_screen, violations
from tests.factories import PersonFactory


@pytest.fixture
def signed_in(new_context, base_url, site):
    """Open a page of somebody of the staff: signed_in("Editor"). They are taken away again."""
    people = []

    def open_as(*names, **options):
        person = PersonFactory(roles=names)
        people.append(person)
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        context = new_context(**options)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": base_url}])
        return context.new_page()

    yield open_as
    for person in people:
        person.delete()


@pytest.fixture
def program(site):
    """A program that the test may change. It is given back as it was."""
    program = program_with_all_figures()
    before = program.length_months, program.credits
    yield program
    program.length_months, program.credits = before
    program.save()
    Report.objects.all().delete()
    BulkEdit.objects.all().delete()


def looks_well(page, name):
    """What axe finds, and what is too wide, on a tablet and on a desktop."""
    found = []
    for width, height in (TABLET, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=SCREENSHOTS / f"desk-{name}-{width}.png", full_page=True)
        found += violations(page, ON_THE_DESK) + elements_wider_than_the_screen(page)
    return found


def test_reported_mistake_is_accepted_and_page_api_and_log_show_it(page, signed_in, program):
    page.goto(f"{reverse('report')}?about=program&key={program.slug}&fact=length_months")
    page.get_by_label("What should it say?").fill("27")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(re.compile(reverse("report-thanks")))

    desk = signed_in(roles.EDITOR, java_script_enabled=False)
    desk.goto(reverse("admin:index"))
    desk.get_by_role("link", name="Reported mistakes without an answer").click()
    desk.locator("#result_list tbody th a").first.click()
    desk.get_by_label("Decision").select_option("accept")
    desk.get_by_label("Answer").fill("The school's own page says 27 months.")
    desk.get_by_role("button", name="Save", exact=True).click()

    page.goto(program.get_absolute_url())
    expect(page.get_by_text("27 months").first).to_be_visible()
    assert page.request.get(f"/api/v1/programs/{program.slug}/").json()["length_months"]["value"] == 27
    page.goto(reverse("corrections"))
    expect(page.get_by_text("The school's own page says 27 months.")).to_be_visible()


def test_file_with_three_bad_rows_is_refused_then_a_good_one_is_written(signed_in, program, tmp_path):
    def file_of(name, *rows):
        with open(tmp_path / name, "w", newline="") as file:
            csv.writer(file).writerows([("slug", "credits", "url"), *rows])
        return tmp_path / name

    bad = file_of(
        "bad.csv",
        (program.slug, "36", ""),
        ("nowhere", "36", ""),
        (program.slug, "37", ""),
        ("x", "many", "no address"),
    )
    good = file_of("good.csv", (program.slug, "36", program.url))
    desk, faults = signed_in(roles.EDITOR), []
    desk.goto(reverse("admin:programs_program_changelist"))
    desk.get_by_role("link", name="Change many at once").click()
    faults += looks_well(desk, "bulk-import")
    desk.get_by_label("File").set_input_files(bad)
    desk.get_by_role("button", name="Show what would change").click()
    expect(desk.get_by_role("alert")).to_contain_text("3 mistakes in 4 rows, so nothing was changed")
    expect(desk.get_by_role("table", name="What is wrong").get_by_role("row")).to_have_count(1 + 3)
    faults += looks_well(desk, "bulk-mistakes")
    assert not Program.objects.filter(credits=36).exists()

    desk.get_by_label("File").set_input_files(good)
    desk.keyboard.press("Tab")
    desk.get_by_role("button", name="Show what would change").press("Enter")
    expect(desk.get_by_text("1 row would change")).to_be_visible()
    faults += looks_well(desk, "bulk-review")
    assert not Program.objects.filter(credits=36).exists()
    desk.get_by_role("button", name="Write all of it").click()
    expect(desk.get_by_text("1 changed, 0 added.")).to_be_visible()
    assert Program.objects.get(credits=36) == program

    desk.get_by_role("link", name="Home").click()
    expect(desk.get_by_text("good.csv")).to_be_visible()
    faults += looks_well(desk, "overview")
    assert faults == []


def test_each_role_finds_on_the_desk_what_is_theirs(signed_in):
    """Viewer, school editor and partner manager: what the first page offers, and what it does not."""
    offered = {
        roles.VIEWER: ({"Programs", "Findings", "Releases"}, {"Partners", "Users"}),
        roles.SCHOOL_EDITOR: ({"Programs", "Schools"}, {"Findings", "Partners"}),
        roles.PARTNER_MANAGER: ({"Partners", "Programs"}, {"Findings", "Users"}),
        roles.ADMINISTRATOR: ({"Partners", "Users", "School editors"}, set()),
    }
    for role, (there, not_there) in offered.items():
        desk = signed_in(role)
        desk.goto(reverse("admin:index"))
        for name in there:
            expect(desk.get_by_role("rowheader", name=name, exact=True)).to_be_visible()
        for name in not_there:
            expect(desk.get_by_role("rowheader", name=name, exact=True)).to_have_count(0)

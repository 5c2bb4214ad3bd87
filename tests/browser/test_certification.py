"""A student finds out, by keyboard alone and without JavaScript, whether they may sit the exam and when to renew."""

import re
from datetime import date

import icalendar
import pytest
from playwright.sync_api import expect

from certification.dates import add_months
from tests.browser.conftest import PHONE
from tests.browser.page_types import CMM

MANY_TABS = 80


def said(day):
    return f"{day:%B} {day.day}, {day.year}"


def tab_to(page, wanted):
    """Press Tab until an element has the focus; each field on the way can be typed into."""
    for _ in range(MANY_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"the keyboard does not reach {wanted}")


def type_into(page, label, text):
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)


def test_student_asks_by_keyboard_corrects_a_mistake_and_learns_the_date(page):
    page.goto(f"/certification/{CMM}/")
    tab_to(page, page.get_by_role("link", name="Am I eligible?"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/eligibility/$"))

    type_into(page, "Years", "two")
    type_into(page, "Credit hours", "30")
    tab_to(page, page.get_by_role("radio", name="Yes"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    mistakes = page.get_by_role("alert")
    expect(mistakes).to_contain_text("Please correct 1 thing")
    expect(page.get_by_label("Years", exact=True)).to_have_value("two")
    expect(page.get_by_label("Credit hours", exact=True)).to_have_value("30")
    tab_to(page, mistakes.get_by_role("link"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Years", exact=True)).to_be_focused()

    page.keyboard.press("Control+A")
    page.keyboard.type("2.9")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Not yet: 1 of 3 rules is still to be met")
    expect(page.get_by_role("status").first).to_contain_text(said(add_months(date.today(), 2)))
    expect(page.get_by_role("row", name=re.compile("^Experience"))).to_contain_text("2 months")


def test_student_plans_to_study_without_javascript_on_a_phone(new_context):
    width, height = PHONE
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"/certification/{CMM}/eligibility/")
    page.get_by_label("Years", exact=True).fill("3")
    page.get_by_label("Credit hours", exact=True).fill("0")
    page.get_by_role("radio", name="Yes").check()
    page.get_by_text("I plan to study").click()
    start = date(date.today().year + 1, 1, 14)
    page.get_by_label("Credit hours it gives").fill("12")
    page.get_by_label("Start", exact=True).fill(start.isoformat())
    page.get_by_label("Length in months").fill("9")
    page.get_by_role("button", name="Check").click()
    finished = add_months(start, 9)
    expect(page.get_by_text(f"you may sit from {said(finished)}")).to_be_visible()
    expect(page.get_by_label("Credit hours it gives")).to_be_visible()


def test_holder_takes_the_due_dates_home(page):
    page.goto(f"/certification/{CMM}/renewal/")
    page.get_by_label("Day of certification").fill("2024-02-29")
    page.get_by_label("Hours done in this period").fill("10")
    page.get_by_role("button", name="Plan").click()
    expect(page.get_by_role("table", name="The next three renewals").get_by_role("rowheader")).to_have_count(3)
    with page.expect_download() as download:
        page.get_by_role("link", name="Add the dates to my calendar").click()
    assert download.value.suggested_filename == f"{CMM}-renewal.ics"
    events = icalendar.Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    assert [event.decoded("dtstart").month for event in events] == [2, 2, 2]


def test_answer_prints_without_buttons(page):
    page.goto(f"/certification/{CMM}/eligibility/?experience_years=3&credit_hours=11&member=yes")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Check")).to_be_hidden()
    expect(page.get_by_role("heading", name="When you may sit")).to_be_visible()
    expect(page.get_by_text("Rules checked on")).to_be_visible()

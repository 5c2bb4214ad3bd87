"""From a search to a decision: save three, compare, reckon the pay-back, send the link; also without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_every_page import elements_wider_than_the_screen, violations

SEARCH = "/programs/?level=masters&state=TX&sort=-earnings"
SAVED = ["Trinity University", "West Texas A & M University", "Our Lady of the Lake University"]


def card(page, school):
    return page.get_by_role("article").filter(has=page.get_by_role("link", name=school, exact=True))


def entries(page):
    return page.locator(".shortlist__entries").get_by_role("heading", level=2)


@pytest.mark.parametrize("has_javascript", [True, False], ids=["javascript", "plain"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_student_saves_three_compares_reckons_and_sends_the_link(new_context, has_javascript, size):
    def new_profile():
        page = new_context(java_script_enabled=has_javascript).new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        return page

    page = new_profile()
    page.goto(SEARCH)
    for school in SAVED:
        card(page, school).get_by_role("button", name=re.compile("^Save")).click()
        if has_javascript:
            expect(card(page, school).get_by_role("button", name=re.compile("^Saved"))).to_be_visible()
        else:
            page.get_by_role("link", name="Back to where you were").click()
            expect(page).to_have_url(re.compile(re.escape(SEARCH)))

    page.goto("/shortlist/")
    expect(entries(page)).to_have_text(SAVED)
    page.get_by_role("button", name="Move Our Lady of the Lake University Up").click()
    expect(entries(page)).to_have_text([SAVED[0], SAVED[2], SAVED[1]])
    page.get_by_role("button", name="Remove Trinity University").click()
    expect(entries(page)).to_have_text([SAVED[2], SAVED[1]])
    page.get_by_role("button", name="Undo").click()
    expect(entries(page)).to_have_text([SAVED[0], SAVED[2], SAVED[1]])
    share = page.get_by_role("link", name="link to this shortlist").get_attribute("href")

    page.get_by_role("link", name="Compare them all").click()
    earnings = page.get_by_role("row", name=re.compile("^Median earnings"))
    expect(earnings).to_contain_text("$148,391")
    expect(earnings).to_contain_text("Best here: highest")
    page.get_by_text("Change it").click()
    page.get_by_label("Trinity University", exact=True).fill("60,000")
    page.get_by_label("Interest, in percent a year").fill("6")
    page.get_by_role("button", name="Reckon again").click()
    expect(page).to_have_url(re.compile("rate=6\\b.*cost=60%2C000"))
    expect(page.get_by_role("row", name=re.compile("^Cost reckoned with"))).to_contain_text("$60,000")
    assert elements_wider_than_the_screen(page) == []

    fresh = new_profile()
    fresh.goto(share)
    expect(entries(fresh)).to_have_text([SAVED[0], SAVED[2], SAVED[1]])
    fresh.goto("/shortlist/")
    expect(fresh.get_by_role("heading", name="Nothing is saved yet")).to_be_visible()
    fresh.goto(page.url)
    assert fresh.get_by_role("table").first.inner_text() == page.get_by_role("table").first.inner_text()


def test_notes_stay_in_the_browser_and_saved_programs_are_marked(page, watched):
    page.goto(SEARCH)
    tick = card(page, SAVED[1]).get_by_role("checkbox", name=re.compile("Compare"))
    tick.check()
    save = card(page, SAVED[0]).get_by_role("button", name=re.compile("^Save"))
    save.click()
    expect(save).to_have_text(re.compile("^Saved"))
    expect(tick).to_be_checked()  # Neither of the two is a change of the search around them.
    page.get_by_role("main").get_by_role("link", name="Open your shortlist").click()
    page.get_by_label("Your note").fill("Ask about evening courses")
    assert violations(page) == []
    page.reload()
    expect(page.get_by_label("Your note")).to_have_value("Ask about evening courses")
    sent = [(request.post_data or "") + request.url for request in watched[0].requests]
    assert not [line for line in sent if "evening" in line]

    page.goto(SEARCH)
    expect(save).to_have_text(re.compile("^Saved"))
    save.click()
    expect(save).not_to_have_text(re.compile("^Saved"))
    page.goto("/shortlist/")
    expect(page.get_by_role("heading", name="Nothing is saved yet")).to_be_visible()


def test_six_programs_side_by_side_fit_one_sheet_of_paper(page):
    page.goto(SEARCH)
    for number in range(6):
        page.get_by_role("article").nth(number).get_by_role("checkbox", name=re.compile("Compare")).check()
    page.get_by_role("button", name="Compare the ticked programs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare programs")
    assert page.get_by_role("table").first.get_by_role("columnheader").count() == 7
    sheets = re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True))
    assert len(sheets) == 1

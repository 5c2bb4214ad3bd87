"""A student's way from the first page to a program: by mouse, by keyboard alone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE

MANY_TABS = 120


def status(page):
    """What the results say about themselves, aloud."""
    return page.get_by_role("region", name="Results").get_by_role("status")


def search_box(page):
    """The box of the page's own search; with JavaScript it also suggests, and then calls itself a combobox."""
    return page.get_by_role("main").locator("input[type=search]")


def tab_to(page, wanted):
    """Press Tab until an element has the focus, as somebody without a mouse does; each stop must be visible."""
    for _ in range(MANY_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
    pytest.fail(f"the keyboard does not reach {wanted}")


def outline_of_focus(page):
    return page.evaluate(
        """() => {
            const style = getComputedStyle(document.activeElement);
            return style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
        }"""
    )


def test_student_searches_narrows_and_opens_a_program_by_mouse(page):
    page.goto("/")
    search_box(page).fill("texas woman")
    page.get_by_role("main").get_by_role("button", name=re.compile("search|find", re.IGNORECASE)).first.click()
    expect(page).to_have_url(re.compile(r"/programs/\?.*texas.woman"))

    page.get_by_role("checkbox", name=re.compile("^Master's degree")).check()
    expect(status(page)).to_have_text(re.compile(r"^1 program\b"))
    expect(page).to_have_url(re.compile("level=masters"))

    page.get_by_role("link", name="Texas Woman's University").click()
    expect(page).to_have_title(re.compile("Texas Woman's University"))
    expect(page.get_by_role("main")).to_contain_text("$90,503")
    expect(page.get_by_role("main")).to_contain_text("$38,475")

    page.go_back()
    expect(status(page)).to_have_text(re.compile(r"^1 program\b"))
    expect(page.get_by_role("checkbox", name=re.compile("^Master's degree"))).to_be_checked()


def test_back_button_takes_the_last_filter_away(page):
    page.goto("/programs/?q=texas")
    before = status(page).inner_text()
    page.get_by_role("checkbox", name=re.compile("^Doctoral degree")).check()
    expect(page).to_have_url(re.compile("level=doctoral"))
    expect(status(page)).not_to_have_text(before)
    page.go_back()
    expect(page).not_to_have_url(re.compile("level=doctoral"))
    expect(status(page)).to_have_text(before)
    expect(page.get_by_role("checkbox", name=re.compile("^Doctoral degree"))).not_to_be_checked()


def test_removing_a_chip_widens_the_search(page):
    page.goto("/programs/?level=masters&state=TX")
    page.get_by_role("link", name=re.compile("^Remove State")).click()
    expect(page).to_have_url(re.compile(r"/programs/\?level=masters$"))
    expect(status(page)).to_contain_text("485")


def test_student_uses_the_filters_on_a_phone(page):
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto("/programs/")
    choice = page.get_by_role("checkbox", name=re.compile("^Doctoral degree"))
    expect(choice).to_be_hidden()
    page.get_by_text("Filters", exact=False).first.click()
    choice.check()
    expect(status(page)).to_contain_text("40 programs")


def test_student_finds_a_school_by_its_former_name_with_the_keyboard_alone(page):
    page.goto("/programs/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()

    tab_to(page, search_box(page))
    assert outline_of_focus(page) >= 2
    page.keyboard.type("kaplan")
    found = page.get_by_role("link", name=re.compile("Purdue University Global"))
    expect(found.first).to_be_visible()
    tab_to(page, page.get_by_role("checkbox", name=re.compile("^Bachelor's degree")))
    page.keyboard.press("Space")
    expect(found).to_have_count(1)
    tab_to(page, found)
    assert outline_of_focus(page) >= 2
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("$57,546")


@pytest.fixture
def plain_page(new_context):
    """A page of a browser in which JavaScript is off."""
    return new_context(java_script_enabled=False).new_page()


def test_student_searches_narrows_and_opens_a_program_without_javascript(plain_page):
    plain_page.goto("/")
    box = search_box(plain_page)
    box.fill("texas woman")
    box.press("Enter")
    plain_page.get_by_role("checkbox", name=re.compile("^Master's degree")).check()
    search_box(plain_page).press("Enter")
    expect(status(plain_page)).to_have_text(re.compile(r"^1 program\b"))
    plain_page.get_by_role("link", name="Texas Woman's University").click()
    expect(plain_page.get_by_role("main")).to_contain_text("$90,503")


def test_student_applies_filters_with_a_button_without_javascript(plain_page):
    plain_page.goto("/programs/")
    plain_page.get_by_role("checkbox", name=re.compile("^Doctoral degree")).check()
    plain_page.get_by_role("button", name=re.compile("show|apply|search", re.IGNORECASE)).first.click()
    expect(status(plain_page)).to_contain_text("40 programs")


def test_student_sorts_without_javascript(plain_page):
    plain_page.goto("/programs/?level=masters")
    plain_page.get_by_label("Sort by").select_option("-earnings")
    plain_page.get_by_role("button", name="Sort", exact=True).click()
    expect(plain_page).to_have_url(re.compile("sort=-earnings"))


@pytest.mark.parametrize("width", [PHONE[0], DESKTOP[0]])
def test_menu_leads_everywhere_without_javascript(plain_page, width):
    plain_page.set_viewport_size({"width": width, "height": 900})
    for name in ("Programs", "Schools", "Levels", "Careers", "Salaries", "Certification"):
        plain_page.goto("/")
        if width == PHONE[0]:
            plain_page.locator("summary", has_text="Menu").click()
        plain_page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()
        expect(plain_page.get_by_role("heading", level=1)).to_be_visible()
        expect(plain_page).not_to_have_title("")


def test_chosen_theme_is_remembered_on_the_next_page(page):
    page.emulate_media(color_scheme="light")
    page.goto("/programs/")
    page.get_by_role("button", name="Dark theme").click()
    page.goto("/salaries/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Dark theme")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("system", "chosen", "paper"), [("light", "dark", "#0f1c19"), ("dark", "light", "#faf6ee")])
def test_chosen_theme_outweighs_the_system_s(page, system, chosen, paper):
    page.emulate_media(color_scheme=system)
    page.goto("/programs/")
    page.get_by_role("button", name="Dark theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", chosen)
    red, green, blue = (int(paper[place : place + 2], 16) for place in (1, 3, 5))
    expect(page.locator("body")).to_have_css("background-color", f"rgb({red}, {green}, {blue})")


def test_career_leads_to_its_pay_and_to_the_certification(page):
    page.goto("/careers/medical-office-manager/")
    page.get_by_role("main").get_by_role("link", name=re.compile("pay|salar", re.IGNORECASE)).first.click()
    expect(page.get_by_role("main")).to_contain_text("$123,860")
    page.goto("/careers/medical-office-manager/")
    page.get_by_role("main").get_by_role("link", name=re.compile("Certified Medical Manager")).first.click()
    expect(page.get_by_role("main")).to_contain_text("3 years")

"""A page on paper: what is folded away on the screen stands open, and answers stand beside what they assume."""

from playwright.sync_api import expect

from tests.browser.page_types import program_with_all_figures


def test_a_program_page_prints_what_its_answers_assume(page):
    page.goto(program_with_all_figures().get_absolute_url() + "?cost=45000&rate=6.5")
    payback = page.locator("#payback")
    assumed, arithmetic = payback.get_by_text("Reckoned with: a cost of $45,000;"), payback.get_by_text("Level payment")
    expect(assumed).to_be_hidden()
    expect(arithmetic).to_be_hidden()

    page.emulate_media(media="print")
    expect(assumed).to_be_visible()
    expect(assumed).to_contain_text("6.5% interest a year")
    expect(arithmetic).to_be_visible()
    expect(payback.get_by_role("button")).to_be_hidden()

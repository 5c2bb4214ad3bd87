"""When a part of a page cannot be fetched, the reader hears of it and can try again."""

import re

import pytest
from playwright.sync_api import expect


def fail_with_503(route):
    route.fulfill(status=503, body="Busy")


def break_off(route):
    route.abort()


@pytest.mark.parametrize("answer", [fail_with_503, break_off])
def test_a_search_that_fails_says_so_until_the_next_one_succeeds(page, watched, answer):
    page.goto("/programs/")
    results, alert = page.locator("#results"), page.get_by_role("alert")
    before = results.inner_text()
    page.route(re.compile("level=doctoral"), answer)

    doctoral = page.get_by_role("checkbox", name=re.compile("^Doctoral degree"))
    doctoral.check()
    expect(alert).to_contain_text("could not be fetched")
    assert results.inner_text() == before
    again = alert.get_by_role("link", name="Try again")
    assert re.search(r"/programs/\?(.*&)?level=doctoral", again.get_attribute("href"))

    page.unroute(re.compile("level=doctoral"))
    doctoral.uncheck()
    doctoral.check()
    expect(page).to_have_url(re.compile("level=doctoral"))
    expect(alert).to_have_count(0)
    watched[0].faults.clear()  # The failure above, as the console tells it.


def test_the_link_of_a_failed_search_leads_to_it(page, watched):
    page.goto("/programs/")
    page.route(re.compile("level=doctoral"), fail_with_503)
    page.get_by_role("checkbox", name=re.compile("^Doctoral degree")).check()
    again = page.get_by_role("alert").get_by_role("link", name="Try again")
    expect(again).to_be_visible()
    page.unroute(re.compile("level=doctoral"))
    again.click()
    expect(page.get_by_role("checkbox", name=re.compile("^Doctoral degree"))).to_be_checked()
    watched[0].faults.clear()

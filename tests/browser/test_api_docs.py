"""The API's documentation draws itself and can be tried out under the site's strict Content-Security-Policy."""

from django.urls import reverse


def test_a_partner_reads_and_tries_the_documentation(open_page):
    page = open_page(reverse("api-docs")).page
    wages = page.locator("#operations-wages-wages_list")

    wages.get_by_role("button", name="Employment and wages").click()
    wages.get_by_role("button", name="Try it out").click()
    wages.get_by_role("button", name="Execute").click()

    answer = wages.locator(".live-responses-table")
    answer.locator(".response-col_status", has_text="200").wait_for()
    assert '"next"' in answer.inner_text()


def test_a_partner_reads_the_reference(open_page):
    page = open_page(reverse("api-reference")).page
    page.get_by_role("heading", name="Career Portal API").first.wait_for()
    heading = page.get_by_role("heading", name="Employment and wages, by occupation, area and year")
    heading.first.wait_for()
    assert page.evaluate("document.adoptedStyleSheets.length") > 0

"""The curator's desk works in a browser under the same strict Content-Security-Policy."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from programs.models import Program
from tests.browser.page_types import program_with_all_figures


@pytest.mark.parametrize(
    "name", ["index", "programs_program_changelist", "programs_program_add", "datasets_finding_changelist"]
)
def test_page_of_the_desk_breaks_no_policy(curator_page, name):
    curator_page.goto(reverse(f"admin:{name}"))
    expect(curator_page.get_by_text("Career Portal: curator's desk")).to_be_visible()


def test_federal_figures_stand_there_to_read_with_their_source(curator_page):
    curator_page.goto(reverse("admin:programs_program_change", args=[program_with_all_figures().pk]))
    expect(curator_page.get_by_role("heading", name="From the federal file")).to_be_visible()
    expect(curator_page.get_by_text("June 2026 (US Department of Education)")).to_be_visible()
    expect(curator_page.locator("[name=title]")).to_have_count(0)
    expect(curator_page.locator("[name=description]")).to_be_editable()


def test_curator_finds_the_school_of_a_new_program_by_typing(curator_page):
    curator_page.goto(reverse("admin:programs_program_add"))
    curator_page.locator(".field-school .select2-selection").click()
    curator_page.locator(".select2-search__field").fill("texas woman")
    curator_page.get_by_role("option", name="Texas Woman's University").click()
    expect(curator_page.locator(".field-school .select2-selection")).to_have_text(
        re.compile("Texas Woman's University")
    )
    assert Program.objects.filter(federal_key=None).count() == 0


def test_partners_read_the_api_in_the_browser(page):
    page.goto(reverse("api-docs"))
    expect(page.get_by_text("/api/v1/programs/", exact=True).first).to_be_visible()

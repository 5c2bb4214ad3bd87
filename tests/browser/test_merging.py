"""A reviewer merges one school into another in a browser, looks at what has changed, and takes it back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from careerportal.sync.models import Change
from programs.models import Program, School, SchoolMove
from tests.browser.test_curators_work import looks_well


@pytest.fixture
def schools(site):
    """A school and the one that it is to be merged into; both are given back as they were, with nothing told."""
    newest = Change.objects.order_by("-serial").values_list("serial", flat=True).first() or 0
    source = Program.objects.published().at_listed_schools().first().school
    target = School.objects.listed().with_programs().exclude(pk=source.pk).order_by("-pk").first()
    yield source, target
    SchoolMove.objects.all().delete()
    for model in (School, Program):
        model.history.all().delete()
    Change.objects.filter(serial__gt=newest).delete()


def test_school_is_merged_and_the_merge_is_undone(curator_page, schools):
    source, target = schools
    found = []
    curator_page.goto(reverse("admin:programs_school_change", args=[source.pk]))
    curator_page.get_by_role("link", name="Merge into another school").click()
    curator_page.locator(".select2-selection").click()
    curator_page.locator(".select2-search__field").fill(target.name)
    curator_page.get_by_role("option", name=target.shown_name).first.click()
    curator_page.get_by_role("button", name="Show what would change").click()
    expect(curator_page.get_by_text("Its page leads to")).to_be_visible()
    found += looks_well(curator_page, "merge")
    curator_page.get_by_label("Why").fill("They are one since July")
    curator_page.get_by_role("button", name="Do it").click()
    expect(curator_page.get_by_text("This page can take it back.")).to_be_visible()
    found += looks_well(curator_page, "merged")
    answer = curator_page.request.get(source.get_absolute_url(), max_redirects=0)
    assert answer.headers["location"] == target.get_absolute_url()
    curator_page.get_by_role("link", name="Undo").click()
    found += looks_well(curator_page, "undo-merge")
    curator_page.get_by_label("Why").fill("Another school of that name")
    curator_page.get_by_role("button", name="Undo it").click()
    expect(curator_page.get_by_text("Another school of that name")).to_be_visible()
    assert curator_page.request.get(source.get_absolute_url(), max_redirects=0).status == 200
    assert found == []


def test_merge_begins_and_a_program_is_given_a_school_where_no_script_runs(browser, base_url, curator_session, schools):
    source, target = schools
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": curator_session, "url": base_url}])
    page = context.new_page()
    page.goto(reverse("admin:programs_school_merge", args=[source.pk]))
    page.get_by_label("UNITID, or the address of its page").fill(f"{base_url}{target.get_absolute_url()}")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("button", name="Do it")).to_contain_text(str(target))
    page.goto(reverse("admin:programs_program_add"))
    expect(page.get_by_label("UNITID, or the address of its page")).to_be_visible()
    context.close()

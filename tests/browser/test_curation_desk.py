"""Two curators in two browsers: from draft to published, and one who is quicker than the other."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from careerportal.links.models import Link
from careerportal.sync.models import Change
from careerportal.visits.models import PageViews
from programs.models import Override, Program, School
from tests.browser.conftest import DESKTOP, TABLET
from tests.browser.test_every_page import ON_THE_DESK, SCREENSHOTS, elements_wider_than_the_screen, violations
from tests.factories import LinkFactory, OverrideFactory, PageViewsFactory
from tests.programs.test_curation import own_listing

OURS = ON_THE_DESK | {"rules": {"empty-table-header": {"enabled": False}}}
"""Django's tables of what hangs on a row have a column for the number of a row and one for taking it away, unnamed."""


def address(page, row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


@pytest.fixture
def school(site):
    """A federal school; what the test writes on it is taken away again."""
    school = School.objects.filter(unitid=229179).get()
    yield school
    School.objects.filter(pk=school.pk).update(note="", description="", overriding=None)
    school.history.all().delete()


@pytest.fixture
def draft(school):
    """A listing of our own, taken away again with what was told of it."""
    newest = Change.objects.order_by("-serial").values_list("serial", flat=True).first() or 0
    draft = own_listing(school=school, slug="draft-of-the-browser-tests")
    yield draft
    Change.objects.filter(serial__gt=newest).delete()
    draft.history.all().delete()
    draft.delete()


@pytest.fixture
def two_pages(new_context, base_url, site):
    """Pages of two curators who have signed in, each in a browser of their own; they work without JavaScript."""
    people = []
    for name in ("ann", "ben"):
        person = get_user_model().objects.create_superuser(name)
        client = Client()
        client.force_login(person)
        context = new_context(java_script_enabled=False)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url}])
        people.append((person, context.new_page()))
    yield [page for _, page in people]
    for person, _ in people:
        person.delete()


def test_draft_is_reviewed_by_another_and_published(two_pages, page, draft):
    ann, ben = two_pages
    ann.goto(address("change", draft))
    expect(ann.get_by_role("link", name="Publish")).to_have_count(0)
    ann.get_by_role("link", name="Preview link").click()
    link = ann.locator("#content a").last.inner_text()
    page.goto(link)
    expect(page.get_by_text("Preview: Draft")).to_be_visible()
    expect(page.get_by_text("A program for people who work in hospitals").first).to_be_visible()
    assert page.goto(draft.get_absolute_url()).status == 404
    ann.goto(address("submit", draft))
    ann.get_by_role("button", name="Send to review").click()
    ann.goto(address("publish", draft))
    ann.get_by_role("button", name="Publish").click()
    expect(ann.get_by_text("Somebody else publishes it.")).to_be_visible()
    ben.goto(address("change", draft))
    ben.get_by_role("link", name="Publish", exact=True).click()
    ben.get_by_label("Why").fill("Read against the school's page")
    ben.get_by_role("button", name="Publish").click()
    expect(ben.get_by_text("Publish: done")).to_be_visible()
    assert page.goto(draft.get_absolute_url()).status == 200
    ben.get_by_role("link", name="History").click()
    expect(ben.get_by_text("Read against the school's page")).to_be_visible()


def test_second_to_save_is_told_and_saves_over_it_on_purpose(two_pages, school):
    ann, ben = two_pages
    for page in (ann, ben):
        page.goto(address("change", school))
    ann.get_by_label("Note").fill("Ann was quicker.")
    ann.get_by_label("Why").fill("Their news page")
    ann.get_by_role("button", name="Save", exact=True).click()
    ben.get_by_label("Note").fill("Ben has more.")
    ben.get_by_role("button", name="Save", exact=True).click()
    told = ben.locator(".errorlist.nonfield")
    expect(told).to_contain_text("ann,")
    expect(told).to_contain_text("is now “Ann was quicker.”, yours is “Ben has more.”")
    expect(ben.get_by_label("Note")).to_have_value("Ben has more.")
    ben.screenshot(path=SCREENSHOTS / "desk-lost-update.png", full_page=True)
    ben.get_by_label("Save mine over it").check()
    ben.get_by_role("button", name="Save", exact=True).click()
    school.refresh_from_db()
    assert school.note == "Ben has more."


def test_pages_are_accessible_and_fit_a_tablet(curator_page, draft, school):
    Program.objects.filter(pk=draft.pk).update(description="Short.")
    school.note = "A second version."
    school.save()
    school.note = "A third version."
    school.save()
    override = OverrideFactory(school=school)
    link = LinkFactory(url=draft.url, state="broken", failing_since=timezone.now(), moved_to="https://school.edu/new")
    PageViewsFactory(slug=draft.slug)
    pages = {
        "program": address("change", draft),
        "submit": address("submit", draft),
        "preview-link": address("preview_link", draft),
        "history": address("history", school),
        "revert": reverse("admin:programs_school_revert", args=[school.pk, school.history.last().pk]),
        "override": address("change", override),
        "overrides": reverse("admin:programs_override_changelist"),
        "propose": reverse("admin:programs_override_add"),
        "links": reverse("admin:links_link_changelist"),
        "link": reverse("admin:links_link_change", args=[link.pk]),
        "views": reverse("admin:visits_pageviews_changelist"),
        "glossary": reverse("admin:texts_glossaryterm_changelist"),
    }
    found = {}
    for name, page in pages.items():
        curator_page.goto(page)
        for width, height in (TABLET, DESKTOP):
            curator_page.set_viewport_size({"width": width, "height": height})
            curator_page.screenshot(path=SCREENSHOTS / f"desk-curation-{name}-{width}.png", full_page=True)
            found[name, width] = violations(curator_page, OURS) + elements_wider_than_the_screen(curator_page)
    for table in (Override, Link, PageViews):
        table.objects.all().delete()
    assert "\n".join(f"{page}: {faults}" for page, faults in found.items() if faults) == ""

"""An operator's way through the releases' desk in a browser, with and without JavaScript, on a tablet and by axe."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from careerportal.datasets import publishing
from careerportal.datasets.models import Release
from careerportal.datasets.registry import get
from tests import federal_files
from tests.browser.conftest import DESKTOP, TABLET
from tests.browser.test_every_page import ON_THE_DESK, SCREENSHOTS, elements_wider_than_the_screen, violations
from tests.factories import FindingFactory


@pytest.fixture
def waiting(site, settings, tmp_path):
    """A preview of a file that has one of the schools alone, so that guards have doubts. It is given up again."""
    settings.RELEASE_FOLDER = tmp_path / "releases"
    path = federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"}, {"CREDLEV": "99", "CREDDESC": "Courses"})
    release = publishing.preview(get("scorecard-field-of-study"), path, edition="June 2027").release
    yield release
    publishing.give_up(release)


@pytest.fixture
def finding(waiting):
    """A finding that a person may answer by naming a school. It is taken away again."""
    live = Release.objects.filter(source=waiting.source, state="ready").first()
    message = "the school has no UNITID; its OPEID 003646 is that of Texas Woman's University (UNITID 229179)"
    made = FindingFactory(release=live, kind="ambiguous school", subject="Old College, OPEID 003646", message=message)
    yield made
    made.delete()


def address(page, *args):
    return reverse(f"admin:datasets_release_{page}", args=args)


def test_pages_are_accessible_and_fit_a_tablet(curator_page, waiting, finding):
    live = Release.objects.filter(source=waiting.source, state="ready").first()
    pages = {
        "list": address("changelist"),
        "preview-a-file": address("preview"),
        "preview": address("change", waiting.pk),
        "publish": address("publish", waiting.pk),
        "roll-back": address("roll_back", live.pk),
        "findings": reverse("admin:datasets_finding_changelist"),
        "finding": reverse("admin:datasets_finding_change", args=[finding.pk]),
    }
    found = {}
    for name, page in pages.items():
        curator_page.goto(page)
        for width, height in (TABLET, DESKTOP):
            curator_page.set_viewport_size({"width": width, "height": height})
            picture = SCREENSHOTS / f"desk-release-{name}-{width}.png"
            curator_page.screenshot(path=picture, full_page=True)
            found[name, width] = violations(curator_page, ON_THE_DESK) + elements_wider_than_the_screen(curator_page)
    assert {page: faults for page, faults in found.items() if faults} == {}


def test_publishing_asks_for_every_tick_and_works_without_javascript(new_context, base_url, curator_session, waiting):
    context = new_context(java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": curator_session, "url": base_url}])
    page = context.new_page()
    page.goto(address("change", waiting.pk))
    page.get_by_role("link", name="Publish").click()
    doubts = page.locator("input[name=accept]")
    expect(doubts).not_to_have_count(0)
    page.get_by_role("button", name="Publish").click()
    expect(page).to_have_url(f"{base_url}{address('publish', waiting.pk)}")
    assert Release.objects.get(pk=waiting.pk).state == "previewed"

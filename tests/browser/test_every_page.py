"""Every type of page in both themes, on a phone and on a desktop: whole, quiet, accessible, as wide as its screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.browser.conftest import DESKTOP, PHONE, TABLET
from tests.browser.page_types import PAGE_TYPES, STATUSES

SCREENSHOTS = settings.BASE_DIR / "artifacts" / "screenshots"
WCAG_2_2_AA = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
ON_THE_DESK = WCAG_2_2_AA | {"preload": False}
"""Its stylesheets import one another, and axe would write inline styles to read those beforehand."""


def violations(page, options=WCAG_2_2_AA):
    """What axe finds wrong, one readable line each."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {rule['help']} ({node['target'][0]}: {node['failureSummary'].splitlines()[-1].strip()})"
        for rule in found
        for node in rule["nodes"][:3]
    ]


def elements_wider_than_the_screen(page):
    """The page scrolls sideways because of these; empty when it does not."""
    return page.evaluate(
        """() => {
            const screen = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= screen) return [];
            return [...document.body.querySelectorAll('*')]
                .filter(element => element.getBoundingClientRect().right > screen + 0.5)
                .slice(0, 5)
                .map(element => element.tagName.toLowerCase() + '.' + element.className + ' ends at '
                    + Math.round(element.getBoundingClientRect().right) + ' px of ' + screen);
        }"""
    )


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", PAGE_TYPES)
def test_page_is_accessible_in_both_themes(open_page, site, name, size):
    opened = open_page(PAGE_TYPES[name](), size=size)
    assert opened.status == STATUSES.get(name, 200)
    found = {}
    for theme in ("light", "dark"):
        opened.page.emulate_media(color_scheme=theme)
        picture = SCREENSHOTS / f"{name}-{size[0]}-{theme}.jpg"
        opened.page.screenshot(path=picture, type="jpeg", quality=70, full_page=True)
        found[theme] = violations(opened.page)
    assert found == {"light": [], "dark": []}


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_page_is_whole_and_fits_every_screen(open_page, site, name):
    """One visit for both: one heading, one main part, a title of its own; and nothing to scroll sideways for."""
    page = open_page(PAGE_TYPES[name](), size=(320, 640)).page
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.locator("html").get_attribute("lang") == "en"
    assert len(page.title()) > 10
    for width in (320, *(size[0] for size in (PHONE, TABLET, DESKTOP))):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function("width => innerWidth === width && document.fonts.status === 'loaded'", arg=width)
        assert elements_wider_than_the_screen(page) == [], f"at {width} px"


@pytest.mark.parametrize("path", ["/es/", "/es/programs/?level=masters&state=TX", "/es/shortlist/"])
def test_a_page_in_spanish_is_accessible_and_fits_every_screen(open_page, site, path):
    """A few stand for all: the pages are the same but for their words, which are longer."""
    page = open_page(path, size=PHONE).page
    assert page.locator("html").get_attribute("lang") == "es"
    page.screenshot(
        path=SCREENSHOTS / f"es-{path.split('/')[2] or 'home'}.jpg", type="jpeg", quality=70, full_page=True
    )
    assert violations(page) == []
    for width in (320, *(size[0] for size in (PHONE, TABLET, DESKTOP))):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function("width => innerWidth === width && document.fonts.status === 'loaded'", arg=width)
        assert elements_wider_than_the_screen(page) == [], f"at {width} px"
    assert violations(page) == []

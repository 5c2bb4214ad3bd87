"""An address alone says the language, and every page leads to itself in the other."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from django.urls import reverse
from django.utils.translation import get_language

from careerportal.taxonomy import languages
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "language", "english"),
    [
        ("/", "en", "/"),
        ("/es/", "es", "/"),
        ("/es", "es", "/"),
        ("/es/programs/?q=es", "es", "/programs/?q=es"),
        ("/esprit/", "en", "/esprit/"),
        ("/programs/es/", "en", "/programs/es/"),
    ],
)
def test_the_prefix_says_the_language(path, language, english):
    assert languages.language_of(path.partition("?")[0]) == language
    assert languages.without_prefix(path) == english


def test_a_page_speaks_the_language_of_its_address_whatever_the_reader_prefers(client):
    client.cookies["django_language"] = "es"
    english = client.get("/", headers={"Accept-Language": "es"})
    spanish = client.get("/es/", headers={"Accept-Language": "en"})
    assert '<html lang="en">' in english.text
    assert '<html lang="es">' in spanish.text
    assert spanish["Content-Language"] == "es"
    assert "Accept-Language" not in english.get("Vary", "") + spanish.get("Vary", "")
    assert get_language() == "en"


def test_a_forgotten_slash_is_added_in_spanish_too(client):
    assert client.get("/es/programs")["Location"] == "/es/programs/"
    assert client.get("/es")["Location"] == "/es/"


@pytest.mark.parametrize("path", ["/api/v1/", "/admin/", "/healthz/live", "/partners/", "/sitemap.xml", "/robots.txt"])
def test_what_machines_and_developers_read_has_no_prefix(client, path):
    assert client.get(path).status_code in (200, 302)
    assert client.get(f"/es{path}").status_code == 404


def test_links_of_a_spanish_page_lead_to_spanish_pages(client):
    program = ProgramFactory()
    text = client.get(f"/es/programs/{program.slug}/").text
    inside = set(re.findall(r'<a [^>]*href="(/[^"]*)"', text))
    elsewhere = {href for href in inside if not href.startswith("/es/")}
    # The same page in English, and what there is in English alone.
    assert elsewhere == {program.get_absolute_url(), reverse("partners")}


def test_the_switch_keeps_the_page_and_what_it_was_asked(client):
    text = client.get("/es/schools/", {"q": "a & b", "page": "1"}).text
    assert '<a class="language-switch" href="/schools/?q=a+%26+b&amp;page=1" lang="en" hreflang="en"' in text
    assert 'href="/es/schools/?q=x" lang="es" hreflang="es"' in client.get("/schools/?q=x").text


def test_the_switch_of_a_kept_page_repeats_only_what_the_page_reads(client):
    text = client.get("/programs/?level=masters&utm_source=mail").text
    assert 'href="/es/programs/?level=masters" lang="es"' in text
    assert "utm_source" not in text


def test_the_switch_of_a_page_in_english_alone_leads_to_the_spanish_home_page(client):
    text = client.get("/partners/").text
    assert 'class="language-switch" href="/es/"' in text
    assert 'hreflang="x-default"' not in text


def test_search_engines_hear_of_the_page_in_each_language(client):
    program = ProgramFactory()
    path = f"/programs/{program.slug}/"
    for address, canonical in ((path, path), (f"/es{path}", f"/es{path}")):
        text = client.get(address).text
        assert f'<link rel="canonical" href="http://testserver{canonical}">' in text
        found = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="http://testserver([^"]+)">', text))
        assert found == {"en": path, "es": f"/es{path}", "x-default": path}


def test_the_sitemap_lists_each_page_in_each_language_with_its_alternates(client):
    path = ProgramFactory().get_absolute_url()
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    entries = {one.findtext("{*}loc").removeprefix("http://testserver"): one for one in root}
    for address in (path, f"/es{path}"):
        links = {link.get("hreflang"): link.get("href") for link in entries[address].findall("{*}link")}
        assert links == {
            "en": f"http://testserver{path}",
            "es": f"http://testserver/es{path}",
            "x-default": f"http://testserver{path}",
        }
    assert "/partners/" in entries
    assert "/es/partners/" not in entries


def test_an_address_that_leads_nowhere_is_answered_in_its_language(client):
    response = client.get("/es/programs/no-such-program/")
    assert response.status_code == 404
    assert '<html lang="es">' in response.text


def test_the_shortlist_is_the_same_in_both_languages(client):
    program = ProgramFactory()
    answer = client.post("/es/shortlist/", {"add": program.slug}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer["Location"].startswith("/es/shortlist/")
    cookies = dict(answer.cookies)
    assert {name: cookie["path"] for name, cookie in cookies.items()} == {
        "shortlist": "/shortlist/",
        "shortlist-es": "/es/shortlist/",
    }
    assert len({cookie.value for cookie in cookies.values()}) == 1
    assert all(cookie["httponly"] for cookie in cookies.values())
    for path in ("/shortlist/", "/es/shortlist/"):
        assert str(program.school) in client.get(path).text


@pytest.mark.parametrize("code", ["en", "es"])
def test_each_page_reads_the_cookie_of_its_own_path(client, code):
    """A browser sends to a page only the cookie of its path."""
    program = ProgramFactory()
    client.post("/shortlist/", {"add": program.slug}, headers={"Sec-Fetch-Site": "same-origin"})
    del client.cookies["shortlist-es" if code == "en" else "shortlist"]
    assert str(program.school) in client.get(languages.in_language(code, "/shortlist/")).text

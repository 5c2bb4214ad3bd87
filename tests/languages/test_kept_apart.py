"""Whatever is kept, in this process or in a cache, is kept in one language: no page shows a piece of the other's."""

import re

import pytest
from django.core.cache import caches

from careerportal import pieces
from careerportal.sync import kept, known_requests
from tests.languages.pages import addresses, in_spanish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter"), pytest.mark.xdist_group("languages")]

LANGUAGE_LINKS = re.compile(rb"<link rel=\"(?:canonical|alternate)\"[^>]*>|<a class=\"language-switch\".*?</a>")


def forget_everything():
    for cache in ("default", "pages"):
        caches[cache].clear()
    kept.forget()
    known_requests.forget()
    pieces.forget()


def read_all(client, paths):
    return {path: client.get(path).content for path in paths}


def test_no_page_depends_on_which_language_was_read_before(client):
    english = list(addresses().values())
    spanish = [in_spanish(path) for path in english]
    forget_everything()
    first_english = read_all(client, english)
    then_spanish = read_all(client, spanish)
    forget_everything()
    first_spanish = read_all(client, spanish)
    then_english = read_all(client, english)
    assert [path for path in english if first_english[path] != then_english[path]] == []
    assert [path for path in spanish if first_spanish[path] != then_spanish[path]] == []


def test_the_fast_lane_answers_each_language_its_own_page(client):
    for _ in range(2):
        assert '<html lang="en">' in client.get("/programs/?level=masters").text
        spanish = client.get("/es/programs/?level=masters")
        assert '<html lang="es">' in spanish.text
        assert spanish["Content-Language"] == "es"
    assert client.get("/programs/?level=masters")["ETag"] != spanish["ETag"]


def test_every_link_of_a_spanish_page_stays_in_spanish(client):
    """Cards, panels, rows and pieces are made once for many pages: an English one would show by its links."""
    strays = {}
    for name, path in addresses().items():
        text = LANGUAGE_LINKS.sub(b"", client.get(in_spanish(path)).content).decode()
        links = set(re.findall(r'(?:href|action|hx-get|data-suggest)="(/[^"]*)"', text))
        allowed = ("/es/", "/static/", "/partners/", "/api/")
        if stray := sorted(link for link in links if not link.startswith(allowed)):
            strays[name] = stray
    assert strays == {}

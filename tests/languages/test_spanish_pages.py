"""The pages in Spanish: all of their words are Spanish, and no piece that is kept anywhere is the other language's."""

import json
import re

import pytest
from django.core.cache import caches

from careerportal import frames, pieces
from careerportal.datasets import registry
from careerportal.datasets.models import Release
from careerportal.sync import kept, known_requests
from careerportal.taxonomy.states import PLACES
from careerportal.texts import glossary
from certification.models import Certification, CertifyingBody
from programs.models import Program, School
from salaries.models import Area, Occupation
from tests.languages.pages import addresses, in_spanish
from tests.languages.test_untranslated import NAMES_OF_THINGS
from tests.languages.texts import texts_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter"), pytest.mark.xdist_group("languages")]

LANGUAGE_LINKS = re.compile(rb"<link rel=\"(?:canonical|alternate)\"[^>]*>|<a class=\"language-switch\".*?</a>")


def forget_everything():
    for cache in ("default", "pages"):
        caches[cache].clear()
    kept.forget()
    known_requests.forget()
    pieces.forget()
    frames.forget()


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


STATED_AS_THEY_ARE = NAMES_OF_THINGS | {
    *("CC BY 4.0", "Truewise"),  # a licence, and who compiled figures under it
    *("College Scorecard", "College Navigator"),  # the Department of Education's sites
    *("submarine", "woman"),  # what the pages under test were asked for
    *("Denton", "https"),  # an example of a place; the beginning of addresses
    "No",  # the same word
    "−n",  # an exponent
}
"""What is the same in every language."""


def names():
    """What the database calls things, and federal titles: the same in every language."""
    columns = (
        School.objects.values_list("name", "display_name", "city", "slug"),
        Program.objects.values_list("title", "slug"),
        Occupation.objects.values_list("title", "soc"),
        Area.objects.values_list("title", "slug"),
        Certification.objects.values_list("name", "abbreviation"),
        CertifyingBody.objects.values_list("name", "abbreviation"),
        Release.objects.values_list("edition"),
    )
    found = {name for rows in columns for row in rows for name in row if name}
    found |= {str(one) for model in (Certification, CertifyingBody) for one in model.objects.all()}
    found |= {entry["term"] for entry in json.loads(glossary.FILE.with_suffix(".es.json").read_text()).values()}
    for source in registry.all_sources().values():
        found |= {source.title, source.publisher, source.licence, source.credit}
    return found | {*PLACES, *PLACES.values()}


FIGURES = re.compile(r"[$\d.,%+–K ]+|[A-Z]{2}|CIP [\d.]+")
"""Amounts, years, postal codes of states, codes of fields."""

SEPARATORS = (r"[:;·/]", r"\. ", ", ")


def left_in_english(text, names, separators=SEPARATORS):
    """The words of a text that are neither names, nor figures, nor stated as they are."""
    bare = text.strip(" “”?.")
    if not bare or {text, bare} & (names | STATED_AS_THEY_ARE) or FIGURES.fullmatch(bare):
        return []
    for name in names:
        if ", " in name:
            bare = bare.replace(name, "")
    if not separators:
        return [bare]
    return [
        word for part in re.split(separators[0], bare) for word in left_in_english(part, names, separators[1:])
    ]  # fmt: skip


def test_no_spanish_page_says_anything_as_the_english_one_does(client):
    pages, left = addresses(), {}
    known = names()
    for name, path in pages.items():
        english = {text for text, _ in texts_of(client.get(path).content.decode())}
        for text, language in texts_of(client.get(in_spanish(path)).content.decode()):
            if language == "es" and text in english and left_in_english(text, known):
                left.setdefault(text, name)
    assert left == {}, "\n".join(f"{page}: {text}" for text, page in left.items())

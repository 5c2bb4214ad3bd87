"""Words that pages explain: the first glossary, and what curators write in its place."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from careerportal.sync import ledger
from careerportal.sync.models import Change
from careerportal.texts import glossary
from careerportal.texts.models import GlossaryTerm, TranslatedText
from programs.curated_seed import load_curated_seed
from tests.factories import GlossaryTermFactory, ProgramFactory

pytestmark = pytest.mark.django_db


def listed():
    return glossary.current().listed


def test_every_term_has_a_key_of_its_own_and_a_meaning():
    terms = listed()
    assert len({term.key for term in terms}) == len(terms) > 0
    assert all(re.fullmatch(r"[a-z0-9-]+", term.key) for term in terms)
    assert all(term.term and term.meaning for term in terms)


def test_terms_stand_in_the_order_of_the_alphabet():
    names = [term.term.casefold() for term in listed()]
    assert names == sorted(names)


def test_every_term_has_an_address_on_the_page(client):
    page = client.get(reverse("glossary")).text
    for term in listed():
        assert f'id="{term.key}"' in page


def write(admin_client, row, **said):
    values = {"term": row.term, "meaning": row.meaning, "checked_on": timezone.localdate()} | said
    answer = admin_client.post(reverse("admin:texts_glossaryterm_change", args=[row.pk]), values)
    assert answer.status_code == 302


def test_wording_of_a_curator_stands_on_the_page_of_the_glossary_and_on_those_that_use_the_word(client, admin_client):
    load_curated_seed()
    program = ProgramFactory()
    used = re.search(r'glossary/#([a-z0-9-]+)"', client.get(program.get_absolute_url()).text)[1]
    row = GlossaryTerm.objects.get(key=used)
    write(admin_client, row, meaning="Said in our own words.")
    assert "Said in our own words." in client.get(reverse("glossary")).text
    assert "Said in our own words." in client.get(program.get_absolute_url()).text
    assert Change.objects.filter(resource="glossary", key=used).exists()


def test_new_word_is_added_to_the_glossary(client, admin_client):
    said = {"key": "capstone", "term": "Capstone", "meaning": "A last project.", "checked_on": timezone.localdate()}
    assert admin_client.post(reverse("admin:texts_glossaryterm_add"), said).status_code == 302
    assert 'id="capstone"' in client.get(reverse("glossary")).text


def test_withdrawn_word_is_no_longer_listed_but_explained_where_it_is_used():
    GlossaryTermFactory(key="median", term="Median", meaning="Ours.", is_withdrawn=True)
    words = glossary.current()
    assert "median" not in {term.key for term in words.listed}
    assert words["median"].meaning == glossary.first()["median"].meaning


def test_key_of_a_word_stays(admin_client):
    row = GlossaryTermFactory()
    form = admin_client.get(reverse("admin:texts_glossaryterm_change", args=[row.pk])).context["adminform"].form
    assert "key" not in form.fields


def test_loading_the_first_texts_again_leaves_a_curator_s_wording(client):
    load_curated_seed()
    GlossaryTerm.objects.filter(key="median").update(meaning="Ours.")
    assert load_curated_seed()["glossary terms"] == 0
    assert GlossaryTerm.objects.get(key="median").meaning == "Ours."


class TestSpanish:
    def test_first_glossary_is_in_spanish(self):
        with translation.override("es"):
            assert {term.language for term in listed()} == {""}

    def test_new_english_is_shown_as_english_until_it_is_translated(self, client):
        row = GlossaryTermFactory(key="median", term="Median", meaning="New in English.")
        page = client.get("/es/glossary/").text
        assert re.search(r'id="median" lang="en".*?New in English.', page, re.DOTALL)
        for english, text in ((row.term, "Mediana"), (row.meaning, "Nuevo en español.")):
            TranslatedText.objects.create(language="es", english=english, text=text, checked_on=timezone.localdate())
        ledger.record([("translations", "median", Change.Action.CREATED)])
        page = client.get("/es/glossary/").text
        assert "Nuevo en español." in page
        assert 'id="median" lang="en"' not in page

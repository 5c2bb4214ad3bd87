"""Our curators' texts: in the language of the page where somebody has translated them, else marked as English."""

import json

import pytest
from django.conf import settings
from django.urls import reverse

from careerportal.texts import glossary
from careerportal.texts.models import TranslatedText
from careerportal.texts.seed import add_translations, pairs_beside
from programs.curated_seed import TRANSLATED
from tests.factories import LevelGuideFactory, ProgramFactory, TranslatedTextFactory

pytestmark = pytest.mark.django_db

FACTS_ABOUT_A_TEXT = {"source", "source_url", "checked_on", "website", "slug", "name", "abbreviation"}


@pytest.fixture
def guide():
    ProgramFactory(level="masters")
    return LevelGuideFactory(level="masters", summary="Two to three years.", body="It takes time.")


def level_page(client):
    return client.get("/es/levels/masters/").text


def test_a_translated_text_stands_on_spanish_pages_alone(client, guide):
    TranslatedTextFactory(english="Two to three years.", text="De dos a tres años.")
    assert '<p class="lede">De dos a tres años.</p>' in level_page(client)
    english = client.get("/levels/masters/").text
    assert '<p class="lede">Two to three years.</p>' in english
    assert "De dos" not in english


def test_a_text_without_a_translation_is_marked_and_says_so(client, guide):
    text = level_page(client)
    assert '<span lang="en">Two to three years.</span> <small class="muted">(por ahora solo en inglés)</small>' in text
    assert "Por ahora este texto está solo en inglés." in text
    assert '<div lang="en"><p>It takes time.</p></div>' in text


def test_when_the_english_changes_its_old_translation_is_not_shown(client, guide):
    TranslatedTextFactory(english="Two to three years.", text="De dos a tres años.")
    guide.summary = "Two years."
    guide.save()
    assert "De dos a tres años." not in level_page(client)


def test_english_pages_ask_for_no_translation(client, guide, django_assert_max_num_queries):
    client.get("/levels/masters/")
    with django_assert_max_num_queries(20) as queries:
        client.get("/levels/masters/")
    assert not [query for query in queries if "translatedtext" in query["sql"]]


def test_a_curators_own_wording_outlives_the_seed():
    path = settings.BASE_DIR / f"{TRANSLATED[0]}.json"
    english, _ = next(iter(pairs_beside(path, "es")))
    TranslatedTextFactory(english=english, text="Nuestra propia frase.")
    add_translations([path])
    assert TranslatedText.objects.get(english=english).text == "Nuestra propia frase."


def test_a_curator_who_mends_a_translation_sees_it_at_once(admin_client, client, guide):
    mended = TranslatedTextFactory(english="Two to three years.", text="De dos a tres anos.")
    assert "anos" in level_page(client)
    form = {"language": "es", "english": mended.english, "text": "De dos a tres años.", "checked_on": "2026-11-26"}
    admin_client.post(reverse("admin:texts_translatedtext_change", args=[mended.pk]), form)
    assert "De dos a tres años." in level_page(client)


def texts_in(thing):
    """Every text of ours in a seed file, without the facts about it."""
    if isinstance(thing, str):
        yield thing
    for part in thing if isinstance(thing, list) else []:
        yield from texts_in(part)
    for name, part in thing.items() if isinstance(thing, dict) else []:
        if name not in FACTS_ABOUT_A_TEXT:
            yield from texts_in(part)


@pytest.mark.parametrize("name", TRANSLATED)
def test_every_sentence_of_the_first_texts_has_a_translation(name):
    path = settings.BASE_DIR / f"{name}.json"
    translated = {english for english, _ in pairs_beside(path, "es")}
    sentences = {text for text in texts_in(json.loads(path.read_text())) if text.rstrip().endswith(".")}
    assert sentences - translated == set()


def test_every_word_of_the_glossary_is_explained_in_spanish():
    entries = json.loads(glossary.FILE.read_text())
    translated = json.loads(glossary.FILE.with_suffix(".es.json").read_text())
    assert translated.keys() == {entry["key"] for entry in entries}
    assert all(set(one) == {"term", "meaning"} and all(one.values()) for one in translated.values())

"""The catalogues: complete, of one mind, and compiled as they are written."""

import gettext
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from careerportal.management.commands.messages import catalogues
from careerportal.taxonomy.languages import OTHERS
from tests.languages import marked

PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|\bNUMBER\b")
TAG = re.compile(r"</?[a-z]+[^>]*>")

every_catalogue = pytest.mark.parametrize(
    "path", catalogues(), ids=lambda path: str(path.relative_to(settings.BASE_DIR).parents[3])
)


def read(path):
    return polib.pofile(str(path), wrapwidth=0)


def texts_of(entry):
    """(original, translation) for each form of an entry."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return list(zip((entry.msgid, entry.msgid_plural), entry.msgstr_plural.values(), strict=True))


def test_there_is_a_catalogue_in_every_language():
    assert {path.parent.parent.name for path in catalogues()} == set(OTHERS)


@every_catalogue
def test_no_entry_is_empty_doubtful_or_out_of_use(path):
    catalogue = read(path)
    left = catalogue.untranslated_entries() + catalogue.fuzzy_entries() + catalogue.obsolete_entries()
    assert [entry.msgid for entry in left] == []


@every_catalogue
def test_a_translation_fills_in_what_the_original_fills_in(path):
    wrong = []
    for entry in read(path):
        for original, translation in texts_of(entry):
            asked, given = (set(PLACEHOLDER.findall(text)) for text in (original, translation))
            # The form for one may leave the number out: "Show it".
            if given - asked or (asked - given and not entry.msgid_plural):
                wrong.append(translation)
    assert wrong == []


@every_catalogue
def test_a_translation_links_to_what_the_original_links_to(path):
    wrong = []
    for entry in read(path):
        for original, translation in texts_of(entry):
            links = [sorted(tag for tag in TAG.findall(text) if "href" in tag) for text in (original, translation)]
            balance = translation.count("<") - 2 * translation.count("</") - translation.count("<br>")
            if links[0] != links[1] or balance:
                wrong.append(translation)
    assert wrong == []


@every_catalogue
def test_the_compiled_catalogue_says_what_the_written_one_says(path):
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    said = {}
    for entry in read(path):
        key = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
        for form, (_, translation) in enumerate(texts_of(entry)):
            said[(key, form) if entry.msgid_plural else key] = translation
    assert {key: text for key, text in compiled._catalog.items() if key} == said


def test_one_text_has_one_translation_wherever_it_stands():
    said = {}
    for path in catalogues():
        for entry in read(path):
            texts = tuple(translation for _, translation in texts_of(entry))
            said.setdefault((path.parent.parent.name, entry.msgctxt, entry.msgid), set()).add(texts)
    assert {key: texts for key, texts in said.items() if len(texts) > 1} == {}


def test_every_text_that_is_marked_stands_in_a_catalogue():
    known = {(entry.msgctxt, entry.msgid) for path in catalogues() for entry in read(path)}
    asked = marked.in_code() | marked.in_templates()
    assert len(asked) > 1_000
    assert sorted(text for key in asked - known for text in key if text) == []


def test_every_text_of_a_catalogue_is_asked_for():
    asked = marked.in_code() | marked.in_templates()
    known = {(entry.msgctxt, entry.msgid): path for path in catalogues() for entry in read(path)}
    assert sorted(text for key in known.keys() - asked for text in key if text) == []


def test_the_folders_of_catalogues_are_known_to_django():
    of_apps = {Path(settings.BASE_DIR, name, "locale") for name in ("careerportal", *marked.FOLDERS[1:])}
    assert {path.parents[2] for path in catalogues()} <= of_apps | set(settings.LOCALE_PATHS)

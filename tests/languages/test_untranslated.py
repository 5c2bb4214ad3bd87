"""No text of ours is left in English: not in a template, and not in a catalogue. Pages: test_spanish_pages.py."""

from itertools import chain

import pytest
from django.conf import settings

from tests.languages.bare_words import bare_words, tag_words

TEMPLATES = settings.BASE_DIR / "templates"

FOR_DEVELOPERS = ("admin/", "api/", "gallery.html", "partners.html")
"""Templates of what is in English alone."""

NAMES_OF_THINGS = {
    "Career Portal",  # the portal's own name
    *("CSV", "XLSX", "JSON", "UNITID"),  # the names of formats, and of a federal number
}


def templates():
    found = chain(TEMPLATES.rglob("*.html"), TEMPLATES.rglob("*.jinja"))
    return sorted(path for path in found if not str(path.relative_to(TEMPLATES)).startswith(FOR_DEVELOPERS))


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_no_words_that_nobody_can_translate(path):
    words = bare_words(path) + (tag_words(path) if path.suffix == ".html" else [])
    assert [word for word in words if word not in NAMES_OF_THINGS] == []


def test_the_scan_finds_what_stands_outside_of_the_tags(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '{% load i18n %}<p title="A hint">{% translate "Known" %} and {{ thing }}</p>{% bar_chart rows "Left alone" %}'
    )
    assert bare_words(page) == ["A hint", "and"]
    assert tag_words(page) == ["Left alone"]
    piece = tmp_path / "piece.jinja"
    piece.write_text('<p>{{ _("Known") }} but{# unseen #}</p>')
    assert bare_words(piece) == ["but"]

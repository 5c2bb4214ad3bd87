"""Pieces of pages: each in its language, and every value escaped unless it is a piece itself."""

import pytest
from django.template import engines
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, override
from jinja2 import UndefinedError
from markupsafe import Markup

from careerportal import pieces

HOSTILE = """<script>alert("it's")</script>"""
TAME = "&lt;script&gt;alert(&quot;it&#x27;s&quot;)&lt;/script&gt;"


def drawn(source, **values):
    """What a template of Jinja2's with this source draws in the language that is spoken."""
    return engines["jinja2"].env.speaking(pieces.words()).from_string(source).render(values)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (HOSTILE, TAME),
        (SafeString("<b>piece</b>"), "<b>piece</b>"),
        (Markup("<b>piece</b>"), "<b>piece</b>"),
        (1_234, "1234"),
        (12.5, "12.5"),
        (None, "None"),
        (gettext_lazy("Salaries"), "Salaries"),
    ],
)
def test_a_value_stands_in_a_page_as_it_should(value, shown):
    assert pieces.written(value) == shown
    assert drawn("{{ value }}", value=value) == shown


def test_a_word_of_a_class_of_its_own_is_escaped_too():
    class Word(str):
        pass

    assert drawn("<p>{{ word }}</p>", word=Word("<i>")) == "<p>&lt;i&gt;</p>"


def test_a_macro_and_a_format_escape_what_they_are_given():
    macro = "{% macro bold(word) %}<b>{{ word }}</b>{% endmacro %}{{ bold(word) }}"
    assert drawn(macro, word=HOSTILE) == f"<b>{TAME}</b>"
    assert "<i>" not in drawn('{{ _("Source: <b>%(name)s</b>")|safe|format(name=name) }}', name="<i>")


def test_each_language_has_its_own_words_and_addresses():
    source = '<a href="{{ url("salaries:list") }}">{{ _("Salaries") }}</a>'
    assert drawn(source) == '<a href="/salaries/">Salaries</a>'
    with override("es"):
        assert drawn(source) == '<a href="/es/salaries/">Salarios</a>'
    assert drawn(source) == '<a href="/salaries/">Salaries</a>'


def test_what_is_asked_of_a_value_is_asked_anew_for_each_page():
    source = '{{ url("salaries:occupation", soc) }} {{ _(word) }}'
    assert drawn(source, soc="11-9111", word="Salaries") == "/salaries/11-9111/ Salaries"
    assert drawn(source, soc="43-6013", word="Careers") == "/salaries/43-6013/ Careers"


def test_an_unknown_name_is_an_error():
    with pytest.raises(UndefinedError):
        drawn("{{ nobody_gave_this }}")


def test_a_piece_that_django_looks_up_itself_speaks_the_language_of_the_page():
    piece = engines["jinja2"].get_template("pieces/report_link.jinja")
    of = {"address": "/report/", "of": ""}
    assert "Report a mistake" in piece.render(of)
    with override("es"):
        assert "Report a mistake" not in piece.render(of)

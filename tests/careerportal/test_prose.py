"""What curators write in Markdown is shown as paragraphs, lists, emphasis and links, and as nothing else."""

import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from careerportal.prose import HOW_TO_WRITE, TAGS, as_html, in_words
from tests.factories import ProgramFactory


def test_an_empty_line_parts_paragraphs_and_dashes_make_a_list():
    text = "They plan.\nThey hire.\n\nIn money matters:\n- prepare budgets\n- watch claims\n\nMore."
    assert as_html(text) == (
        "<p>They plan.\nThey hire.</p>\n<p>In money matters:</p>\n"
        "<ul>\n<li>prepare budgets</li>\n<li>watch claims</li>\n</ul>\n<p>More.</p>"
    )


def test_words_stand_out_and_lead_elsewhere():
    assert as_html("**Apply** *early*: [how](https://school.edu/?a=1&b=2)") == (
        "<p><strong>Apply</strong> <em>early</em>: "
        '<a href="https://school.edu/?a=1&amp;b=2" rel="external noopener">how</a></p>'
    )


def test_numbers_make_an_ordered_list():
    assert as_html("1. Ask\n2. Apply") == "<ol>\n<li>Ask</li>\n<li>Apply</li>\n</ol>"


def test_what_looks_like_markup_is_shown_as_it_was_typed():
    assert as_html("<script>\n- a & b") == "<p>&lt;script&gt;</p>\n<ul>\n<li>a &amp; b</li>\n</ul>"


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        "[x](vbscript:x)",
        "[x](java\tscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
    ],
)
def test_address_that_would_run_is_no_link(text):
    assert "href" not in as_html(text)


def test_no_picture_is_called_from_another_host():
    assert "<img" not in as_html("![p](https://elsewhere.example/p.png)")


def test_no_heading_breaks_the_outline_of_the_page():
    assert as_html("# Big\n\nUnder\n====") == "<p># Big</p>\n<p>Under\n====</p>"


@given(st.text(alphabet=st.sampled_from("<>&\"'[]()!*_`~#-+=:/. \n\t\0ajvscripthef1\\"), max_size=80))
def test_no_text_makes_any_other_tag_or_attribute(text):
    for tag, attributes in re.findall(r"<(/?[a-z0-9]*)([^>]*)", as_html(text)):
        assert tag.lstrip("/") in TAGS
        assert re.fullmatch(r'( (href|rel|start)="[^"]*")*', attributes)


def test_no_text_is_no_markup():
    assert as_html("") == in_words("") == ""


def test_where_no_markup_can_stand_the_words_alone_do():
    assert in_words("**Q&A**, then <b>:\n- [apply](https://x.edu)") == "Q&A, then <b>: apply"


@pytest.mark.django_db
def test_page_shows_it_and_search_engines_read_the_words(client):
    program = ProgramFactory(description="Learn **by doing**.\n\n- [Visit](https://school.edu/visit)")
    page = client.get(program.get_absolute_url()).content.decode()
    assert "Learn <strong>by doing</strong>." in page
    assert "Learn by doing. Visit" in page


@pytest.mark.django_db
def test_form_says_how_to_write(admin_client):
    page = admin_client.get(reverse("admin:programs_program_change", args=[ProgramFactory().pk])).content.decode()
    assert HOW_TO_WRITE.partition(":")[0] in page
    assert "HTML is shown as it was typed." in page

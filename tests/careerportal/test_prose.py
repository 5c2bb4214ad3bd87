from careerportal.templatetags.prose import prose


def test_an_empty_line_parts_paragraphs_and_dashes_make_a_list():
    text = "They plan.\nThey hire.\n\nIn money matters:\n- prepare budgets\n- watch claims\n\nMore."
    assert prose(text) == (
        "<p>They plan. They hire.</p>\n<p>In money matters:</p>\n"
        "<ul><li>prepare budgets</li><li>watch claims</li></ul>\n<p>More.</p>"
    )


def test_what_looks_like_markup_is_shown_as_it_was_typed():
    assert prose("<script>\n- a & b") == "<p>&lt;script&gt;</p>\n<ul><li>a &amp; b</li></ul>"


def test_no_text_is_no_markup():
    assert prose("") == prose(None) == ""

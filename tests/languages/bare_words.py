"""Words that stand in a template outside of every tag that translates."""

import re
from html.parser import HTMLParser

from django.template.base import DebugLexer, TokenType
from jinja2 import Environment

from tests.languages.texts import SILENT, SPOKEN_ATTRIBUTES

HOLE = " \x00 "
"""Stands where a template puts something in."""


def text_of_django(source):
    """A Django template with a hole for whatever is not its own text; what blocktranslate holds is a hole too."""
    kept, is_translated, is_comment = [], False, False
    for token in DebugLexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.split_contents()[0]
            is_translated = name == "blocktranslate" or (is_translated and name != "endblocktranslate")
            is_comment = name == "comment" or (is_comment and name != "endcomment")
        is_own = token.token_type == TokenType.TEXT and not (is_translated or is_comment)
        kept.append(token.contents if is_own else HOLE)
    return "".join(kept)


def text_of_jinja(source):
    """A template of Jinja2's with a hole for whatever is not its own text."""
    parts, holes = [], 0
    for _line, kind, value in Environment(autoescape=True).lex(source):
        if kind == "data":
            parts.append(value)
        elif kind.endswith("_begin"):
            holes += 1
            parts.append(HOLE)
    return "".join(parts)


class _Words(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.found = [], []

    def handle_starttag(self, tag, attributes):
        if tag in SILENT:
            self.open.append(tag)
        for name, value in attributes:
            if name in SPOKEN_ATTRIBUTES:
                self._take(value)

    def handle_endtag(self, tag):
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data):
        if not self.open:
            self._take(data)

    def _take(self, text):
        for part in (text or "").split(HOLE):
            words = " ".join(part.split()).strip(" ·:;,.()“”|–-+*/")
            if re.search(r"[A-Za-z]{2}", words):
                self.found.append(words)


def bare_words(path):
    """The texts of a template that nobody can translate."""
    source = path.read_text()
    reader = _Words()
    reader.feed(text_of_jinja(source) if path.suffix == ".jinja" else text_of_django(source))
    return reader.found


def tag_words(path):
    """Words in quotes that a Django tag is given as they are: `{% bar_chart rows "Earnings" %}`."""
    found = []
    for token in DebugLexer(path.read_text()).tokenize():
        if token.token_type != TokenType.BLOCK:
            continue
        name, *arguments = token.split_contents()
        if name in (
            "translate",
            "blocktranslate",
            "extends",
            "load",
            "url",
            "static",
            "if",
            "elif",
            "querystring",
            "cycle",
        ):
            continue
        for argument in arguments:
            quoted = re.fullmatch(r'(?:\w+=)?"([^"]*)"', argument)
            if quoted and (re.match(r"[A-Z]", quoted[1]) or " " in quoted[1]):
                found.append(quoted[1])
    return found

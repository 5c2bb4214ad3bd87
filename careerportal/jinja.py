"""The environment of the pieces of pages in templates/pieces/, which Jinja2 writes five to ten times as fast as Django.

For what a page repeats most, or cannot keep: pictures, tables of pay, links to pages. They look the same whichever
engine's page they stand in: tags of careerportal.templatetags.portal are functions here.
"""

from django.utils.translation import gettext
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer

from careerportal import pieces, related
from careerportal.templatetags import json_ld, portal, wages

TAGS = (
    portal.bar_chart, portal.wage_spread, portal.term, portal.blank_key, portal.source_note, portal.report_link,
    portal.breadcrumbs, portal.card_notes, portal.earnings_gauge, portal.figure_tag, wages.pay_cells,
    related.programs_here, json_ld.breadcrumbs_json_ld, json_ld.occupation_json_ld,
)  # fmt: skip


class _Speaker(NodeTransformer):
    """Puts in place what a template asks for that is one and the same in a language: `_("…")` and `url("…")`."""

    def __init__(self, words):
        self.answers = {"_": words.__getitem__, "url": pieces.address}

    def visit_Call(self, node):  # noqa: N802 -- Jinja2's name
        """Answer a question about constants; any other call stays."""
        answer = self.answers.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        if answer and all(isinstance(part, nodes.Const) for part in node.args):
            return nodes.Const(answer(*(part.value for part in node.args)), lineno=node.lineno)
        return self.generic_visit(node)


class _Writer(CodeGenerator):
    """Writes a template's code with its words said, text like the tags around them, and escapes as we do."""

    def visit_Template(self, node, frame=None):  # noqa: N802 -- Jinja2's name
        """Say the words, then write the code."""
        words = self.environment.words
        super().visit_Template(node if words is None else _Speaker(words).visit(node), frame)

    def _output_child_pre(self, node, frame, finalize):
        self.write("environment.written(")


class SpeakingEnvironment(Environment):
    """An environment whose templates are compiled for one language each."""

    code_generator_class = _Writer
    words = None
    """Words → the same in the language of this environment; None: whichever language is spoken."""

    def speaking(self, words):
        """Return the environment of a language, given by its words."""
        if words.language not in self.speakers:
            spoken = self.speakers[words.language] = self.overlay(cache_size=400)
            spoken.words = words
        return self.speakers[words.language]

    def make_globals(self, own):
        """Give each template its globals as a plain dict: a chain of them is copied name by name for every piece."""
        return {**self.globals, "_": gettext if self.words is None else self.words.__getitem__, **(own or {})}

    written = staticmethod(pieces.written)


def environment(**options):
    """Return the environment; a name that a piece does not know is an error."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = SpeakingEnvironment(**options)
    made.speakers = {}
    made.globals |= {"url": pieces.address}
    made.globals |= {tag.__name__: tag for tag in TAGS}
    return made

"""Every text that code or a template asks to be translated, found without GNU gettext."""

import ast
from pathlib import Path

from django.conf import settings
from django.template import engines
from django.template.base import DebugLexer, TokenType, VariableNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation.template import constant_re
from jinja2 import nodes

PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
FOLDERS = ("careerportal", "certification", "programs", "salaries")
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def in_code():
    """{(context, text)} of all calls in Python."""
    found = set()
    for path in (path for folder in FOLDERS for path in Path(settings.BASE_DIR, folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found |= _asked(node.func.id, node.args)
    return found


def _asked(function, arguments):
    words = [one.value for one in arguments if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if function in IN_CONTEXT and len(words) >= 2:
        return {(words[0], words[1])}
    return {(None, words[0])} if function in PLAIN | PLURAL and words else set()


def in_templates():
    """{(context, text)} of all tags, filters and arguments in Django's templates, and all calls in Jinja2's."""
    found = set()
    for path in TEMPLATES.rglob("*.html"):
        found |= _in_django(path)
    for path in TEMPLATES.rglob("*.jinja"):
        tree = engines["jinja2"].env.parse(path.read_text())
        calls = (call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name))
        found |= {(None, call.args[0].value) for call in calls if call.node.name == "_"}
    return found


def _in_django(path):
    template = engines["django"].get_template(str(path.relative_to(TEMPLATES))).template
    found = set()
    for node in template.nodelist.get_nodes_by_type((BlockTranslateNode, TranslateNode, VariableNode)):
        if isinstance(node, BlockTranslateNode):
            found.add((None, node.render_token_list(node.singular)[0]))
        elif isinstance(node, TranslateNode):
            found.add((None, node.filter_expression.var.literal.replace("%", "%%")))
    for token in DebugLexer(path.read_text()).tokenize():
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            found |= {(None, _unquoted(match)) for match in constant_re.findall(token.contents)}
    return found


def _unquoted(constant):
    return constant.removeprefix("_(").removesuffix(")")[1:-1].replace("%", "%%")

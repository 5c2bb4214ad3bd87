"""Two texts as one, word by word: what goes away is struck out, what comes is underlined."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join

PART = re.compile(r"\s+|[^\s]+")


def difference(before, after):
    """Return HTML of `before` turned into `after`, as <del> and <ins>."""
    old, new = PART.findall(before), PART.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return format_html_join("", "{}", ((_step(*step, old, new),) for step in steps))


def _step(kind, old_from, old_to, new_from, new_to, old, new):
    gone, come = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
    if kind == "equal":
        return gone
    struck = format_html("<del>{}</del>", gone) if gone else ""
    return format_html("{}{}", struck, format_html("<ins>{}</ins>", come) if come else "")

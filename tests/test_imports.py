"""Imports flow one way, so that each part can be read, tested and changed without the parts above it."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

BASE_DIR = Path(settings.BASE_DIR)
APPS = {"programs", "certification", "salaries"}
SHARED = {
    f"careerportal.{part}"
    for part in ("datasets", "sync", "api", "partners", "pieces", "frames", "texts", "links", "visits", "tallies")
}
PLAIN = {"careerportal.taxonomy", "careerportal.json_ld", "careerportal.prose"}
"""Pure values without a database: everything may import these; they import nothing of the portal but each other."""

MAY_IMPORT = {
    "programs": {"certification", "salaries", *SHARED, *PLAIN},
    "certification": {*SHARED, *PLAIN},
    "salaries": {*SHARED, *PLAIN},
    **{part: {*SHARED, *PLAIN} for part in SHARED},
    **dict.fromkeys(PLAIN, PLAIN),
}
"""Part → the parts it may import besides itself. The other modules directly under careerportal/ put the parts together
(addresses, pages about all of them), so they may import everything, and no part may import them."""


def part_of(module):
    """Return "programs" for programs.importers.oews, "careerportal.sync" for careerportal.sync.ledger, else None.

    Modules directly under careerportal/, such as careerportal.urls, are the part "careerportal".
    """
    names = module.split(".")
    if names[0] in APPS:
        return names[0]
    if names[0] != "careerportal":
        return None
    part = ".".join(names[:2])
    return part if part in SHARED | PLAIN else "careerportal"


def modules():
    for folder in ("careerportal", *sorted(APPS)):
        for path in sorted((BASE_DIR / folder).rglob("*.py")):
            yield path.relative_to(BASE_DIR)


def imported_by(path):
    """Yield (line, module) of every import in a file, also those inside functions."""
    for node in ast.walk(ast.parse((BASE_DIR / path).read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # "from careerportal import glossary" names the module only in its second half.
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def wrong_imports(path):
    module = ".".join(path.with_suffix("").parts)
    part = part_of(module)
    if part == "careerportal":
        return []
    allowed = MAY_IMPORT[part] | {part, None}
    return [
        f"{path}:{line} imports {name}; {part} may not"
        for line, name in imported_by(path)
        if part_of(name) not in allowed
    ]


@pytest.mark.parametrize("path", list(modules()), ids=str)
def test_module_imports_only_what_lies_below_it(path):
    assert wrong_imports(path) == []


TEMPLATE_FOLDERS = {"careers": "salaries"}
"""Folder of templates → the app whose pages they are, where it has another name."""


def templates_named_in(path):
    """The templates that a template extends or includes."""
    return re.findall(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""", path.read_text())


def owner_of(name):
    """The app whose page or piece a template is; None for what every app shares and what puts apps together."""
    folder = name.split("/")[0]
    owner = TEMPLATE_FOLDERS.get(folder, folder)
    return owner if owner in APPS else None


def test_template_includes_only_what_lies_below_its_app():
    folder = BASE_DIR / "templates"
    wrong = [
        f"{path.relative_to(folder)} names {name}; {owner} may not"
        for path in sorted(folder.rglob("*.html"))
        if (owner := owner_of(str(path.relative_to(folder))))
        for name in templates_named_in(path)
        if owner_of(name) not in MAY_IMPORT[owner] | {owner, None}
    ]
    assert wrong == []


def test_only_env_reads_the_environment():
    readers = [
        str(path)
        for path in modules()
        if any(name.split(".")[0] == "environ" for _, name in imported_by(path))
        or "os.environ[" in (BASE_DIR / path).read_text()
        or "os.getenv(" in (BASE_DIR / path).read_text()
    ]
    assert readers == ["careerportal/env.py"]


def test_no_module_hides_behind_a_name_that_says_nothing():
    vague = {"utils", "helpers", "services", "misc", "common"}
    assert [str(path) for path in modules() if vague & {path.stem, *path.parts[:-1]}] == []

"""The repository keeps its own promises: commands that exist, pinned packages, pages without inline code."""

import re
import socket
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

BASE_DIR = Path(settings.BASE_DIR)


def tracked_files():
    """The files that a clone has; without git, every file that is not left behind by a tool."""
    answer = subprocess.run(["git", "ls-files", "-z"], cwd=BASE_DIR, capture_output=True, check=False)
    if answer.returncode == 0:
        return [path for name in answer.stdout.decode().split("\0") if name and (path := BASE_DIR / name).is_file()]
    left_behind = {".venv", "var", "artifacts", "staticfiles", "__pycache__", ".git"}
    return [path for path in BASE_DIR.rglob("*") if path.is_file() and not left_behind & set(path.parts)]


def text_files():
    binary = {".gz", ".png", ".ico", ".woff2", ".jpg", ".mo"}
    return [path for path in tracked_files() if path.suffix not in binary]


def templates():
    return sorted(path for path in (BASE_DIR / "templates").rglob("*") if path.suffix in (".html", ".jinja"))


@pytest.mark.parametrize("document", ["README.md", "DEVELOPERS.md"])
def test_every_make_verb_in_the_documents_exists(document):
    verbs = set(re.findall(r"^([a-z-]+):", (BASE_DIR / "Makefile").read_text(), flags=re.MULTILINE))
    named = set(re.findall(r"(?:^|`| )make ([a-z]+(?:-[a-z]+)*)(?=`|\s|$)", code_of(document), flags=re.MULTILINE))
    assert named
    assert named <= verbs


@pytest.mark.parametrize("document", ["README.md", "DEVELOPERS.md"])
def test_every_file_a_document_links_to_exists(document):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", (BASE_DIR / document).read_text())
    assert [link for link in links if not (BASE_DIR / link).exists()] == []


def code_of(document):
    """The code of a Markdown file: fenced blocks and words in backticks."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", (BASE_DIR / document).read_text(), flags=re.DOTALL))


ASKED_FOR = sorted(path.name for path in (BASE_DIR / "requirements").glob("*.in"))


def packages_asked_for(name):
    lines = (BASE_DIR / "requirements" / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-r "))]


def packages_locked(name):
    """{package: version} of a locked file; every one of them has hashes."""
    text = (BASE_DIR / name).read_text().replace(" \\\n    ", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if " --hash=sha256:" not in line] == []
    return dict(re.match(r"([\w.-]+)(?:\[[\w,]+\])?==(\S+)", line).groups() for line in lines)


@pytest.mark.parametrize("name", ASKED_FOR)
def test_every_requirement_is_pinned_and_says_what_it_is_for(name):
    packages = packages_asked_for(name)
    assert packages
    assert [line for line in packages if not re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+ +# \S.*", line)] == []


@pytest.mark.parametrize("name", ASKED_FOR)
def test_what_is_asked_for_is_what_is_locked(name):
    stem = name.removesuffix(".in")
    locked = packages_locked("requirements.txt" if stem == "runtime" else f"requirements-{stem}.txt")
    for line in packages_asked_for(name):
        package, version = re.match(r"([\w.-]+)(?:\[\w+\])?==([\w.]+)", line).groups()
        assert locked[package.lower()] == version, f"{package}: run make lock"


def test_a_package_is_locked_at_one_version_everywhere():
    runtime = packages_locked("requirements.txt")
    for extra in ("mcp", "dev", "bench"):
        locked = packages_locked(f"requirements-{extra}.txt")
        assert {name: locked[name] for name in runtime if locked.get(name) != runtime[name]} == {}


def test_the_list_of_licences_is_of_what_is_locked():
    rows = re.findall(r"^\| ([\w.-]+) \| (\d[\w.]*) \| \S", (BASE_DIR / "docs/licences.md").read_text(), re.MULTILINE)
    assert dict(rows) == packages_locked("requirements.txt"), "run make licences"


def test_every_setting_of_the_environment_is_explained_in_the_example():
    code = "".join((BASE_DIR / "careerportal" / name).read_text() for name in ("env.py", "settings.py"))
    read = set(re.findall(r"""(?:env\.\w+|yes_or_no|whole_number)\(\s*"([A-Z_]+)\"""", code))
    explained = set(re.findall(r"^#? ?([A-Z_]+)=", (BASE_DIR / ".env.example").read_text(), flags=re.MULTILINE))
    assert read == explained


def test_no_file_names_a_path_of_one_machine_or_a_package_index():
    # Each with a bracket in it, so that this file does not name them itself.
    machine = re.compile(r"/[w]ork/|/[r]oot/|/[h]ome/\w+/|[i]ndex-url|[p]ypi\.org/simple")
    assert [str(path.relative_to(BASE_DIR)) for path in text_files() if machine.search(path.read_text())] == []


def test_every_file_ends_with_a_line_break_and_has_no_trailing_space():
    untidy = [
        str(path.relative_to(BASE_DIR))
        for path in text_files()
        if path.stat().st_size
        and (not path.read_text().endswith("\n") or re.search(r"[ \t]+$", path.read_text(), re.M))
    ]
    assert untidy == []


INLINE_CODE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an on… handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script without src": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/ld\+json)", re.IGNORECASE),
    "a javascript: address": re.compile(r"""=\s*["']?javascript:""", re.IGNORECASE),
    "something from another host": re.compile(
        r"<(?:script|img|iframe|source)\b[^>]*(?:src|srcset)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
    ),
}
"""What the Content-Security-Policy would block, so it must not stand in a template."""


@pytest.mark.parametrize("template", templates(), ids=lambda path: str(path.relative_to(BASE_DIR)))
def test_template_has_nothing_that_the_content_security_policy_blocks(template):
    text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", template.read_text(), flags=re.DOTALL)
    assert [what for what, pattern in INLINE_CODE.items() if pattern.search(text)] == []


def test_network_is_closed_to_tests():
    from tests.conftest import NetworkIsClosed

    with socket.socket() as plug, pytest.raises(NetworkIsClosed, match=r"203\.0\.113\.1"):
        plug.connect(("203.0.113.1", 80))

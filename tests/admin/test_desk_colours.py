"""The desk wears the portal's own colours."""

import re
from pathlib import Path

import django
from django.conf import settings

STYLES = Path(settings.BASE_DIR) / "static" / "css"


def test_every_colour_of_the_desk_is_one_of_the_portal():
    """Pairs and single colours: the desk lays some of the portal's on others of its grounds."""
    ours = set(re.findall(r"#[0-9a-f]{6}", (STYLES / "portal.css").read_text()))
    desk = set(re.findall(r"#[0-9a-f]{3,6}", (STYLES / "desk_colours.css").read_text()))
    assert len(desk) > 30
    assert desk <= ours


def test_every_colour_of_django_s_is_given_one():
    admin = (Path(django.__file__).parent / "contrib/admin/static/admin/css/base.css").read_text()
    theirs = re.search(r":root \{(.*?)\n\}", admin, re.DOTALL)[1]
    names = {name for name, value in re.findall(r"(--[a-z-]+):\s*([^;]+);", theirs) if "#" in value or "var(" in value}
    given = set(re.findall(r"(--[a-z-]+):", (STYLES / "desk_colours.css").read_text()))
    assert names - given - {"--object-tools-fg", "--object-tools-bg", "--object-tools-hover-bg"} == set()

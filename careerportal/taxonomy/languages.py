"""The languages of the pages. An address alone says which: English without a prefix, Spanish under /es/."""

ENGLISH, SPANISH = "en", "es"

NAMES = {ENGLISH: "English", SPANISH: "Español"}
"""What each language calls itself, in the order of the switch."""

OTHERS = tuple(code for code in NAMES if code != ENGLISH)

ENGLISH_ONLY = ("/partners/", "/api/", "/admin/", "/healthz/", "/static/", "/_components/")
"""Where addresses begin that are for developers, staff and machines: they have no prefix and speak English."""


def language_of(path):
    """The language that a path asks for."""
    for code in OTHERS:
        if path.startswith(f"/{code}/") or path == f"/{code}":
            return code
    return ENGLISH


def without_prefix(path):
    """The path of the same page in English; a query string behind it stays."""
    language = language_of(path.partition("?")[0])
    return path if language == ENGLISH else path.removeprefix(f"/{language}") or "/"


def in_language(code, path):
    """The path of the same page in a language, the home page where that language has no such page."""
    plain = without_prefix(path)
    if code == ENGLISH:
        return plain
    return f"/{code}/" if plain.startswith(ENGLISH_ONLY) else f"/{code}{plain}"

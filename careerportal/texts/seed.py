"""The translations that come along: beside each file of our first texts, one of the same shape for each language.

`level_guides.es.json` stands beside `level_guides.json`: the same lists and fields, of which it leaves out what is not
translated. Loading them only ever adds; a curator's own wording stays.
"""

import json
from datetime import date

from careerportal.taxonomy.languages import OTHERS
from careerportal.texts.models import TranslatedText, digest_of

CHECKED_ON = date(2026, 11, 26)


def add_translations(files):
    """Add what is missing of the translations beside some JSON files, and return how many that were."""
    found = {
        (language, digest_of(english)): (english, text)
        for path in files
        for language in OTHERS
        for english, text in pairs_beside(path, language)
    }
    known = set(TranslatedText.everything.values_list("language", "digest"))
    missing = {key: pair for key, pair in found.items() if key not in known}
    TranslatedText.objects.bulk_create(
        TranslatedText(language=language, digest=digest, english=english, text=text, checked_on=CHECKED_ON)
        for (language, digest), (english, text) in missing.items()
    )
    return len(missing)


def pairs_beside(path, language):
    """Yield (English, translation) of a file and its translation; nothing where there is none."""
    translation = path.with_suffix(f".{language}.json")
    if translation.exists():
        read = [json.loads(one.read_text(encoding="utf-8")) for one in (path, translation)]
        yield from _pairs(*read)


def _pairs(english, translated):
    if isinstance(translated, str):
        yield english, translated
    elif isinstance(translated, list):
        for one, other in zip(english, translated, strict=True):
            yield from _pairs(one, other)
    elif isinstance(translated, dict):
        for name, other in translated.items():
            yield from _pairs(english[name], other)

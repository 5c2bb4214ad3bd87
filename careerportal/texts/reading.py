"""Our texts in the language of the page, as far as they have been translated; read once until the data change."""

from django.utils.translation import get_language

from careerportal.sync import kept, ledger
from careerportal.taxonomy.languages import ENGLISH
from careerportal.texts.models import TranslatedText, digest_of


def in_the_language_of_the_page(text):
    """Return (text, whether it is in the language of the page); without a translation it stays as it is."""
    language = get_language() or ENGLISH
    if language == ENGLISH or not text:
        return text, True
    known = kept.at(ledger.serial(), f"our texts in {language}", lambda: _read(language))
    translated = known.get(digest_of(text.replace("\r\n", "\n")))
    return (text, False) if translated is None else (translated, True)


def _read(language):
    return dict(TranslatedText.objects.filter(language=language).values_list("digest", "text"))

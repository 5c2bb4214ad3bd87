"""Our own texts that belong to no one page: translations, and the words of the glossary."""

from django.contrib import admin

from careerportal.datasets.desk import CuratedAdmin
from careerportal.texts.models import GlossaryTerm, TranslatedText


@admin.register(TranslatedText)
class TranslatedTextAdmin(CuratedAdmin):
    """What our texts are in other languages. A text without one stands on the page in English, and the page says so."""

    prose_fields = ("text",)
    list_display = ["english", "text", "language", "checked_on"]
    list_filter = ["language", "checked_on"]
    search_fields = ["english", "text"]
    ordering = ["language", "english"]

    def ledger_lines(self, translated, action):
        return [("translations", translated.digest, action)]


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(CuratedAdmin):
    """What pages explain. A change shows on every page that uses the word; its translation has to be mended too."""

    list_display = ["term", "meaning", "source", "checked_on"]
    list_filter = ["checked_on"]
    search_fields = ["key", "term", "meaning"]
    ordering = ["term"]

    def get_readonly_fields(self, request, obj=None):
        names = tuple(super().get_readonly_fields(request, obj))
        return (*names, "key") if obj else names

    def ledger_lines(self, term, action):
        return [("glossary", term.key, action)]

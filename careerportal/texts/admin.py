"""Translations of our own texts, to write and to mend."""

from django.contrib import admin

from careerportal.datasets.desk import CuratedAdmin
from careerportal.texts.models import TranslatedText


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

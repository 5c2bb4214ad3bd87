"""What our curators' texts are called in the other languages of the portal."""

from hashlib import sha256

from django.db import models
from django.urls import reverse
from django.utils.text import Truncator

from careerportal.datasets.curated import Curated
from careerportal.taxonomy.languages import NAMES, OTHERS


def digest_of(text):
    """What a text is found by: any change of it, and its translation no longer counts."""
    return sha256(text.encode()).hexdigest()


class TranslatedText(Curated):
    """One text of ours in another language, found by the English it says.

    When somebody changes the English, the translation is not of it any more, and pages show the new English until the
    translation has been mended too: never an old translation beside a new text.
    """

    SAVED_ALONG = ("english", "digest")
    """What a save writes besides what a curator changed."""

    language = models.CharField(max_length=5, choices=[(code, NAMES[code]) for code in OTHERS])
    english = models.TextField(help_text="Letter for letter as it stands in the field that it translates.")
    digest = models.CharField(max_length=64, editable=False)
    text = models.TextField("translation")
    checked_on = models.DateField(help_text="When somebody last read it beside the English.")

    class Meta:
        ordering = ["language", "english"]
        constraints = [
            models.UniqueConstraint(fields=["language", "digest"], name="translated_text_natural_key"),
            models.CheckConstraint(condition=~models.Q(text=""), name="translated_text_says_something"),
        ]

    def __str__(self):
        return f"{self.language}: {Truncator(self.english).chars(60)}"

    def save(self, **options):
        self.english = self.english.replace("\r\n", "\n")
        self.digest = digest_of(self.english)
        super().save(**options)


class GlossaryTerm(Curated):
    """A word that pages explain, in a curator's wording; without one the first glossary's is read."""

    key = models.SlugField(max_length=40, unique=True, help_text="Stands in its address, /glossary/#median; stays.")
    term = models.CharField(max_length=80)
    meaning = models.TextField(help_text="One to three sentences in plain words, without mark-up.")
    source = models.CharField(max_length=200, blank=True, help_text="Where the meaning comes from.")
    source_url = models.URLField(blank=True)
    checked_on = models.DateField(help_text="When somebody last compared it with its source.")

    class Meta:
        ordering = ["term"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(term="") & ~models.Q(meaning=""), name="glossary_term_says_something"
            )
        ]

    def __str__(self):
        return self.term

    def get_absolute_url(self):
        return f"{reverse('glossary')}#{self.key}"

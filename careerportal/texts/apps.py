from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "careerportal.texts"
    verbose_name = "Translations"

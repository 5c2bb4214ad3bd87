from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "careerportal.partners"
    verbose_name = "Partners"

from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "careerportal.links"
    verbose_name = "Links"

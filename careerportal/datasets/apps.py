from django.apps import AppConfig


class DatasetsConfig(AppConfig):
    name = "careerportal.datasets"
    verbose_name = "Federal data"

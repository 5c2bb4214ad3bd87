from django.apps import AppConfig
from django.db.models import Field


class DatasetsConfig(AppConfig):
    name = "careerportal.datasets"
    verbose_name = "Federal data"

    def ready(self):
        from careerportal.datasets.among import Among

        Field.register_lookup(Among)

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "careerportal.operations"
    verbose_name = "Running the portal"

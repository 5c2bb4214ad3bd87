from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "careerportal.visits"
    verbose_name = "Visits"

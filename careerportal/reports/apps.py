from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "careerportal.reports"
    verbose_name = "Reported mistakes"

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "careerportal.api"
    label = "portal_api"
    verbose_name = "Partner API"

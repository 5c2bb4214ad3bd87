from django.apps import AppConfig


class SyncConfig(AppConfig):
    name = "careerportal.sync"
    verbose_name = "Change ledger"

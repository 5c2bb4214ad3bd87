"""What a load balancer hears: live as long as the process answers, ready when pages could be made."""

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings
from django.urls import reverse

from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def ready(client):
    answer = client.get(reverse("ready"))
    return answer.status_code, answer.json()["checks"]


def test_ready_when_everything_is_there(client):
    ProgramFactory()
    assert ready(client) == (200, {"database": "ok", "cache": "ok", "migrations": "ok", "data": "ok"})


def test_not_ready_without_data(client):
    status, checks = ready(client)
    assert status == 503
    assert "load_starter_data" in checks["data"]


def test_not_ready_while_a_migration_is_missing(client):
    ProgramFactory()
    MigrationRecorder.Migration.objects.filter(app="salaries").order_by("-id").first().delete()
    status, checks = ready(client)
    assert status == 503
    assert checks["migrations"] == "1 not applied: run manage.py migrate"


def test_not_ready_without_the_database(client, monkeypatch):
    def lost():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", lost)
    assert ready(client) == (503, {"database": "cannot be reached", "cache": "ok"})


def test_cache_that_is_away_is_said_and_does_not_count(client, monkeypatch):
    def lost(*_):
        raise ConnectionError("no Redis")

    ProgramFactory()
    monkeypatch.setattr(caches["default"], "set", lost)
    status, checks = ready(client)
    assert (status, checks["cache"]) == (200, "away (ConnectionError)")


@override_settings(SECURE_SSL_REDIRECT=True)
def test_health_is_asked_without_tls(client):
    assert client.get(reverse("live")).status_code == 200
    assert client.get(reverse("home")).status_code == 301

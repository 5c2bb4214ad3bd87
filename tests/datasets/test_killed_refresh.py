"""A refresh that is killed after it has written, and before it is done, leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests import federal_files

KILLED_BEFORE_THE_END = """
import os, signal, django
django.setup()
from careerportal.datasets import pipeline, registry
pipeline.findings.keep = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
pipeline.refresh(registry.get("scorecard-field-of-study"), os.environ["NEW_FILE"], edition="June 2027")
"""

REFRESHED = """
import os, django
django.setup()
from careerportal.datasets import pipeline, registry
pipeline.refresh(registry.get("scorecard-field-of-study"), os.environ["FILE"], edition=os.environ["EDITION"])
"""

EVERYTHING = """
import json, django
django.setup()
from careerportal.datasets.models import Release
from careerportal.sync.models import Change
from programs.models import Program, ProgramOutcome, School
models = (School, ProgramOutcome, Program, Release, Change)
print(json.dumps([list(model.objects.order_by("pk").values()) for model in models], default=str))
"""


@pytest.fixture
def run(tmp_path, transactional_db):
    """Run a script on a database of its own: a file, or the test database when that is PostgreSQL."""
    if connection.vendor == "postgresql":
        parts = connection.settings_dict
        secret = f":{parts['PASSWORD']}" if parts["PASSWORD"] else ""
        url = f"postgres://{parts['USER']}{secret}@{parts['HOST']}:{parts['PORT'] or 5432}/{parts['NAME']}"
    else:
        url = f"sqlite:///{tmp_path / 'killed.sqlite3'}"

    def call(script, **variables):
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": url} | variables
        command = [sys.executable, "-W", "ignore", "-c", script]
        return subprocess.run(
            command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120, check=False
        )

    if connection.vendor != "postgresql":
        migrated = call(
            "import django; django.setup(); "
            "from django.core.management import call_command; call_command('migrate', verbosity=0)"
        )
        assert migrated.returncode == 0, migrated.stderr
    return call


def test_the_old_data_stand_and_the_next_refresh_works(run, tmp_path):
    old = str(federal_files.scorecard(tmp_path, {}, name="old.csv"))
    new = str(federal_files.scorecard(tmp_path, {"EARN_MDN_4YR": "91000"}, {"CREDLEV": "3"}, name="new.csv"))
    loaded = run(REFRESHED, FILE=old, EDITION="June 2026")
    assert loaded.returncode == 0, loaded.stderr
    before = run(EVERYTHING).stdout

    assert run(KILLED_BEFORE_THE_END, NEW_FILE=new).returncode == -signal.SIGKILL
    assert run(EVERYTHING).stdout == before

    assert run(REFRESHED, FILE=new, EDITION="June 2027").returncode == 0
    _, outcomes, programs, releases, _ = json.loads(run(EVERYTHING).stdout)
    assert [outcome["earnings"] for outcome in outcomes if outcome["level"] == "masters"] == [91_000]
    assert len(programs) == 2
    assert [release["state"] for release in releases] == ["archived", "ready"]

"""All code is loaded before gunicorn makes workers of it: one that starts later runs the same, whatever lies there."""

import os
import subprocess
import sys

from django.conf import settings

LOADED = """
import threading
import sys
from careerportal.wsgi import application
from careerportal.sync import kept_pages
from django.db import connections
assert application
assert "programs.views" in sys.modules and "careerportal.api.v1" in sys.modules
assert kept_pages.build.cache_info().currsize == 1
assert threading.active_count() == 1
assert all(one.connection is None for one in connections.all())
"""


def test_views_and_the_build_are_read_before_there_are_workers_and_no_connection_is_open():
    told = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run([sys.executable, "-c", LOADED], cwd=settings.BASE_DIR, env=told, check=True)

"""The portal's own settings as a server runs them, for tests that start a real gunicorn: TLS ends before it."""

import os
from pathlib import Path

from careerportal.settings import *  # noqa: F403
from careerportal.settings import STORAGES

STATIC_ROOT = Path(os.environ["SERVED_FOLDER"]) / "static"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

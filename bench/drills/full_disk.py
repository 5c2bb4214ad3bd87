"""The bench's settings with the files of releases in a folder that a drill has filled to the brim."""

import os
from pathlib import Path

from bench.settings import *  # noqa: F403

ROOT_URLCONF = "careerportal.urls"
RELEASE_FOLDER = Path(os.environ["FULL_FOLDER"]) / "releases"
LOGGING = {}  # Django's own: what goes wrong is written to where there is no room.

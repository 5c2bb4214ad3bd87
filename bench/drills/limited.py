"""The bench's settings with the limits of readers as the environment sets them."""

from bench.settings import *  # noqa: F403
from careerportal.settings import ANONYMOUS_PER_MINUTE as ANONYMOUS_PER_MINUTE

ROOT_URLCONF = "careerportal.urls"

"""The portal's settings as the tests want them: nothing to set up, nothing slow, nothing shared."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ")
os.environ["DEBUG"] = "false"
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")

from careerportal.settings import *  # noqa: F403
from careerportal.settings import MIDDLEWARE, STORAGES

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sessionid", "csrftoken"  # The tests speak http.
os.environ.setdefault("PORTAL_TEST_RUN", str(os.getpid()))
RUN = Path(tempfile.gettempdir()) / f"portal-tests-{os.environ['PORTAL_TEST_RUN']}"
"""Of this run alone, with all processes that it starts: others may be testing on the same machine."""

LOCK_FOLDER = RUN
RELEASE_FOLDER = RUN / "releases"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ANONYMOUS_PER_MINUTE = 1_000_000  # The tests of limits set their own.
RATE_LIMIT_REDIS_URL = ""
COUNT_PAGE_VIEWS = False  # The tests of page views count their own.
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages")
}

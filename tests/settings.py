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
LOCK_FOLDER = Path(tempfile.gettempdir())
RELEASE_FOLDER = Path(tempfile.gettempdir()) / "portal-tests-releases"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ANONYMOUS_PER_MINUTE = 1_000_000  # The tests of limits set their own.
RATE_LIMIT_REDIS_URL = ""
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages")
}
